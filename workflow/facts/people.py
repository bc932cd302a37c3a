"""Who acts and who holds what: persons, posts, organisations outside."""

from dataclasses import dataclass, replace
from datetime import date

from workflow.states import ActorKind, Channel, Role


def is_within(on: date, first: date | None, last: date | None) -> bool:
    """Whether a day is in a span, both ends included; an end that is empty sets no limit."""
    return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True)
class Actor:
    """Who takes a step: a person, the bearer of a personal link, or the program's clock.

    A link is for one plan or one decision, and lets its bearer act on nothing else.
    """

    kind: ActorKind
    name: str
    roles: frozenset[Role]
    person_id: int | None = None
    party_id: int | None = None
    title: str = ""
    plan_id: int | None = None
    decision_id: int | None = None


# The program's own clock: it lists, completes, opens and reminds; it never decides.
CALENDAR = Actor(ActorKind.SYSTEM, "Kalendern", frozenset({Role.CALENDAR}))


@dataclass(frozen=True)
class Person:
    """An employee as named in a paper: the post's title is the one held on that day."""

    id: int
    name: str
    title: str
    email: str
    phone: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Post:
    """Befattning: what a delegation is given to; holders come and go."""

    id: int
    title: str


@dataclass(frozen=True)
class Holding:
    """Innehav: who holds a post from one day to another, both days included."""

    post_id: int
    person_id: int
    person_name: str
    valid_from: date
    valid_to: date | None = None

    def covers(self, on: date) -> bool:
        return is_within(on, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Absence:
    """Frånvaro on a day: who is away, both days included, and who is there to act meanwhile.

    ``deputy`` is nobody where none is named, or where the deputy is away too.
    """

    person: str
    first_on: date
    last_on: date
    deputy: Person | None = None


@dataclass(frozen=True)
class Party:
    """An organisation outside: a member, a recipient, an agency. The name is stored whole.

    ``contact`` is what stands under the name on a letter: a function, and where the channel is
    post also the postal address. Days are both included; one that is empty sets no limit.
    """

    id: int
    key: str
    name: str
    kind: str
    number: str
    email: str
    contact: str = ""
    channel: Channel = Channel.EMAIL
    valid_from: date | None = None
    valid_to: date | None = None
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def by_post(self) -> bool:
        return self.channel is Channel.POST

    @property
    def address(self) -> str:
        """The official address: where a paper reaches it by its channel."""
        return self.contact if self.by_post else self.email

    def covers(self, on: date) -> bool:
        """Whether it is in force in the register on that day."""
        return is_within(on, self.valid_from, self.valid_to)

    def at(self, address: str) -> "Party":
        """The same organisation with another official address."""
        return replace(self, contact=address) if self.by_post else replace(self, email=address)
