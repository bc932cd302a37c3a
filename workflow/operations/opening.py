"""Opening a case (ärende): its reference is read strictly, and nobody else may have it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from workflow import references
from workflow.facts import Actor, local_date
from workflow.operations import registers
from workflow.operations.office import Office
from workflow.operations.register_record import By
from workflow.refusals import BadInput
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class Opening:
    """What an officer writes to open a case; the reference names the committee."""

    programme_id: int
    reference: str
    title: str
    opened_on: date


def open_case(office: Office, asked: Opening, actor: Actor, at: datetime) -> int:
    """Open a case that the actor is to handle; ``BadInput`` names the field at fault."""
    if asked.opened_on > local_date(at, office.time_zone):
        text = "Ärendet kan inte öppnas på en dag som inte har varit. Ange i dag eller en tidigare."
        raise BadInput.of("opened_on", text)
    case = registers.NewCase(
        programme_id=asked.programme_id,
        committee_id=_committee(office, asked.reference),
        reference=asked.reference,
        title=asked.title,
        opened_on=asked.opened_on,
        officer_id=actor.person_id or 0,
    )
    try:
        return registers.open_case(office, case, By(actor, at))
    except IntegrityError as error:  # the reference is the one value that must be alone
        text = f"Ärende {asked.reference} finns redan. Sök efter det bland alla ärenden."
        raise BadInput.of("reference", text) from error


def _committee(office: Office, reference: str) -> int:
    """The committee whose code begins the reference."""
    try:
        code = references.case_reference(reference).committee
    except ValueError as error:
        raise BadInput.of("reference", f"{error}.") from error
    with reading(office.engine) as connection:
        query = select(t.committee.c.id).where(t.committee.c.code == code)
        found: int | None = connection.execute(query).scalar()
    if found is None:
        text = f"Ingen nämnd har koden {code}. Kontrollera diarienumret."
        raise BadInput.of("reference", text)
    return found
