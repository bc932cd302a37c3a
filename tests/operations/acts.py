"""Everything that anybody can try in a case, by name, as the random walk tries it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World
from tests.operations.reading import rows
from workflow.facts import CALENDAR, Actor, Outcome, OutcomeStatus, local_date
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
    mending,
    notifying,
    preparing,
)
from workflow.states import ActorKind, AppealOutcome, Role
from workflow.store import tables as t

Act = Callable[[w.Matter, Actor, datetime], object]
STAFF = ("officer", "director", "deputy", "secretary", "registrar", "stranger")
LINKS = {"member": Role.MEMBER, "recipient": Role.RECIPIENT, "responsible": Role.RESPONSIBLE}
OUTSIDE = tuple(f"{role}:{party}" for role in LINKS for party in (*RECIPIENTS, "lansstyrelsen"))
EVERYBODY = (*STAFF, *OUTSIDE, "calendar")
OUTCOME = Outcome(Decimal(0), OutcomeStatus.MISSED)


def actor(world: World, who: str, at: datetime) -> Actor:
    """A person by post, ``recipient:are`` for the bearer of a link, or the calendar."""
    if who == "calendar":
        return CALENDAR
    role, _, party = who.partition(":")
    if not party:
        return world.actor(who, at)
    bears = world.parties[party]
    return Actor(ActorKind.LINK, bears.name, frozenset({LINKS[role]}), party_id=bears.id)


def _today(at: datetime) -> date:
    return local_date(at, "Europe/Stockholm")


def _note_answer(matter: w.Matter, who: Actor, at: datetime) -> object:
    party_id = matter.world.parties["berg"].id
    noted = drafting.NotedAnswer(party_id, "Bra.", "per telefon")
    return drafting.note_answer(matter.world.office, matter.plan_id, noted, who, at)


def _prepare(matter: w.Matter, who: Actor, at: datetime) -> object:
    world = matter.world
    draft = w.draft(world, *matter.plan_ids)
    return preparing.prepare(world.office, world.case_id, draft, who, at)


def _revise_basis(matter: w.Matter, who: Actor, at: datetime) -> object:
    """Another extract of the minutes each day, and the plans before it."""
    newer = replace(w.MINUTES, content=f"Paragraf 89, {_today(at)}".encode())
    basis: tuple[preparing.BasisItem, ...] = (*matter.plan_ids, newer)
    return preparing.revise_basis(matter.world.office, matter.decision_id, basis, who, at)


def _report(matter: w.Matter, who: Actor, at: datetime) -> object:
    """Outcomes for the measures that the actor answers for."""
    office, plan_id = matter.world.office, matter.plan_id
    key = "are-2023" if who.kind is ActorKind.LINK else "own-2023"
    ids = looking.target_ids(office, plan_id)
    given = tuple((id_, OUTCOME) for (measure, _), id_ in ids.items() if measure == key)
    return following_up.report_outcomes(office, plan_id, given, who, at)


def _decide(matter: w.Matter, who: Actor, at: datetime) -> object:
    office = matter.world.office
    return deciding.decide(office, matter.decision_id, matter.seen(), who, at, w.AWAY)


def _decide_unseen(matter: w.Matter, who: Actor, at: datetime) -> object:
    return deciding.decide(matter.world.office, matter.decision_id, frozenset(), who, at, w.AWAY)


def _on_record(matter: w.Matter, who: Actor, at: datetime) -> object:
    """The registrar's note of a confirmation, for the first recipient that lacks one."""
    party = matter.world.parties["tillvaxtverket"].id
    office = matter.world.office
    return dispatching.acknowledge_otherwise(office, matter.decision_id, party, "brev", who, at)


def _move(matter: w.Matter, who: Actor, at: datetime) -> object:
    """From the meeting that the notice stands at, or from none that there is."""
    office = matter.world.office
    stands = rows(office.engine, t.notice, decision_id=matter.decision_id)
    seen = (stands[0].meeting_id if stands else None) or 0
    return notifying.move_notice(office, matter.decision_id, seen, "Inställt.", who, at)


