"""The pile: a person files what came in on a case, or notes that it is seen to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from workflow.facts import Actor, local_date
from workflow.operations import entries, incoming
from workflow.operations.office import Office
from workflow.operations.undelivered import About
from workflow.refusals import NotFound, Refusal, Refused
from workflow.states import IncomingKind, Role, Thing
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.store.situations import Subject

FILE, HANDLE = "file_incoming", "handle_incoming"
_SWEDISH = {FILE: "föra meddelandet till ett ärende", HANDLE: "markera meddelandet som hanterat"}


def file_on_case(
    office: Office, incoming_id: int, reference: str, actor: Actor, at: datetime
) -> int:
    """The registrar files what belonged to no letter on a case; gives the case's id.

    It is kept as a paper of the newest decision in the case, or of the case alone.
    """
    content_size = _size(office, incoming_id)
    with writing(office.engine) as connection:
        row = _waiting(connection, incoming_id)
        reasons = [*_role(FILE, actor, Role.REGISTRAR), *_state(row)]
        case_id = _case(connection, reference)
        if row.kind != IncomingKind.UNMATCHED:
            reasons.append(Refusal.of("mail_has_its_case"))
        if case_id is None:
            reasons.append(Refusal.of("case_unknown", reference=reference.strip()))
        if reasons or case_id is None:
            raise Refused(FILE, tuple(reasons))
        about, today = _about(connection, case_id), local_date(at, office.time_zone)
        columns = {"case_id": case_id, "handled_on": today, "handled_by": actor.name}
        connection.execute(_this(incoming_id), columns)
        said = (row.from_email, row.subject)
        paper = incoming.inkommet(said, row.sha256, content_size, about, today)
        incoming.keep(connection, office, case_id, about, paper, at, actor)
    return case_id


def handle(office: Office, incoming_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Somebody has seen to a message: nothing of it waits any longer."""
    with writing(office.engine) as connection:
        row = _waiting(connection, incoming_id)
        roles = (Role.REGISTRAR, Role.OFFICER) if row.case_id else (Role.REGISTRAR,)
        reasons = (*_role(HANDLE, actor, *roles), *_state(row))
        if reasons:
            raise Refused(HANDLE, reasons)
        said = " ".join(part for part in (row.note, note.strip()) if part)
        today = local_date(at, office.time_zone)
        columns = {"handled_on": today, "handled_by": actor.name, "note": said}
        connection.execute(_this(incoming_id), columns)
        if row.case_id is not None:
            given = {"reason": f"{row.from_email}: {note.strip() or row.subject}"}
            body = entries.noted(HANDLE, "case", row.case_id, given, actor, at)
            record.append(connection, row.case_id, body, office.key)


def _size(office: Office, incoming_id: int) -> int:
    with office.engine.connect() as connection:
        return len(office.files.get(_waiting(connection, incoming_id).sha256))


def _waiting(connection: Connection, incoming_id: int) -> Row[Any]:
    query = select(t.incoming).where(t.incoming.c.id == incoming_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"message {incoming_id}")
    return row


def _this(incoming_id: int) -> Any:  # noqa: ANN401  # an update of this one row
    return update(t.incoming).where(t.incoming.c.id == incoming_id)


def _role(step: str, actor: Actor, *roles: Role) -> tuple[Refusal, ...]:
    if actor.roles.intersection(roles):
        return ()
    return (Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH[step]),)


def _state(row: Row[Any]) -> Iterator[Refusal]:
    if row.handled_on is not None:
        yield Refusal.of("mail_already_handled", by=row.handled_by, day=row.handled_on)


def _case(connection: Connection, reference: str) -> int | None:
    found = select(t.matter_case.c.id).where(t.matter_case.c.reference == reference.strip().upper())
    return connection.execute(found).scalar_one_or_none()


def _about(connection: Connection, case_id: int) -> About:
    newest = select(t.decision.c.id).where(t.decision.c.case_id == case_id)
    decision_id = connection.execute(newest.order_by(t.decision.c.id.desc())).scalars().first()
    return About(Subject(Thing.DECISION, decision_id) if decision_id else None)
