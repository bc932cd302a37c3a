"""What a step orders: papers, letters, duties; frozen words that do nothing by themselves."""

from dataclasses import dataclass
from datetime import date

from workflow.facts import Actor, Delivery, ListedDecision, Meeting, Plan, Situation
from workflow.states import DutyKind, LetterKind, PaperKind, Per, Thing, To


@dataclass(frozen=True)
class Paper:
    """Draw up a paper: one, or one for each plan or recipient."""

    kind: PaperKind
    per: Per = Per.ONE


@dataclass(frozen=True)
class Letter:
    """Write a letter; it leaves after the commit, with the newest papers of the kinds named."""

    kind: LetterKind
    to: To
    encloses: tuple[PaperKind, ...] = ()


@dataclass(frozen=True)
class Duty:
    """Watch a day; ``workflow.duties.RULES`` says which, by kind.

    One that is open already stays as it is; ``anew`` moves it to the day that is right now. Where
    it does not ``begins``, only those that are open are moved.
    """

    kind: DutyKind
    to: To
    anew: bool = False
    begins: bool = True


@dataclass(frozen=True)
class Settle:
    """A duty is done; its reminders stop."""

    kind: DutyKind


@dataclass(frozen=True)
class Open:
    """A thing that begins its own life after the step."""

    thing: Thing


Order = Paper | Letter | Duty | Settle | Open


@dataclass(frozen=True)
class PaperAsk:
    """A paper to be drawn up: the facts *after* the step, and whose copy it is.

    ``on`` is the local day of the step, and the document date. ``plan`` is set for papers on one
    plan, ``delivery`` for one recipient's copy, ``meeting`` and ``listing`` for the committee's
    list, ``reason`` for papers that repeat what the actor wrote, and ``by`` is who took the step.
    ``check_at`` is the address where anybody can ask whether the paper is genuine.
    """

    kind: PaperKind
    situation: Situation
    on: date
    plan: Plan | None = None
    delivery: Delivery | None = None
    meeting: Meeting | None = None
    listing: tuple[ListedDecision, ...] = ()
    reason: str = ""
    by: Actor | None = None
    check_at: str = ""


RECORD = "application/pdf"
# A form for whoever goes on writing: it is kept, but neither decided on nor sent.
EDITABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Rendered:
    """A finished paper in one of its forms: the same ask gives the same bytes."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is for: a person or an organisation, with one address.

    To who gets its papers ``by_post`` no letter is written: they are printed. ``deputy_for`` is
    the name of somebody who is away, where the letter goes to the deputy.
    """

    name: str
    email: str
    party_id: int | None = None
    person_id: int | None = None
    by_post: bool = False
    deputy_for: str = ""


@dataclass(frozen=True)
class Lost:
    """A letter that did not get there: to whom, where, about what, and why not."""

    to_name: str
    to_email: str
    subject: str
    problem: str


@dataclass(frozen=True)
class Handed:
    """Cases that have gone from one officer to another, with what is due in them."""

    giver: str
    receiver: str
    since: date
    cases: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, DutyKind, date], ...] = ()


@dataclass(frozen=True)
class LetterAsk:
    """A letter to be written to one addressee.

    ``link`` is the addressee's personal address, or the page where one of our own signs in and
    acts; empty where there is neither. ``papers`` are the names of what is attached; ``duty``,
    ``due_on`` and ``days`` (left; negative when passed) are set for reminders, ``lost`` for word
    of a letter that did not get there. ``held_by`` names those whose duty it is, where another is
    told that it is late, or that there is no address to remind at (``unreached``); ``vacant``
    is whose it would be, where nobody has the task. ``handed`` are cases that got another officer.
    ``without_copy`` are the recipients whom no copy of the decision has reached.
    """

    kind: LetterKind
    situation: Situation
    to: Addressee
    on: date
    plan: Plan | None = None
    link: str = ""
    papers: tuple[str, ...] = ()
    reason: str = ""
    duty: DutyKind | None = None
    due_on: date | None = None
    days: int = 0
    lost: Lost | None = None
    held_by: str = ""
    vacant: To | None = None
    unreached: bool = False
    handed: Handed | None = None
    without_copy: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Written:
    """A letter's text: one subject line and a plain-text body."""

    subject: str
    body: str
