"""What a committee has settled of its notices, and where its decisions are appealed."""

from sqlalchemy import select, update

from workflow.facts import Court
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.refusals import NotFound
from workflow.store import tables as t
from workflow.store.engine import writing


def set_notified(
    office: Office,
    committee_id: int,
    notified: bool,  # noqa: FBT001  # the setting itself
    ground: str,
    by: By,
) -> None:
    """Whether delegated decisions are notified to the committee; ``ground`` is where it said so.

    It is for decisions to come: one that is taken goes the way that it says itself.
    """
    with writing(office.engine) as connection:
        own = update(t.committee).where(t.committee.c.id == committee_id)
        if connection.execute(own.values(notified=notified)).rowcount != 1:
            raise NotFound(f"committee {committee_id}")
        given = {"notified": notified, "ground": ground}
        note(connection, office, by, Change.CHANGE_COMMITTEE, committee_id, given)


def set_court(office: Office, region_id: int, court: Court, by: By) -> None:
    """Where the organisation's decisions are appealed; ``verified`` where somebody has checked."""
    said = {"name": court.name, "address": list(court.address), "verified": court.verified}
    with writing(office.engine) as connection:
        own = select(t.region.c.house).where(t.region.c.id == region_id).with_for_update()
        row = connection.execute(own).one_or_none()
        if row is None:
            raise NotFound(f"region {region_id}")
        changed = update(t.region).where(t.region.c.id == region_id)
        connection.execute(changed.values(house={**row.house, "court": said}))
        note(connection, office, by, Change.CHANGE_COURT, region_id, said)
