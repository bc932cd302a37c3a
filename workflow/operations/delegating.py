"""Giving a mandate: what kommunallagen asks of an entry before it stands in the register."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.operations import grounds, registers
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.operations.registers import Mandate
from workflow.refusals import BadInput, Complaint
from workflow.store import register
from workflow.store import tables as t
from workflow.store.engine import writing


def give(office: Office, mandate: Mandate, by: By) -> int:
    """Enter a mandate; ``BadInput`` names every field that the rules find wrong."""
    with writing(office.engine) as connection:
        complaints = [*_scope(connection, mandate), *_days(mandate)]
        complaints += grounds.faults(mandate.ground, "delegationen")
        if mandate.parent_id is not None:
            complaints += _sub_delegation(connection, mandate)
        if complaints:
            raise BadInput(*complaints)
        register.move(connection, mandate.committee_id)
        row = registers.with_ground(mandate, mandate.ground)
        row = {name: value for name, value in row.items() if name in t.delegation.c}
        new_id = registers.insert_row(connection, t.delegation, row)
        note(connection, office, by, Change.ADD_DELEGATION, new_id, row)
    return new_id


def _scope(connection: Connection, mandate: Mandate) -> list[Complaint]:
    """A certain case or a certain group of cases (7 kap. 5 § kommunallagen)."""
    found = []
    if not mandate.matter and not mandate.case_reference:
        text = (
            "Ange ett slag av ärenden eller ett visst ärende. En delegation gäller ett visst "
            "ärende eller en viss grupp av ärenden (7 kap. 5 § kommunallagen)."
        )
        found.append(_wrong("matter", text))
    if mandate.deputy_post_id == mandate.post_id:
        text = "Ersättaren kan inte vara samma befattning. Välj en annan eller ingen."
        found.append(_wrong("deputy_post_id", text))
    if mandate.case_reference and not _is_the_committees(connection, mandate):
        text = f"Nämnden har inget ärende {mandate.case_reference}. Välj ett av nämndens ärenden."
        found.append(_wrong("case_reference", text))
    return found


def _is_the_committees(connection: Connection, mandate: Mandate) -> bool:
    case = select(t.matter_case.c.id).where(
        t.matter_case.c.reference == mandate.case_reference,
        t.matter_case.c.committee_id == mandate.committee_id,
    )
    return connection.execute(case).first() is not None


def _days(mandate: Mandate) -> list[Complaint]:
    found = []
    decided, begins, ends = mandate.ground.decided_on, mandate.valid_from, mandate.valid_to
    if begins < decided:
        text = (
            f"Delegationen kan inte gälla före dagen för nämndens beslut ({decided}). "
            "Ange den dagen eller en senare."
        )
        found.append(_wrong("valid_from", text))
    if ends is not None and ends < begins:
        text = f"Sista dagen ({ends}) ligger före den första ({begins}). Ange en senare dag."
        found.append(_wrong("valid_to", text))
    return found


def _sub_delegation(connection: Connection, mandate: Mandate) -> list[Complaint]:
    """One step only, and only if the committee allowed it (7 kap. 6 § kommunallagen)."""
    parent = connection.execute(
        select(t.delegation).where(t.delegation.c.id == mandate.parent_id).with_for_update()
    ).one_or_none()
    if parent is None or parent.committee_id != mandate.committee_id:
        return [_wrong("parent_id", "Välj en av nämndens egna delegationer att delegera vidare.")]
    if parent.parent_id is not None:
        text = (
            "Delegationen är själv vidaredelegerad. Den kan inte delegeras i ett steg till "
            "(7 kap. 6 § kommunallagen)."
        )
        return [_wrong("parent_id", text)]
    if not parent.may_sub_delegate:
        text = (
            f"Nämnden har inte medgett att {parent.ground_label} delegeras vidare "
            "(7 kap. 6 § kommunallagen). Ta frågan till nämnden."
        )
        return [_wrong("parent_id", text)]
    return [*_within(parent, mandate), *_narrower(parent, mandate)]


def _within(parent: Row[Any], mandate: Mandate) -> list[Complaint]:
    """What is passed on lives no longer than what it comes from."""
    found = []
    if mandate.may_sub_delegate:
        text = "Det som är vidaredelegerat kan inte delegeras vidare. Ta bort markeringen."
        found.append(_wrong("may_sub_delegate", text))
    if mandate.valid_from < parent.valid_from:
        text = f"Delegationen som förs vidare gäller från {parent.valid_from}. Ange en senare dag."
        found.append(_wrong("valid_from", text))
    last = _last_day(parent)
    if last is not None and (mandate.valid_to is None or mandate.valid_to > last):
        text = f"Delegationen som förs vidare gäller till och med {last}. Ange högst den dagen."
        found.append(_wrong("valid_to", text))
    return found


def _last_day(parent: Row[Any]) -> date | None:
    if parent.revoked_on is None:
        ends: date | None = parent.valid_to
        return ends
    before = date.fromordinal(parent.revoked_on.toordinal() - 1)
    return min(before, parent.valid_to or before)


def _narrower(parent: Row[Any], mandate: Mandate) -> list[Complaint]:
    """Nobody passes on more than they were given."""
    found = []
    if parent.matter and mandate.matter != parent.matter:
        text = f"Delegationen som förs vidare gäller bara slaget ”{parent.matter}”. Välj det."
        found.append(_wrong("matter", text))
    if parent.case_reference and mandate.case_reference != parent.case_reference:
        text = f"Delegationen som förs vidare gäller bara {parent.case_reference}. Välj det."
        found.append(_wrong("case_reference", text))
    return found


def _wrong(field: str, text: str) -> Complaint:
    return Complaint("delegationen", None, field, text)
