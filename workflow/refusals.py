"""What can go wrong, by name: refusals of the rules, and the one tree of errors."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Refusal:
    """One named reason why a step may not be taken; ``params`` fill its Swedish sentence."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(code: str, **params: object) -> "Refusal":
        return Refusal(code, tuple((key, str(value)) for key, value in sorted(params.items())))

    def param(self, key: str) -> str:
        return dict(self.params)[key]


@dataclass(frozen=True)
class Complaint:
    """One fault in a file somebody wrote: where it stands and what to do about it."""

    source: str
    line: int | None
    key: str
    text: str

    def __str__(self) -> str:
        line = f", rad {self.line}" if self.line is not None else ""
        key = f", nyckel «{self.key}»" if self.key else ""
        return f"{self.source}{line}{key}: {self.text}"


class BeslutskedjanError(Exception):
    """Anything that this program refuses or finds wrong, as opposed to a fault in its code."""


class BadInput(BeslutskedjanError):
    """A file or a value from outside can't be used; nothing was written."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints

    @staticmethod
    def of(field: str, text: str) -> "BadInput":
        """One fault in what somebody has filled in: in which field, and what to do about it."""
        return BadInput(Complaint("", None, field, text))

    @staticmethod
    def about(source: object, text: str) -> "BadInput":
        """One fault in a whole: what it is that is wrong, as a file, and what to do about it."""
        return BadInput(Complaint(str(source), None, "", text))


class NotFound(BeslutskedjanError):
    """There is no such thing, or the actor may not know of it."""


class Conflict(BeslutskedjanError):
    """The step can't be taken as things stand."""


class Refused(Conflict):
    """The rules say no; every reason is here, not only the first."""

    def __init__(self, step: str, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(f"{step}: " + ", ".join(refusal.code for refusal in refusals))
        self.step = step
        self.refusals = refusals


@dataclass(frozen=True)
class Earlier:
    """Who got there first, with what, and when (UTC)."""

    step: str
    actor: str
    at: datetime


class Outpaced(Conflict):
    """Somebody else moved the thing after this page was opened."""

    def __init__(self, step: str, earlier: Earlier | None = None) -> None:
        who = f" by {earlier.actor} at {earlier.at:%Y-%m-%d %H:%M:%SZ}" if earlier else ""
        super().__init__(f"{step}: already moved{who}")
        self.step = step
        self.earlier = earlier


class NotScanned(BeslutskedjanError):
    """What has come in can't be scanned for viruses now: it stays where it is, to be met again."""

    def __init__(self, why: str) -> None:
        super().__init__(f"det som ligger i brevlådan kan inte viruskontrolleras ({why})")
        self.why = why


class RecordBroken(BeslutskedjanError):
    """The record or a paper is not what was written; ``findings`` name the first fault of each."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class PaperStuck(BeslutskedjanError):
    """A paper was not made in time, or its maker fell; nothing was saved."""

    def __init__(self, paper: str) -> None:
        super().__init__(
            f"{paper} hann inte göras i tid. Ingenting har sparats. Försök igen om en stund, och "
            "kontakta den som sköter servern om det händer på nytt."
        )


class ReadOnly(BeslutskedjanError):
    """Nothing can be written for now: somebody has said so, and why."""

    def __init__(self, reason: str, since: datetime | None = None) -> None:
        super().__init__(f"read only: {reason}")
        self.reason = reason
        self.since = since


class SchemaMismatch(BeslutskedjanError):
    """The database is of another version than this program."""


@dataclass(frozen=True)
class Missing:
    """Facts that a paper still lacks, by their Swedish names."""

    paper: str
    fields: tuple[str, ...] = field(default=())


class PaperIncomplete(BeslutskedjanError):
    """A paper can't be drawn up, since facts are missing; nothing was rendered."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(f"{missing.paper}: " + ", ".join(missing.fields))
        self.missing = missing
