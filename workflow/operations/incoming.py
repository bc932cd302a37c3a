"""Filing what came in by mail: each message once, and only what proves itself moves anything.

Of an infected message nothing is kept but who sent it and its subject, as a line of the pile: so
the registrar is told as of all that nobody has seen to, and the mailbox is read on. The message
itself stays in the mailbox, among those that are filed. One that can't be scanned now is left as it
is, and met again; those who run the program see that the mailbox is not read as it should be.
"""

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from workflow.facts import Actor, local_date
from workflow.inbound import Arrived, Nature, read, read_head
from workflow.inbound.problems import in_swedish
from workflow.operations import entries, undelivered, virus_check
from workflow.operations.office import Office
from workflow.operations.papers import DrawnPaper, add_paper
from workflow.operations.undelivered import POSTMAN, About
from workflow.refusals import NotScanned
from workflow.scanning import Clean, Infected, Unscanned
from workflow.states import IncomingKind, PaperKind, Thing
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import unless_there, writing
from workflow.store.tables import LetterState

MEDIA_TYPE = "message/rfc822"
# A bounce is proof that the letter left, whatever its sender believes.
_UNDERWAY = (
    LetterState.WAITING,
    LetterState.CLAIMED,
    LetterState.SENT,
    LetterState.MAYBE,
    LetterState.HELD,
)
_AUTOMATIC = {
    Nature.AUTOMATIC: "Automatiskt svar.",
    Nature.DELAYED: "Leveransen är fördröjd. Mottagarens server försöker igen.",
    Nature.RELAYED: "En server meddelar att brevet är framme eller vidarebefordrat.",
}
_UNCLEAR = "En server skriver om brevet, men det går inte att utläsa om det kom fram."
_TOO_BIG = "Meddelandet är för stort eller för invecklat. Bara början är läst och bevarad."
_INFECTED = (
    "Meddelandet innehåller skadlig kod ({virus}) och är inte sparat här. Det ligger kvar i "
    "brevlådan: öppna det inte, och kontakta it-avdelningen."
)
_IN_ITS_PLACE = "Content-Type: text/plain; charset=utf-8\n\n{note}\n"
# No message has such a name of its own: an infected one takes nobody's place, and where the scanner
# was wrong it is filed when it is met again.
_OF_INFECTED = "virus:"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LOG = logging.getLogger("beslutskedjan.virus")


@dataclass(frozen=True)
class Filed:
    """What became of a message; ``is_new`` is ``False`` where it had been filed before."""

    kind: IncomingKind
    is_new: bool
    case_id: int | None = None


@dataclass(frozen=True)
class _Taken:
    """What is taken of a message, and the virus that kept the rest out."""

    arrived: Arrived
    content: bytes
    virus: str = ""


def file(office: Office, raw: bytes, at: datetime) -> Filed:
    """File one message, in one transaction; the same message again changes nothing.

    Only the Message-ID of a letter of ours, or the token in the address that it was sent from,
    is proof of what a message is about: nobody but who got the letter can know either.
    ``NotScanned`` where the virus scanner can't say that it is clean, nor that it is not.
    """
    taken = _taken(office, raw)
    arrived, sha256 = taken.arrived, office.files.put(taken.content)
    with writing(office.engine) as connection:
        letter = _letter(connection, office, arrived)
        kind = _kind(taken, letter)
        case_id = letter.case_id if letter else None
        if not _add(connection, taken, kind, letter, sha256, at):
            return Filed(kind, is_new=False, case_id=case_id)
        if letter is not None and taken.virus:
            said = f"Ett meddelande från {arrived.from_email} innehöll {taken.virus}."
            virus_check.put_on_record(connection, office, said, letter.case_id, POSTMAN, at)
        if letter is not None and kind is IncomingKind.BOUNCE:
            _bounce(connection, office, arrived, letter, at)
        if letter is not None and kind is IncomingKind.REPLY:
            about = undelivered.about_of(connection, letter)
            paper = _paper(arrived, sha256, len(taken.content), about, _day(office, at))
            keep(connection, office, letter.case_id, about, paper, at)
    return Filed(kind, is_new=True, case_id=case_id)


def _taken(office: Office, raw: bytes) -> _Taken:
    """The whole of a clean message; of an infected one what its head says, and a note instead."""
    match virus_check.scanned(office, raw):
        case Clean():
            return _Taken(read(raw), raw)
        case Infected(virus):
            _LOG.warning("infected message left in the mailbox: %r", virus)
            name = f"{_OF_INFECTED}{hashlib.sha256(raw).hexdigest()}"
            note = _IN_ITS_PLACE.format(note=_INFECTED.format(virus=virus))
            return _Taken(replace(read_head(raw), message_id=name), note.encode(), virus)
        case Unscanned(why):
            raise NotScanned(why)


def is_left_out(row: Row[Any]) -> bool:
    """Whether the message was infected, so that nothing of it is here."""
    return str(row.message_id).startswith(_OF_INFECTED)


