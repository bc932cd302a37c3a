"""A programme's own rules about its duties: changed, confirmed, and followed by what is open."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from workflow.duty_rules import (
    BY_DAY,
    BY_WORKING_DAYS,
    ESCALATED_TO,
    POST,
    SET_BY_OTHERS,
    day_in_year,
    own_rule,
    usual_working_days,
)
from workflow.duty_steps import USUALLY
from workflow.expansion import STAFF
from workflow.facts import EVERY_YEAR, OwnRule, YearCalendar
from workflow.operations import moving
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput, NotFound
from workflow.reminding_rules import is_for_staff, watch
from workflow.states import DutyKind, To
from workflow.store import duty_rules as kept
from workflow.store import regions, situations
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.year import add_working_days, before_working_days, next_meeting

Rules = tuple[OwnRule, ...]


def change(office: Office, programme_id: int, rule: OwnRule, seen: OwnRule, by: By) -> int:
    """Put a rule in the place of the one that was ``seen``; what is open moves with it.

    Gives the number of open duties that got another day, owner or reminders. What has been sent
    stays so. A day that is another than before has yet to be confirmed.
    """
    require(by, Change.CHANGE_DUTY_RULE)
    with writing(office.engine) as connection:
        before = _held(connection, programme_id, rule.year)
        _require_sound(connection, rule)
        had = _own(before, rule)
        if had != seen:
            raise BadInput.of(
                "kind", "Någon annan har ändrat regeln. Läs den på nytt och ändra igen."
            )
        if had.due == rule.due:
            rule = replace(rule, verified_on=had.verified_on, verified_by=had.verified_by)
        rule_id = kept.write(connection, programme_id, rule)
        given = {"programme_id": programme_id, **kept.columns(rule)}
        note(connection, office, by, Change.CHANGE_DUTY_RULE, rule_id, given)
        return _follow(connection, programme_id, rule, before, by.on(office))


def drop(office: Office, programme_id: int, kind: DutyKind, year: int, by: By) -> int:
    """Take a rule away: what is open goes by the rule for every year, or as usual."""
    require(by, Change.DROP_DUTY_RULE)
    with writing(office.engine) as connection:
        before = _held(connection, programme_id, year)
        rule_id = kept.remove(connection, programme_id, kind, year)
        if rule_id is None:
            return 0
        given = {"programme_id": programme_id, "kind": kind.value, "year": year}
        note(connection, office, by, Change.DROP_DUTY_RULE, rule_id, given)
        return _follow(connection, programme_id, OwnRule(kind, year), before, by.on(office))


def verify(office: Office, programme_id: int, kind: DutyKind, year: int, by: By) -> None:
    """Somebody has asked whoever set the day, and confirms it as it stands."""
    require(by, Change.VERIFY_DUTY_RULE)
    with writing(office.engine) as connection:
        before = _held(connection, programme_id, year)
        if kind not in SET_BY_OTHERS:
            raise BadInput.of("kind", "Den dagen har ni satt själva. Den behöver inte bekräftas.")
        had = _own(before, OwnRule(kind, year))
        # The day is written with its confirmation: another usual day is another day to confirm.
        calendar = regions.calendar_of(connection, programme_id)
        day = day_in_year(calendar, before, kind, year or by.on(office).year)
        due = had.due or (day.month, day.day)
        rule = replace(had, due=due, verified_on=by.on(office), verified_by=by.actor.name)
        rule_id = kept.write(connection, programme_id, rule)
        given = {"programme_id": programme_id, **kept.columns(rule)}
        note(connection, office, by, Change.VERIFY_DUTY_RULE, rule_id, given)


def enter_new(office: Office, rules: Iterable[tuple[str, OwnRule]], by: By) -> int:
    """Enter each rule, with its programme's title, where there is none for its kind and year."""
    entered = 0
    with writing(office.engine) as connection:
        for title, rule in rules:
            named = select(t.programme.c.id).where(t.programme.c.title == title)
            for programme_id in connection.execute(named.order_by(t.programme.c.id)).scalars():
                entered += _enter(connection, office, programme_id, rule, by)
    return entered


def _enter(
    connection: Connection, office: Office, programme_id: int, rule: OwnRule, by: By
) -> bool:
    before = _held(connection, programme_id, rule.year)
    if any((each.kind, each.year) == (rule.kind, rule.year) for each in before):
        return False
    _require_sound(connection, rule)
    rule_id = kept.write(connection, programme_id, rule)
    given = {"programme_id": programme_id, **kept.columns(rule)}
    note(connection, office, by, Change.CHANGE_DUTY_RULE, rule_id, given)
    _follow(connection, programme_id, rule, before, by.on(office))
    return True


def _held(connection: Connection, programme_id: int, year: int) -> Rules:
    """The programme's rules, and its row: two who change a rule take turns."""
    held = select(t.programme).where(t.programme.c.id == programme_id).with_for_update()
    row = connection.execute(held).one_or_none()
    if row is None:
        raise NotFound(f"programme {programme_id}")
    if year != EVERY_YEAR and not row.first_year <= year <= row.last_year:
        text = f"Programmet gäller {row.first_year}–{row.last_year}. Välj ett av de åren."
        raise BadInput.of("year", text)
    return kept.of_programme(connection, programme_id)


