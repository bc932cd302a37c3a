"""Papers that somebody asks for beside the chain: nothing is moved and nothing is recorded."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.facts import Actor, Delivery, Situation
from workflow.operations.office import Office
from workflow.orders import EDITABLE, PaperAsk, Rendered
from workflow.refusals import NotFound
from workflow.states import ActorKind, PaperKind, Role, Thing
from workflow.store import people, register, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


def delegation_register(
    office: Office, committee_id: int, on: date, person_id: int
) -> tuple[Rendered, ...]:
    """The committee's delegation register as it stands on a day, drawn up by a person.

    It is of the committee and not of a case, so the committee's code stands for the reference.
    """
    with reading(office.engine) as connection:
        found = situations.of_case(connection, _newest_case(connection, committee_id), on)
        officer = people.person(connection, person_id, on)
        entries = register.whole(connection, committee_id)
    case = replace(found.case, reference=found.case.committee.code, officer=officer)
    situation = replace(found, case=case, register=entries)
    return office.renderer.papers(
        PaperAsk(PaperKind.DELEGATIONSFORTECKNING, situation, on, check_at=office.check_at)
    )


def _newest_case(connection: Connection, committee_id: int) -> int:
    """Any case of the committee leads to its region and house style; ``NotFound`` without one."""
    of_committee = select(t.matter_case.c.id).where(t.matter_case.c.committee_id == committee_id)
    newest = of_committee.order_by(t.matter_case.c.id.desc())
    case_id: int | None = connection.execute(newest).scalars().first()
    if case_id is None:
        raise NotFound(f"a case of committee {committee_id}")
    return case_id


def reminder_on_paper(
    office: Office, decision_id: int, party_id: int, on: date
) -> tuple[Rendered, ...]:
    """A reminder to be sent by post to a recipient of the decision who has not confirmed."""
    subject = Subject(Thing.DISPATCH, decision_id)
    with reading(office.engine) as connection:
        situation = situations.read(connection, subject, BY_NAME["acknowledge"], on)
    ask = PaperAsk(PaperKind.PAMINNELSEBREV, situation, on, check_at=office.check_at)
    return office.renderer.papers(replace(ask, delivery=_delivery(situation, party_id)))


# What is drawn up for each recipient when the decision is dispatched.
OWN_PAPERS = (PaperKind.FOLJEBREV, PaperKind.UTDRAG)


def dispatch_preview(
    office: Office, decision_id: int, party_id: int, actor: Actor, on: date
) -> tuple[Rendered, ...]:
    """A recipient's own papers as they would be if the actor dispatched them on that day.

    In the form that is sent; raises ``PaperIncomplete`` as the step would. To who may not dispatch
    them they are shown as the registrar of the day would have them.
    """
    subject = Subject(Thing.DISPATCH, decision_id)
    with reading(office.engine) as connection:
        situation = situations.read(connection, subject, BY_NAME["dispatch"], on)
    ask = PaperAsk(PaperKind.UTDRAG, situation, on, check_at=office.check_at)
    its = replace(ask, delivery=_delivery(situation, party_id), by=_dispatcher(situation, actor))
    asks = [replace(its, kind=kind) for kind in OWN_PAPERS]
    forms = [form for ask in asks for form in office.renderer.papers(ask)]
    return tuple(form for form in forms if form.media_type != EDITABLE)


def _dispatcher(situation: Situation, actor: Actor) -> Actor | None:
    registrar = situation.staff.get(Role.REGISTRAR)
    if Role.REGISTRAR in actor.roles or registrar is None:
        return actor
    roles, title = frozenset({Role.REGISTRAR}), registrar.title
    return Actor(ActorKind.PERSON, registrar.name, roles, registrar.id, title=title)


def _delivery(situation: Situation, party_id: int) -> Delivery:
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    found = next((each for each in deliveries if each.party.id == party_id), None)
    if found is None:
        raise NotFound(f"a delivery to party {party_id}")
    return found