def _letter(connection: Connection, office: Office, arrived: Arrived) -> Row[Any] | None:
    """The letter of ours that the message is about, the one it names first before others."""
    domain = office.sender_email.partition("@")[2]
    named = (*(f"<{token}@{domain}>" for token in arrived.tokens), *arrived.names)
    rows = connection.execute(select(t.letter).where(t.letter.c.message_id.in_(named)))
    found = {row.message_id: row for row in rows}
    return next((found[name] for name in named if name in found), None)


def _kind(taken: _Taken, letter: Row[Any] | None) -> IncomingKind:
    arrived = taken.arrived
    if taken.virus:
        return IncomingKind.UNMATCHED  # somebody is to see to it, whatever it says that it is
    if arrived.nature in _AUTOMATIC:
        return IncomingKind.AUTO_REPLY
    # A letter about the operation belongs to no case: what answers it is filed in none.
    if letter is None or letter.case_id is None or arrived.nature is Nature.UNCLEAR:
        return IncomingKind.UNMATCHED
    return IncomingKind.BOUNCE if arrived.nature is Nature.FAILED else IncomingKind.REPLY


def _add(
    connection: Connection,
    taken: _Taken,
    kind: IncomingKind,
    letter: Row[Any] | None,
    sha256: str,
    at: datetime,
) -> bool:
    """One row for each message; ``False`` where there is one already."""
    arrived = taken.arrived
    row = {
        "received_at": at,
        "message_id": arrived.message_id,
        "kind": kind.value,
        "from_email": arrived.from_email,
        "subject": arrived.subject,
        "sha256": sha256,
        "letter_id": letter.id if letter else None,
        "case_id": letter.case_id if letter else None,
        "note": _INFECTED.format(virus=taken.virus) if taken.virus else _note(arrived),
        "handled_by": "",
    }
    added = unless_there(connection, t.incoming).returning(t.incoming.c.id)
    return connection.execute(added, row).scalar_one_or_none() is not None


def _note(arrived: Arrived) -> str:
    if arrived.nature is Nature.FAILED:
        return in_swedish(arrived.status, arrived.diagnostic)
    if arrived.nature is Nature.UNCLEAR:
        return _UNCLEAR
    return _AUTOMATIC.get(arrived.nature, "" if arrived.is_whole else _TOO_BIG)


def _bounce(
    connection: Connection, office: Office, arrived: Arrived, letter: Row[Any], at: datetime
) -> None:
    problem = in_swedish(arrived.status, arrived.diagnostic)
    mine = update(t.letter).where(t.letter.c.id == letter.id, t.letter.c.state.in_(_UNDERWAY))
    columns = {"state": LetterState.BOUNCED, "bounced_at": at, "problem": problem}
    if connection.execute(mine, columns).rowcount != 1:
        return  # withdrawn, failed or bounced before: that has been told
    undelivered.note(connection, office, letter.id, at)
    about = undelivered.about_of(connection, letter)
    given = {"reason": f"{letter.to_name}, {letter.to_email}: {problem}"}
    thing, id_ = about.thing(letter.case_id)
    body = entries.noted("bounced", thing, id_, given, POSTMAN, at)
    record.append(connection, letter.case_id, body, office.key)


@dataclass(frozen=True)
class Inkommet:
    """A message as a paper of a case: whose it is, and on what day it came."""

    paper: DrawnPaper
    from_whom: str
    subject: str
    came_on: date


def _paper(arrived: Arrived, sha256: str, size: int, about: About, on: date) -> Inkommet:
    return inkommet((arrived.from_email, arrived.subject), sha256, size, about, on)


def inkommet(said: tuple[str, str], sha256: str, size: int, about: About, on: date) -> Inkommet:
    """The message as a paper: ``said`` is whom it says that it is from, and its subject."""
    from_whom, subject = said
    name = f"inkommet_{on}_{_UNSAFE.sub('-', from_whom)[:60] or 'okand'}.eml"
    plan_id = about.subject.id if about.subject and about.subject.thing is Thing.PLAN else None
    drawn = DrawnPaper(PaperKind.INKOMMET, name, sha256, MEDIA_TYPE, size, plan_id, about.party_id)
    return Inkommet(drawn, from_whom, subject, on)


def keep(
    connection: Connection,
    office: Office,
    case_id: int,
    about: About,
    came: Inkommet,
    at: datetime,
    actor: Actor = POSTMAN,
) -> None:
    """Keep the message with the case, beside all others, and note it in the case's record."""
    paper, subject = came.paper, about.subject
    add_paper(connection, paper)
    use = {
        "sha256": paper.sha256,
        "case_id": case_id,
        "kind": paper.kind.value,
        "name": paper.name,
        "decision_id": subject.id if subject and subject.thing is Thing.DECISION else None,
        "plan_id": paper.plan_id,
        "party_id": paper.party_id,
        "step": "arrived",
        "made_on": came.came_on,
        "current": True,
    }
    connection.execute(insert(t.paper_use), use)
    given = {"reason": f"{came.from_whom}: {came.subject}"}
    thing, id_ = about.thing(case_id)
    body = entries.noted("arrived", thing, id_, given, actor, at)
    papers = [[str(paper.kind), paper.name, paper.sha256]]
    record.append(connection, case_id, {**body, "papers": papers}, office.key)


def _day(office: Office, at: datetime) -> date:
    return local_date(at, office.time_zone)
