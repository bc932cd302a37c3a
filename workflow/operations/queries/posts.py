"""Posts as pages show them: who holds each, who held it before, who comes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.facts import is_within
from workflow.operations.office import Office
from workflow.references import swedish_key
from workflow.refusals import NotFound
from workflow.store import tables as t
from workflow.store.engine import reading


class Lasting:
    """What goes from one day to another, both included."""

    valid_from: date
    valid_to: date | None

    def covers(self, on: date) -> bool:
        return is_within(on, self.valid_from, self.valid_to)

    def has_ended(self, on: date) -> bool:
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True)
class Held(Lasting):
    """Somebody holds a post from one day to another, both included."""

    id: int
    post_id: int
    title: str
    person_id: int
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class PostShown:
    """A post, its holders over time (the newest first), and if anything is delegated to it."""

    id: int
    title: str
    holders: tuple[Held, ...]
    mandates: int

    def holder(self, on: date) -> Held | None:
        return next((held for held in reversed(self.holders) if held.covers(on)), None)


def posts(office: Office) -> tuple[PostShown, ...]:
    """Every post with its holders over time."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(t.post.c.id, t.post.c.title)).all()
        found = holdings(connection)
        mandates = _mandates(connection)
    shown = (
        PostShown(
            row.id,
            row.title,
            tuple(held for held in found if held.post_id == row.id),
            mandates.get(row.id, 0),
        )
        for row in rows
    )
    return tuple(sorted(shown, key=lambda post: swedish_key(post.title)))


def post(office: Office, post_id: int) -> PostShown:
    """One post; ``NotFound`` where there is none."""
    with reading(office.engine) as connection:
        title = connection.execute(
            select(t.post.c.title).where(t.post.c.id == post_id)
        ).scalar_one_or_none()
        if title is None:
            raise NotFound(f"post {post_id}")
        held = holdings(connection, post_id=post_id)
        return PostShown(post_id, title, held, _mandates(connection).get(post_id, 0))


def holdings(
    connection: Connection, *, post_id: int | None = None, person_id: int | None = None
) -> tuple[Held, ...]:
    """Who has held what, the newest first."""
    query = (
        select(t.holding, t.post.c.title, t.person.c.name)
        .join(t.post, t.post.c.id == t.holding.c.post_id)
        .join(t.person, t.person.c.id == t.holding.c.person_id)
        .order_by(t.holding.c.valid_from.desc(), t.holding.c.id.desc())
    )
    if post_id is not None:
        query = query.where(t.holding.c.post_id == post_id)
    if person_id is not None:
        query = query.where(t.holding.c.person_id == person_id)
    return tuple(
        Held(r.id, r.post_id, r.title, r.person_id, r.name, r.valid_from, r.valid_to)
        for r in connection.execute(query)
    )


def _mandates(connection: Connection) -> dict[int, int]:
    """How many delegations that are not taken back name each post, as decider or deputy."""
    named: dict[int, int] = {}
    rows = connection.execute(
        select(t.delegation.c.post_id, t.delegation.c.deputy_post_id).where(
            t.delegation.c.revoked_on.is_(None)
        )
    )
    for row in rows:
        for post_id in filter(None, row):
            named[post_id] = named.get(post_id, 0) + 1
    return named
