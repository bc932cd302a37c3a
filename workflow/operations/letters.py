"""Letters as rows of the outbox: written in the transaction of the step that ordered them."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from workflow.expansion import due_with, letter_asks
from workflow.facts import Ask, Situation
from workflow.machine import Outcome
from workflow.operations import papers, reached, sidecar
from workflow.operations.letter_pages import page
from workflow.operations.office import Office, token_hash
from workflow.orders import Letter, LetterAsk
from workflow.outgoing import Outgoing
from workflow.states import DutyKind, LetterKind, PaperKind, Role, Thing
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.prepared import Prepared, write_each

_WHOSE = ("purpose", "case_id", "plan_id", "delivery_id", "party_id")
_OUTDATED = Prepared(
    select(func.count())
    .select_from(t.personal_link)
    .where(t.personal_link.c.expires_on < bindparam("on"))
    .where(*(t.personal_link.c[each].is_not_distinct_from(bindparam(each)) for each in _WHOSE))
)
# One that is valid lasts from now on, as the letter says of papers that it only links to.
_LAST_FROM_NOW = {
    kind: insert(t.personal_link)
    .inline()
    .on_conflict_do_update(
        index_elements=["token_hash"],
        set_={"expires_on": insert(t.personal_link).excluded.expires_on},
    )
    for kind, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_LINK = Prepared(_LAST_FROM_NOW["sqlite"], **_LAST_FROM_NOW)

# These letters carry a personal link, which lets its bearer act in one role on one thing.
LINKS = {
    LetterKind.CIRCULATION: Role.MEMBER,
    LetterKind.ANSWER_EXTENDED: Role.MEMBER,
    LetterKind.OUTCOME_REQUEST: Role.RESPONSIBLE,
    LetterKind.UTDRAG: Role.RECIPIENT,
}
REMINDED = {
    DutyKind.ANSWER: Role.MEMBER,
    DutyKind.OUTCOME: Role.RESPONSIBLE,
    DutyKind.ACKNOWLEDGE: Role.RECIPIENT,
}
LINK_DAYS = 400  # a link outlives the year that it is for


def order(
    connection: Connection, office: Office, outcome: Outcome, after: Situation, ask: Ask
) -> tuple[str, ...]:
    """Write every letter that the step orders into the outbox; gives their keys."""
    thing, version = _subject(outcome, after)
    plan = after.plans[0] if outcome.step.thing is Thing.PLAN else None
    ordered: dict[str, Outgoing] = {}
    unsent = _without_copy(connection, outcome, after)
    for each in outcome.orders:
        if isinstance(each, Letter):
            due_on = due_with(each, outcome, after, ask)
            for about in letter_asks(each, after, ask, plan, due_on):
                letter = replace(about, without_copy=unsent)
                if letter.to.party_id in unsent:
                    continue
                whom = letter.to.party_id or f"p{letter.to.person_id}"
                key = f"{after.case.reference}/{thing}/{version}/{ask.step}/{each.kind}/{whom}"
                if key in ordered:  # one person may have both tasks that the letter is for
                    continue
                ordered[key] = written(connection, office, letter, key, ask.at, each.encloses)
    outbox.add_each(connection, ordered.values())
    return tuple(ordered)


def _without_copy(connection: Connection, outcome: Outcome, after: Situation) -> frozenset[int]:
    """Who is not told what becomes of a decision that they never got."""
    kinds = {each.kind for each in outcome.orders if isinstance(each, Letter)}
    return reached.without_copy(connection, after) if kinds & reached.TOLD else frozenset()


def _subject(outcome: Outcome, after: Situation) -> tuple[str, int]:
    """What the letters are about, and its version after the step: so a key is never used twice."""
    things = {
        Thing.PLAN: after.plans[0] if after.plans else None,
        Thing.DECISION: after.decision,
        Thing.NOTICE: after.notice,
        Thing.DISPATCH: after.dispatch,
    }
    subject = things[outcome.step.thing]
    if subject is None:
        raise LookupError("a step has a subject")
    return f"{outcome.step.thing}-{subject.id}", subject.version + 1


def post(
    connection: Connection,
    office: Office,
    letter: LetterAsk,
    key: str,
    at: datetime,
    encloses: tuple[PaperKind, ...] = (),
) -> None:
    """Write one letter into the outbox."""
    outbox.add(connection, written(connection, office, letter, key, at, encloses))


def written(
    connection: Connection,
    office: Office,
    letter: LetterAsk,
    key: str,
    at: datetime,
    encloses: tuple[PaperKind, ...] = (),
) -> Outgoing:
    """One letter as it is to leave: its text, its personal link if it has one, its enclosures."""
    situation = letter.situation
    enclosed = _enclosed(connection, letter, encloses)
    attachments = tuple(each.attached for each in enclosed)
    if letter.kind is LetterKind.UTDRAG and enclosed:
        attachments = (*attachments, sidecar.kept(office, letter, enclosed))
    link = personal_link(connection, office, letter) or page(office, letter)
    names = tuple(each.name for each in attachments)
    text = office.renderer.letter(replace(letter, link=link, papers=names))
    return Outgoing(
        key=key,
        case_id=situation.case.id,
        kind=letter.kind,
        to_name=letter.to.name,
        to_email=letter.to.email,
        subject=text.subject,
        body=text.body,
        attachments=attachments,
        message_id=office.message_id(key),
        reply_to=office.mailing.reply_address or situation.case.officer.email,
        created_at=at,
        delivery_id=_delivery_to(situation, letter.to.party_id)
        if letter.kind is LetterKind.UTDRAG
        else None,
        as_link=bool(link)
        and sum(each.size for each in enclosed) > office.mailing.attach_max_bytes,
    )


def _enclosed(
    connection: Connection, letter: LetterAsk, kinds: tuple[PaperKind, ...]
) -> tuple[sidecar.Enclosed, ...]:
    rows = papers.current(connection, letter.situation, kinds, letter.to.party_id)
    return tuple(sidecar.Enclosed(papers.ref(row), row.media_type, row.size) for row in rows)


def personal_link(connection: Connection, office: Office, letter: LetterAsk) -> str:
    """The organisation's own link for this plan or dispatch; the same one each time it is asked.

    One whose last day has passed is never made valid again: whoever has it may be anybody by now.
    """
    role = LINKS.get(letter.kind) or (REMINDED.get(letter.duty) if letter.duty else None)
    party_id = letter.to.party_id
    if role is None or party_id is None:
        return ""
    situation = letter.situation
    row = {
        "purpose": role.value,
        "case_id": situation.case.id,
        "plan_id": letter.plan.id if letter.plan else None,
        "delivery_id": _delivery_to(situation, party_id) if role is Role.RECIPIENT else None,
        "party_id": party_id,
    }
    whose = (role, situation.case.reference, row["plan_id"], row["delivery_id"], party_id)
    outdated = _OUTDATED.value(connection, **row, on=letter.on)
    token = office.token(*whose, *((outdated,) if outdated else ()))
    last = letter.on + timedelta(days=LINK_DAYS)
    write_each(connection, [(_LINK, {**row, "token_hash": token_hash(token), "expires_on": last})])
    return office.link(token)


def _delivery_to(situation: Situation, party_id: int | None) -> int | None:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    return next((d.id for d in deliveries if d.party.id == party_id), None)
