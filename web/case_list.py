"""The list of cases as its address asks for it: filters, order, and the links that change them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from web import words
from web.forms.cases import FilterForm
from web.i18n import _
from web.paging import Paging
from workflow.operations.queries import cases
from workflow.operations.queries.case_order import Beside
from workflow.operations.queries.case_search import Sort
from workflow.operations.queries.cases import CaseFilter, CaseList, Choices
from workflow.states import DecisionState, PlanState, Thing

_LONGEST = 200
_NO_PLAN = "ingen"
_DOWN, _UP = "fallande", "stigande"
_AFTER, _BEFORE = "efter", "fore"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What one wants first of each: the newest, and the beginning of the alphabet.
_FIRST_DOWN = frozenset({Sort.CHANGED})

Args = MultiDict[str, str]
Offered = list[tuple[str, str]]


def asked(args: Args) -> CaseFilter:
    """The filter that an address asks for; what is none of the choices is not asked."""
    sort = next((each for each in Sort if each.value == args.get("ordning")), Sort.CHANGED)
    return CaseFilter(
        text=args.get("sok", "").strip()[:_LONGEST],
        plan_state=next((s for s in PlanState if s.value == args.get("plan")), None),
        without_plan=args.get("plan") == _NO_PLAN,
        decision_state=next((s for s in DecisionState if s.value == args.get("beslut")), None),
        year=_number(args.get("ar", "")),
        officer_id=_number(args.get("handlaggare", "")),
        committee_id=_number(args.get("namnd", "")),
        overdue=bool(args.get("forsenade")),
        sort=sort,
        descending=_descends(args.get("riktning"), sort),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _descends(direction: str | None, sort: Sort) -> bool:
    return direction == _DOWN if direction in {_DOWN, _UP} else sort in _FIRST_DOWN


def as_args(filter_: CaseFilter) -> dict[str, Any]:
    """The filter as its address has it; what is not asked is left out."""
    is_usual = filter_.descending == (filter_.sort in _FIRST_DOWN)
    return {
        "sok": filter_.text or None,
        "plan": _NO_PLAN if filter_.without_plan else filter_.plan_state,
        "beslut": filter_.decision_state,
        "ar": filter_.year,
        "handlaggare": filter_.officer_id,
        "namnd": filter_.committee_id,
        "forsenade": "y" if filter_.overdue else None,
        "ordning": None if filter_.sort is Sort.CHANGED else filter_.sort.value,
        "riktning": None if is_usual else _DOWN if filter_.descending else _UP,
    }


def seen(args: Args) -> Beside | None:
    """The case that a page far from the first begins after, or ends before, if its address says."""
    for name, is_before in ((_AFTER, False), (_BEFORE, True)):
        number, _dot, instant = args.get(name, "").partition(".")
        case_id, changed_at = _number(number), _instant(instant)
        if case_id is not None and (changed_at is not None or not instant):
            return Beside(case_id, changed_at, is_before)
    return None


def _instant(text: str) -> datetime | None:
    """Microseconds since 1970, as ``written`` has them."""
    if not (text.isascii() and text.isdigit() and len(text) < 17):
        return None
    return _EPOCH + timedelta(microseconds=int(text))


def written(beside: Beside) -> str:
    """The case as an address has it, with the instant of its last change where it has one."""
    if beside.changed_at is None:
        return str(beside.case_id)
    return f"{beside.case_id}.{(beside.changed_at - _EPOCH) // timedelta(microseconds=1)}"


def paging_of(found: CaseList) -> Paging:
    """Which rows the page shows, and of how many."""
    shown = len(found.rows)
    return Paging(found.page, found.total, cases.PAGE, found.is_more, shown, found.goes_on)


def page_urls(filter_: CaseFilter, found: CaseList) -> Callable[[int], str]:
    """The address of each page; of those far away, by the case at the end of the page beside it."""
    here, counted = url_for("cases.index", **as_args(filter_)), found.total // cases.PAGE
    begun = f"{here}{'&' if '?' in here else '?'}sida="

    def url(number: int) -> str:
        if found.ends and number > counted:
            top, end = found.ends
            if number == found.page + 1:
                return f"{begun}{number}&{_AFTER}={written(end)}"
            if number == found.page - 1:
                return f"{begun}{number}&{_BEFORE}={written(top)}"
        return f"{begun}{number}"

    return url


def filters(filter_: CaseFilter) -> bool:
    """Whether anything is asked for, so that the list may lack cases that there are."""
    order = {"ordning", "riktning"}
    return any(value for name, value in as_args(filter_).items() if name not in order)


def form_of(filter_: CaseFilter, offered: Choices) -> FilterForm:
    """The form with what was asked for."""
    said = {name: value for name, value in as_args(filter_).items() if value is not None}
    texts = {name: str(value) for name, value in said.items()}
    form = FilterForm(formdata=None, data={**texts, "forsenade": filter_.overdue})
    form.plan.choices = [_any(), (_NO_PLAN, _("Ingen plan")), *_states(Thing.PLAN, PlanState)]
    form.beslut.choices = [_any(), *_states(Thing.DECISION, DecisionState)]
    form.ar.choices = [_any(), *((str(year), str(year)) for year in offered.years)]
    form.handlaggare.choices = [_any(), *_named(offered.officers)]
    committees = ((id_, words.capital(name)) for id_, name in offered.committees)
    form.namnd.choices = [_any(), *_named(committees)]
    return form


def _any() -> tuple[str, str]:
    return "", _("Alla")


def _states(thing: Thing, states: Iterable[str]) -> Offered:
    return [(str(state), _(words.state(thing, state))) for state in states]


def _named(rows: Iterable[tuple[int, str]]) -> Offered:
    return [(str(id_), name) for id_, name in rows]


def heads(filter_: CaseFilter) -> list[dict[str, str]]:
    """The heads of the table; those that it can be ordered by lead to that order."""
    return [
        _head(filter_, _("Ärende"), Sort.REFERENCE),
        _head(filter_, _("Ärendemening"), Sort.TITLE),
        {"text": _("Senaste plan")},
        {"text": _("Senaste beslut")},
        _head(filter_, _("Handläggare"), Sort.OFFICER),
        _head(filter_, _("Sista dag"), Sort.LAST_DAY),
        _head(filter_, _("Ändrat"), Sort.CHANGED),
    ]


def _head(filter_: CaseFilter, text: str, sort: Sort) -> dict[str, str]:
    is_this = filter_.sort is sort
    down = not filter_.descending if is_this else sort in _FIRST_DOWN
    args = {**as_args(filter_), "ordning": sort.value, "riktning": _DOWN if down else _UP}
    standing = ("descending" if filter_.descending else "ascending") if is_this else ""
    return {"text": text, "href": url_for("cases.index", **args), "sorted": standing}
