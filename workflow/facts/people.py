"""Who acts and who holds what: persons, posts, organisations outside."""

from dataclasses import dataclass
from datetime import date

from workflow.states import ActorKind, Role


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
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Party:
    """An organisation outside: a member, a recipient, an agency. The name is stored whole."""

    id: int
    key: str
    name: str
    kind: str
    number: str
    email: str
    contact: str = ""
