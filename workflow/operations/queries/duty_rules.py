"""How a programme's duties are watched in a year, kind by kind, and what is its own about it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.duties import RULES
from workflow.duty_rules import (
    BY_DAY,
    BY_WORKING_DAYS,
    POST,
    SET_BY_OTHERS,
    day_in_year,
    own_rule,
    usual_working_days,
)
from workflow.duty_steps import BEGUN_BY, SETTLED_BY, USUALLY
from workflow.facts import EVERY_YEAR, OwnRule, YearCalendar
from workflow.operations.office import Office
from workflow.refusals import NotFound
from workflow.reminding_rules import Watch, watch
from workflow.states import DutyKind, To
from workflow.store import duty_rules as kept
from workflow.store import regions
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.year import working_day_on_or_before


@dataclass(frozen=True)
class RuleShown:
    """One kind of duty as it is watched, and the rule of just this year where there is one.

    ``day`` is set for what is due on a day of the year, ``working_days`` for what is due so long
    after it begins; where neither is, the law or the committee's calendar says when.
    """

    kind: DutyKind
    watch: Watch
    to: To
    own: OwnRule
    is_own: bool
    day: date | None = None
    working_days: int | None = None
    post: str = ""
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def swedish(self) -> str:
        return RULES[self.kind].swedish

    @property
    def why(self) -> str:
        return RULES[self.kind].why

    @property
    def begun_by(self) -> tuple[str, ...]:
        return BEGUN_BY[self.kind]

    @property
    def settled_by(self) -> tuple[str, ...]:
        return SETTLED_BY[self.kind]

    @property
    def is_set_by_others(self) -> bool:
        return self.kind in SET_BY_OTHERS

    @property
    def working_on(self) -> date | None:
        """The last working day before a day that is free."""
        return working_day_on_or_before(self.day) if self.day else None


@dataclass(frozen=True)
class RulesShown:
    """Every rule of a programme for one year (0 for every year), and its posts to tell."""

    programme_id: int
    title: str
    years: tuple[int, ...]
    year: int
    rules: tuple[RuleShown, ...]
    posts: tuple[tuple[int, str], ...]

    def of(self, kind: DutyKind) -> RuleShown:
        return next(rule for rule in self.rules if rule.kind is kind)


def rules(office: Office, programme_id: int, year: int, on: date) -> RulesShown:
    """The rules of a year; days without a year are shown in the one that begins at ``on``."""
    with reading(office.engine) as connection:
        row = connection.execute(
            select(t.programme).where(t.programme.c.id == programme_id)
        ).one_or_none()
        if row is None or (year and not row.first_year <= year <= row.last_year):
            raise NotFound(f"rules of programme {programme_id} for {year}")
        own = kept.of_programme(connection, programme_id)
        calendar = regions.calendar_of(connection, programme_id)
        posts = _posts(connection)
    years = tuple(range(row.first_year, row.last_year + 1))
    shown_in = year or min(max(on.year, years[0]), years[-1])
    return RulesShown(
        programme_id,
        row.title,
        years,
        year,
        tuple(_shown(calendar, own, kind, year, shown_in, dict(posts)) for kind in RULES),
        posts,
    )


def _posts(connection: Connection) -> tuple[tuple[int, str], ...]:
    rows = connection.execute(select(t.post.c.id, t.post.c.title).order_by(t.post.c.title))
    return tuple((row.id, row.title) for row in rows)


def _shown(
    calendar: YearCalendar,
    rules: tuple[OwnRule, ...],
    kind: DutyKind,
    year: int,
    shown_in: int,
    posts: dict[int, str],
) -> RuleShown:
    whole = own_rule(rules, kind, year)
    just_this = [rule for rule in rules if (rule.kind, rule.year) == (kind, year)]
    how = watch(calendar, rules, kind, year)
    usual = usual_working_days(calendar, kind) if kind in BY_WORKING_DAYS else None
    named = how.escalate_to.removeprefix(POST) if how.escalate_to.startswith(POST) else ""
    in_force = rules if year else tuple(rule for rule in rules if rule.year == EVERY_YEAR)
    return RuleShown(
        kind=kind,
        watch=how,
        to=how.to or USUALLY[kind],
        own=just_this[0] if just_this else OwnRule(kind, year),
        is_own=bool(just_this),
        day=day_in_year(calendar, in_force, kind, shown_in) if kind in BY_DAY else None,
        working_days=usual if whole.working_days is None else whole.working_days,
        post=posts.get(int(named), "") if named else "",
        verified_on=whole.verified_on,
        verified_by=whole.verified_by,
    )
