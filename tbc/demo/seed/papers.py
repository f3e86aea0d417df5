"""Workbooks as customers fill them in: the demo's samples with the names of other companies, some with a mistake."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tbc.demo.seed.companies import COMPANIES
from tbc.demo.workbooks import body_of
from tbc.imports.service.batches import Sent

# Which texts of a sample are the company's own; addresses stay, so that they go with their postal codes.
OWN = ("corporate_name", "corporate_name_kana", "contact_name", "contact_name_kana", "email")
# What people get wrong: a text of the sample, and what stands there instead.
MISTAKES = {
    "no-email": ("email", ""),
    "no-contact": ("contact_name", ""),
    "short-phone": ("phone", "03-1234"),
    "elsewhere": ("postal_code", "9071801"),
    "asked-later": ("delivery_email", "確認中"),
    "unknown-product": ("product", "サンプルガード旧版 2019"),
}
_ROWS = (files("tbc.demo") / "data" / "papers.csv").read_text(encoding="utf-8").splitlines()
# Each sample with the texts in it that are replaced; empty where the sample has them in pieces.
SAMPLES = list(csv.DictReader(_ROWS))


@dataclass(slots=True)
class Writer:
    """Fills in one form after the other, for each company in turn."""

    written: int = 0

    def write(self, mistake: str = "") -> Sent:
        """The next workbook; `mistake` is one of MISTAKES, and chooses a form where it can be made."""
        company = COMPANIES[list(COMPANIES)[self.written % len(COMPANIES)]].party
        fit = [sample for sample in SAMPLES if not mistake or sample[MISTAKES[mistake][0]]]
        # A company that comes again has another form.
        sample = fit[(self.written + self.written // len(COMPANIES)) % len(fit)]
        self.written += 1
        texts = {sample[name]: company[name] for name in OWN if sample[name]}
        if mistake:
            name, instead = MISTAKES[mistake]
            texts[sample[name]] = instead
        body = _with_texts(body_of(sample["file"]), texts)
        return Sent(f"【{sample['form']}】{sample['title']}_{company['corporate_name']}様.xlsx", body)


def _with_texts(body: bytes, texts: dict[str, str]) -> bytes:
    """The workbook with other texts in its cells: those that are the whole of a cell are replaced."""
    target = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet") or info.filename == "xl/sharedStrings.xml":
                part = _replaced(part.decode("utf-8"), texts).encode("utf-8")
            new.writestr(info, part, ZIP_DEFLATED)
    return target.getvalue()


def _replaced(xml: str, texts: dict[str, str]) -> str:
    for before, after in texts.items():
        xml = xml.replace(f">{escape(before)}<", f">{escape(after)}<")
    return xml
