"""What a reading gives: records with their problems, and where each value came from (XLS-4)."""

from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or in doubt; `field` is a path such as `items[2].quantity`, `cell` is `Sheet!C12`.

    `candidates` are the cells that the value may stand in, when it is not certain in which of them it does.
    """

    code: str
    field: str | None = None
    cell: str | None = None
    level: Level = "error"
    candidates: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The problem as the oracle writes it; the level follows from the code and is left out."""
        shape: dict[str, Any] = {"code": self.code, "field": self.field, "cell": self.cell}
        return {**shape, "candidates": list(self.candidates)} if self.candidates else shape


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value stood, the text found there, and what the normalisation did to it, step by step."""

    sheet: str
    cell: str
    raw: str
    steps: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The provenance as `--provenance` prints it."""
        return {"sheet": self.sheet, "cell": self.cell, "raw": self.raw, "steps": list(self.steps)}


@dataclass(slots=True)
class Record:
    """One application read from one sheet (and its continuation sheets); README section 1.

    `taught` names the taught form by which it was read, if it was none of those that the library knows.
    """

    sheet: str | None = None
    form: str | None = None
    version: str | None = None
    application: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    taught: str | None = None

    def has_errors(self) -> bool:
        """Whether any problem is more than a warning; the command's exit code follows from it (XLS-7)."""
        return any(problem.level == "error" for problem in self.problems)

    def to_json(self, *, provenance: bool = False) -> dict[str, Any]:
        """The record in the shape of the oracles, with the cells if `provenance` is asked for."""
        shape: dict[str, Any] = {
            "sheet": self.sheet,
            "form": self.form,
            "version": self.version,
            "application": self.application,
            "problems": [problem.to_json() for problem in self.problems],
        }
        if self.taught is not None:
            shape["taught"] = self.taught
        if provenance:
            shape["provenance"] = {path: origin.to_json() for path, origin in self.provenance.items()}
        return shape

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> "Record":
        """The record that `to_json(provenance=True)` wrote down, as it comes back from the reading child process."""
        from legacy_excel.problems import problem

        return cls(
            sheet=shape["sheet"],
            form=shape["form"],
            version=shape["version"],
            application=shape["application"],
            problems=[
                problem(p["code"], p["field"], p["cell"], tuple(p.get("candidates", ()))) for p in shape["problems"]
            ],
            provenance={
                path: Provenance(o["sheet"], o["cell"], o["raw"], tuple(o["steps"]))
                for path, o in shape.get("provenance", {}).items()
            },
            taught=shape.get("taught"),
        )
