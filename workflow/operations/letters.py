"""Letters as rows of the outbox: written in the transaction of the step that ordered them."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from workflow.expansion import due_with, letter_asks
from workflow.facts import Ask, Situation
from workflow.machine import Outcome
from workflow.operations import papers
from workflow.operations.letter_pages import page
from workflow.operations.office import Office, token_hash
from workflow.orders import Letter, LetterAsk
from workflow.outgoing import Attached, Outgoing
from workflow.states import DutyKind, LetterKind, PaperKind, Role, Thing
from workflow.store import outbox
from workflow.store import tables as t

# These letters carry a personal link, which lets its bearer act in one role on one thing.
LINKS = {
    LetterKind.CIRCULATION: Role.MEMBER,
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
    keys: list[str] = []
    for each in outcome.orders:
        if isinstance(each, Letter):
            due_on = due_with(each, outcome, after, ask)
            for letter in letter_asks(each, after, ask, plan, due_on):
                whom = letter.to.party_id or f"p{letter.to.person_id}"
                key = f"{after.case.reference}/{thing}/{version}/{ask.step}/{each.kind}/{whom}"
                if key in keys:  # one person may have both tasks that the letter is for
                    continue
                post(connection, office, letter, key, ask.at, each.encloses)
                keys.append(key)
    return tuple(keys)


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
    """Write one letter: its text, its personal link if it has one, its enclosures."""
    situation = letter.situation
    enclosed = papers.newest(connection, situation, encloses, letter.to.party_id)
    link = personal_link(connection, office, letter) or page(office, letter)
    names = tuple(ref.name for ref, _ in enclosed)
    text = office.renderer.letter(replace(letter, link=link, papers=names))
    outgoing = Outgoing(
        key=key,
        case_id=situation.case.id,
        kind=letter.kind,
        to_name=letter.to.name,
        to_email=letter.to.email,
        subject=text.subject,
        body=text.body,
        attachments=tuple(Attached(ref.name, ref.sha256, media) for ref, media in enclosed),
        message_id=office.message_id(key),
        reply_to=situation.case.officer.email,
        created_at=at,
        delivery_id=_delivery_to(situation, letter.to.party_id)
        if letter.kind is LetterKind.UTDRAG
        else None,
    )
    outbox.add(connection, outgoing)


def personal_link(connection: Connection, office: Office, letter: LetterAsk) -> str:
    """The organisation's own link for this plan or dispatch; the same one each time it is asked."""
    role = LINKS.get(letter.kind) or (REMINDED.get(letter.duty) if letter.duty else None)
    party_id = letter.to.party_id
    if role is None or party_id is None:
        return ""
    situation = letter.situation
    delivery_id = _delivery_to(situation, party_id) if role is Role.RECIPIENT else None
    plan_id = letter.plan.id if letter.plan else None
    token = office.token(role, situation.case.reference, plan_id, delivery_id, party_id)
    known = select(t.personal_link.c.id).where(t.personal_link.c.token_hash == token_hash(token))
    if connection.execute(known).first() is None:
        row = {
            "token_hash": token_hash(token),
            "purpose": role.value,
            "case_id": situation.case.id,
            "plan_id": plan_id,
            "delivery_id": delivery_id,
            "party_id": party_id,
            "expires_on": letter.on + timedelta(days=LINK_DAYS),
        }
        connection.execute(insert(t.personal_link), row)
    return office.link(token)


def _delivery_to(situation: Situation, party_id: int | None) -> int | None:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    return next((d.id for d in deliveries if d.party.id == party_id), None)