def _amend(matter: w.Matter, who: Actor, at: datetime) -> object:
    """The other of two paragraphs; where it has come to a board, the days a day earlier too."""
    office = matter.world.office
    stands = rows(office.engine, t.notice, decision_id=matter.decision_id)
    number, _, year = (stands[0].paragraph if stands else "§ 7/2023").partition("/")
    posted = stands[0].posted_on if stands else None
    entered = notifying.Entered(
        paragraph=f"§ {8 if number == '§ 7' else 7}/{year or 2023}" if number else "",
        posted_on=posted - timedelta(days=1) if posted else None,
    )
    return notifying.amend_notice(office, matter.decision_id, entered, "Fel.", who, at)


def _move_report(matter: w.Matter, who: Actor, at: datetime) -> object:
    """From the meeting that the report was drawn up for, or from none that there is."""
    office = matter.world.office
    (stands,) = rows(office.engine, t.plan, id=matter.plan_id)
    seen = stands.meeting_id or 0
    return following_up.move_report(office, matter.plan_id, seen, "Inställt.", who, at)


def _ended(at: datetime) -> notifying.Ended:
    return notifying.Ended(_today(at), AppealOutcome.REJECTED)


ACTS: dict[str, Act] = {
    "open_plan": lambda m, a, at: drafting.open_plan(
        m.world.office, m.world.case_id, 2025, "Handlingsplan 2025", a, at
    ),
    "circulate": lambda m, a, at: drafting.circulate(
        m.world.office, m.plan_id, _today(at) + timedelta(days=14), a, at
    ),
    "answer": lambda m, a, at: drafting.answer(m.world.office, m.plan_id, "Bra.", a, at),
    "note_answer": _note_answer,
    "extend_answer": lambda m, a, at: drafting.extend_answer(
        m.world.office, m.plan_id, _today(at) + timedelta(days=28), a, at
    ),
    "discard_plan": lambda m, a, at: drafting.discard_plan(
        m.world.office, m.plan_id, "Fel år.", a, at
    ),
    "prepare": _prepare,
    "revise": lambda m, a, at: preparing.revise(
        m.world.office, m.decision_id, w.text(m.world, f"Skrivet {_today(at)}"), a, at
    ),
    "revise_basis": _revise_basis,
    "discard": lambda m, a, at: preparing.discard(
        m.world.office, m.decision_id, "Fel planer.", a, at
    ),
    "submit": lambda m, a, at: preparing.submit(m.world.office, m.decision_id, a, at),
    "declare_conflict": lambda m, a, at: deciding.declare_conflict(
        m.world.office, m.decision_id, "Närstående.", a, at
    ),
    "take_back": lambda m, a, at: preparing.take_back(
        m.world.office, m.decision_id, "Fel delegation.", a, at
    ),
    "send_back": lambda m, a, at: deciding.send_back(
        m.world.office, m.decision_id, "Skriv om.", a, at
    ),
    "refer": lambda m, a, at: deciding.refer(m.world.office, m.decision_id, "Nytt.", a, at),
    "leave_to_committee": lambda m, a, at: deciding.leave_to_committee(
        m.world.office, m.decision_id, "Jäv.", a, at
    ),
    "committee_decides": lambda m, a, at: notifying.committee_decides(
        *(m.world.office, m.decision_id, _today(at), f"§ 7/{_today(at).year}", a, at)
    ),
    "hand_back": lambda m, a, at: deciding.hand_back(
        m.world.office, m.decision_id, "Nämnden avstår.", a, at
    ),
    "decide": _decide,
    "decide_unseen": _decide_unseen,
    "correct": lambda m, a, at: deciding.correct(m.world.office, m.decision_id, "Fel.", a, at),
    "dispatch": lambda m, a, at: dispatching.dispatch(m.world.office, m.decision_id, a, at),
    "acknowledge": lambda m, a, at: dispatching.acknowledge(m.world.office, m.decision_id, a, at),
    "acknowledge_otherwise": _on_record,
    "resend": lambda m, a, at: mending.resend(
        *(m.world.office, m.decision_id, m.world.parties["berg"].id, a, at),
        address=f"diarium-{_today(at)}@berg.example",
        reason="Fel adress.",
    ),
    "complete": lambda m, a, at: dispatching.complete(m.world.office, m.decision_id, a, at),
    "list": lambda m, a, at: notifying.list_notice(m.world.office, m.decision_id, a, at),
    "move_notice": _move,
    "record": lambda m, a, at: notifying.record(m.world.office, m.decision_id, a, at),
    "appeal": lambda m, a, at: notifying.appeal(
        m.world.office, m.decision_id, _today(at), "1234-23", a, at
    ),
    "appeal_late": lambda m, a, at: notifying.appeal_late(
        m.world.office, m.decision_id, _today(at), "7-24", a, at
    ),
    "amend_notice": _amend,
    "close_appeal": lambda m, a, at: notifying.close_appeal(
        m.world.office, m.decision_id, _ended(at), a, at
    ),
    "repeal": lambda m, a, at: notifying.repeal(
        m.world.office, m.decision_id, _ended(at), "Utanför delegationen.", a, at
    ),
    "notify": lambda m, a, at: notifying.notify(
        m.world.office, m.decision_id, f"§ 7/{_today(at).year}", a, at
    ),
    "adjust": lambda m, a, at: notifying.adjust(m.world.office, m.decision_id, _today(at), a, at),
    "post": lambda m, a, at: notifying.post(
        m.world.office, m.decision_id, _today(at), "Registraturet", a, at
    ),
    "gain_force": lambda m, a, at: notifying.gain_force(m.world.office, m.decision_id, a, at),
    "open_follow_up": lambda m, a, at: following_up.open_follow_up(
        m.world.office, m.plan_id, a, at
    ),
    "report_outcome": _report,
    "close_follow_up": lambda m, a, at: following_up.close_follow_up(
        m.world.office, m.plan_id, a, at
    ),
    "reopen_follow_up": lambda m, a, at: following_up.reopen_follow_up(
        m.world.office, m.plan_id, "Fel siffra.", a, at
    ),
    "report_agency": lambda m, a, at: following_up.report_agency(m.world.office, m.plan_id, a, at),
    "report_committee": lambda m, a, at: following_up.report_committee(
        m.world.office, m.plan_id, a, at
    ),
    "move_report": _move_report,
    "close": lambda m, a, at: following_up.close(m.world.office, m.plan_id, a, at),
}

