"""What a programme has settled for itself about its duties, and who can be told of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workflow.facts.people import Absence, Person
from workflow.states import DutyKind, Role, To

EVERY_YEAR = 0


@dataclass(frozen=True)
class OwnRule:
    """A programme's own rule for one kind of duty; what is empty is as usual.

    ``year`` is the plan's, or ``EVERY_YEAR``. ``due`` is a month and a day, ``levels`` the days
    before the last day, those after it negative. ``escalate_to`` is one of the words of
    ``duty_rules``; ``verified_on`` says when somebody confirmed the day, and ``verified_by`` who.
    """

    kind: DutyKind
    year: int = EVERY_YEAR
    due: tuple[int, int] | None = None
    working_days: int | None = None
    levels: tuple[int, ...] | None = None
    to: To | None = None
    escalate_to: str = ""
    escalate_days: int | None = None
    verified_on: date | None = None
    verified_by: str = ""


@dataclass(frozen=True)
class Keepers:
    """Who has which role, who holds which post, and who of them is away, on one day.

    ``titles`` are of the first post that each person holds.
    """

    roles: Mapping[Role, tuple[Person, ...]] = field(default_factory=dict)
    posts: Mapping[int, Person] = field(default_factory=dict)
    away: Mapping[int, Absence] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)

    def entitled(self, person: Person) -> Person:
        """The person by the title of the first post that they hold, or by none."""
        return replace(person, title=self.titles.get(person.id, ""))

    def has(self, role: Role, person_id: int) -> bool:
        return any(person.id == person_id for person in self.roles.get(role, ()))

    def reached(self, role: Role) -> tuple["Reached", ...]:
        """Who can be asked to do the role's tasks, in order: the first has them by turn.

        For somebody who is away the deputy is, who has the same role or is no use; one who is
        there in several capacities stands once. Empty: nobody is left.
        """
        found: dict[int, Reached] = {}
        for person in self.roles.get(role, ()):
            absence = self.away.get(person.id)
            acting = absence.deputy if absence else person
            if acting is not None and self.has(role, acting.id):
                found.setdefault(acting.id, Reached(acting, absence))
        return tuple(found.values())

    def holder(self, post_id: int) -> "Reached | None":
        """Who can be asked in the name of a post: its holder, or the deputy of one who is away."""
        person = self.posts.get(post_id)
        absence = self.away.get(person.id) if person else None
        acting = absence.deputy if absence else person
        return Reached(acting, absence) if acting else None


@dataclass(frozen=True)
class Reached:
    """Somebody who is there; ``instead`` is the absence of the one whose deputy it is."""

    person: Person
    instead: Absence | None = None

    @property
    def deputy_for(self) -> str:
        """The name of who is away; empty where the task is the person's own."""
        return self.instead.person if self.instead else ""
