"""How a form looks and which shapes its values have."""

from dataclasses import dataclass, field

from .labels import ENGLISH, words

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MARKS = {
    "box": ("☑", "□"), "black": ("■", "□"), "bracket": ("[✓]", "[ ]"), "round": ("（○）", "（　）"), "dot": ("●", "○"),
    "re": ("レ", "□"), "heavy": ("✔", "☐"), "cross": ("☒", "☐"), "tick": ("✓", "□"),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A form's look: texts, marks, numbers before labels, shapes of the values and the parts it has."""

    form: str
    vocabulary: str = "base"
    bilingual: str = ""  # A pattern such as "{ja}／{en}".
    required: str = "※"  # Written after the label, or before it if it ends with "<".
    numbering: str = ""  # circled, dotted, bracket or letter.
    section: str = "■ {title}"
    code: bool = True
    version: str = "2022年4月1日版"
    version_place: str = "top"
    marks: str = "box"
    class_shape: str = "one"  # one, marks, word or rows
    consent_shape: str = "box"  # box, yesno, word or mark
    date_shape: str = "cell"  # cell, western or reiwa
    address: str = "one"  # one, building or split
    same: str = "line"  # line or bar
    fax: bool = False
    hints: bool = False
    corporate_number: bool = True
    chars: tuple[str, ...] = ()
    three: bool = False
    names_two: bool = False
    kana_below: bool = False
    bare_kana: bool = True
    above: bool = False
    example: bool = False
    gaps: float = 0.0
    extra: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of a label or title in the form's language or languages."""
        own = words(self.vocabulary, self.form) | self.extra
        if not self.bilingual or key in self.extra:
            return own[key]
        return self.bilingual.format(ja=own[key], en=words("english", self.form).get(key, ENGLISH[key]))

    def number(self, index: int) -> str:
        """What stands before the label of this index."""
        match self.numbering:
            case "circled":
                return CIRCLED[index % 20]
            case "dotted":
                return f"{chr(0xFF11 + index)}．" if index < 9 else f"{index + 1}．"
            case "bracket":
                return f"({index + 1})"
            case "letter":
                return f"{chr(65 + index)}. "
        return ""