# What moves a case on from each state, and who may do it; the walk goes this way half the time.
ONWARD: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("decision", "drafting"): (
        *(("submit", "officer"), ("submit", "officer")),
        *(("revise", "deputy"), ("revise_basis", "officer")),
    ),
    ("decision", "submitted"): (
        *(("decide", "director"), ("decide", "deputy")),
        *(("decide", "director"), ("decide", "deputy"), ("send_back", "director")),
        ("take_back", "officer"),
    ),
    ("decision", "decided"): (("correct", "director"),),
    ("notice", "pending"): (("list", "secretary"),),
    ("notice", "listed"): (*(("notify", "secretary"),) * 2, ("move_notice", "secretary")),
    ("notice", "notified"): (*(("adjust", "secretary"),) * 2, ("amend_notice", "secretary")),
    ("notice", "adjusted"): (*(("post", "secretary"),) * 2, ("amend_notice", "secretary")),
    ("notice", "posted"): (
        *(("gain_force", "secretary"), ("gain_force", "secretary"), ("appeal", "secretary")),
        *(("close_appeal", "secretary"), ("close_appeal", "secretary"), ("repeal", "secretary")),
        *(("amend_notice", "secretary"), ("appeal_late", "secretary")),
    ),
    ("notice", "in_force"): (("amend_notice", "secretary"), ("appeal_late", "secretary")),
    ("dispatch", "ready"): (("dispatch", "registrar"),),
    ("dispatch", "dispatched"): (
        *(("acknowledge", f"recipient:{party}") for party in RECIPIENTS),
        *(("acknowledge_otherwise", "registrar"), ("complete", "registrar")),
        ("resend", "registrar"),
    ),
    ("plan", "drafting"): (("circulate", "officer"),),
    ("plan", "circulated"): (("answer", "member:are"), ("answer", "member:berg")),
    ("plan", "adopted"): (("open_follow_up", "officer"),),
    ("plan", "following_up"): (
        *(("report_outcome", "officer"), ("report_outcome", "responsible:are")),
        ("close_follow_up", "officer"),
    ),
    ("plan", "followed_up"): (
        *(("report_agency", "officer"), ("report_agency", "officer")),
        ("reopen_follow_up", "officer"),
    ),
    ("plan", "reported"): (("report_committee", "officer"),),
    ("plan", "reported_back"): (("close", "registrar"),),
}
