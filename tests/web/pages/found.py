"""What the pages' tests look up in the database: a delivery, a notice, a meeting, outcomes."""

from datetime import date
from decimal import Decimal

from tests.operations.reading import row, rows
from tests.operations.walking import Matter
from tests.web.pages.site import Site
from workflow.store import tables as t


def delivery(site: Site, party: str = "are") -> tuple[str, str, str]:
    """How a recipient's copy stands: its state, and by whom and how it was settled."""
    found = row(site.office.engine, t.delivery, party_id=site.world.parties[party].id)
    return found.state, found.settled_by, found.settled_how


def notice_state(site: Site, matter: Matter) -> str:
    found: str = row(site.office.engine, t.notice, decision_id=matter.decision_id).state
    return found


def meeting_id(site: Site, held_on: str = "2023-11-21") -> int:
    found: int = row(site.office.engine, t.meeting, held_on=date.fromisoformat(held_on)).id
    return found


def outcomes(site: Site) -> dict[int, tuple[Decimal | None, str]]:
    """What has been told of each target: the value and how it is judged."""
    found = rows(site.office.engine, t.outcome)
    return {each.target_id: (each.value, each.status) for each in found}
