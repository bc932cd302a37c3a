"""Who can be asked to do a role's tasks on a day: absences and deputies resolved, or nobody.

``reachable(office, role, on)`` is for pages; within a connection it is
``people.keepers(connection, on).reached(role)``, and for one situation
``expansion.is_reachable(to, situation)``. An empty answer means that nobody is left.
"""

from datetime import date

from workflow.facts import Reached
from workflow.operations.office import Office
from workflow.states import Role
from workflow.store import people
from workflow.store.engine import reading


def reachable(office: Office, role: Role, on: date) -> tuple[Reached, ...]:
    """Who can be asked that day, in order; each says for whom, where it is as a deputy."""
    with reading(office.engine) as connection:
        return people.keepers(connection, on).reached(role)