def _own(rules: Rules, like: OwnRule) -> OwnRule:
    same = (each for each in rules if (each.kind, each.year) == (like.kind, like.year))
    return next(same, OwnRule(like.kind, like.year))


def _require_sound(connection: Connection, rule: OwnRule) -> None:
    """Only what the kind of duty has can be set, and only to what can be."""
    if rule.due and rule.kind not in BY_DAY:
        raise BadInput.of("due", "Den bevakningen har ingen dag i året. Lämna fältet tomt.")
    if rule.working_days is not None and rule.kind not in BY_WORKING_DAYS:
        raise BadInput.of(
            "working_days", "Den bevakningen räknas inte i arbetsdagar. Lämna fältet tomt."
        )
    if rule.to and not (is_for_staff(rule.kind) and rule.to in STAFF):
        raise BadInput.of("to", "Den bevakningen hör till en organisation utanför. Ändra inte vem.")
    if rule.escalate_to and rule.escalate_to not in ESCALATED_TO:
        _require_post(connection, rule.escalate_to)


def _require_post(connection: Connection, target: str) -> None:
    number = target.removeprefix(POST)
    found = target.startswith(POST) and number.isascii() and number.isdigit()
    known = select(t.post.c.id).where(t.post.c.id == int(number)) if found else None
    if known is None or connection.execute(known).first() is None:
        raise BadInput.of("escalate_to", "Befattningen finns inte i registret. Välj en annan.")


def _follow(
    connection: Connection, programme_id: int, rule: OwnRule, before: Rules, today: date
) -> int:
    """Move what is open to the rule that is in force now; the number of duties that moved."""
    calendar = regions.calendar_of(connection, programme_id)
    now = kept.of_programme(connection, programme_id)
    moved = 0
    for row in connection.execute(_open(programme_id, rule.kind)).all():
        year = row.year or _year_begun(row, calendar, before)
        if rule.year not in (EVERY_YEAR, year):
            continue
        due_on = _due_on(connection, row, calendar, before, now, year, today)
        to = own_rule(now, rule.kind, year).to if is_for_staff(rule.kind) else None
        how = watch(calendar, now, rule.kind, year)
        own = to or (USUALLY[rule.kind] if is_for_staff(rule.kind) else To(row.role_to))
        moved += moving.move(connection, row.id, moving.Moved(due_on, own, how), today)
    return moved


def _open(programme_id: int, kind: DutyKind) -> Select[Any]:
    return (
        select(t.duty, t.plan.c.year, t.plan.c.answer_by, t.matter_case.c.committee_id)
        .join(t.matter_case, t.matter_case.c.id == t.duty.c.case_id)
        .outerjoin(t.plan, t.plan.c.id == t.duty.c.plan_id)
        .where(t.matter_case.c.programme_id == programme_id)
        .where(t.duty.c.kind == kind.value, t.duty.c.settled_on.is_(None))
        .order_by(t.duty.c.id)
    )


def _year_begun(row: Row[Any], calendar: YearCalendar, before: Rules) -> int:
    """The year in which a duty of a decision began, by the rule that gave it its day."""
    due: date = row.due_on
    return next(
        (year for year in (due.year, due.year - 1) if _begun(row, calendar, before, year) == year),
        due.year,
    )


def _begun(row: Row[Any], calendar: YearCalendar, before: Rules, year: int) -> int:
    kind = DutyKind(row.kind)
    if kind not in BY_WORKING_DAYS:
        due: date = row.due_on
        return due.year
    return before_working_days(row.due_on, _working_days(calendar, before, kind, year)).year


def _working_days(calendar: YearCalendar, rules: Rules, kind: DutyKind, year: int) -> int:
    own = own_rule(rules, kind, year).working_days
    return usual_working_days(calendar, kind) if own is None else own


def _due_on(
    connection: Connection,
    row: Row[Any],
    calendar: YearCalendar,
    before: Rules,
    now: Rules,
    year: int,
    today: date,
) -> date:
    """The day that the rules now give an open duty; a day set by law or by hand stays."""
    kind, due_on = DutyKind(row.kind), row.due_on
    if kind is DutyKind.REPORT_COMMITTEE:
        return _stop_date(connection, row, day_in_year(calendar, now, kind, year), today)
    if kind in BY_DAY:
        return day_in_year(calendar, now, kind, year)
    if kind in BY_WORKING_DAYS and row.answer_by is None:
        more = _working_days(calendar, now, kind, year)
        more -= _working_days(calendar, before, kind, year)
        count = add_working_days if more > 0 else before_working_days
        return count(due_on, abs(more))
    stays: date = due_on
    return stays


def _stop_date(connection: Connection, row: Row[Any], first: date, today: date) -> date:
    ahead = situations.meetings(connection, row.committee_id, today)
    meeting = next_meeting([each for each in ahead if each.held_on >= first], today)
    return meeting.stop_on if meeting else max(first, today)
