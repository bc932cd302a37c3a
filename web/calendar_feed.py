"""One's own duties and reminders as a calendar (iCalendar, RFC 5545); same facts, same bytes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from web import forecast_words
from web.i18n import _
from workflow.operations.queries.forecast import DutyAhead, Forecast, Line, Matter

MEDIA_TYPE = "text/calendar"
_REFRESH = timedelta(hours=6)
_BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Own:
    """Whose calendar it is, what is in it, and where its cases are met."""

    name: str
    found: Forecast
    changed_at: Mapping[int, datetime]
    page: Callable[[str], str]

    @property
    def host(self) -> str:
        return urlsplit(self.page("/")).hostname or "localhost"


def written(own: Own) -> bytes:
    """The calendar: every duty on its last day, and every reminder on its own; no alarms."""
    calendar = Calendar()
    calendar.add("prodid", "-//Beslutskedjan//Bevakningar//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Beslutskedjan: %(name)s", name=own.name))
    calendar.add("refresh-interval", _REFRESH, {"value": "DURATION"})
    for event in (*_duties(own), *_reminders(own)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _duties(own: Own) -> Iterable[Event]:
    for each in own.found.duties:
        about = forecast_words.act(each)
        summary = _(
            "Sista dag: %(act)s (%(reference)s)", act=about, reference=each.matter.reference
        )
        lines = (each.matter.about, each.duty.why, *_said(own, each))
        uid = f"bevakning-{_subject(each)}@{own.host}"
        yield _event(own, each, uid, each.duty.due_on, summary, lines)


def _reminders(own: Own) -> Iterable[Event]:
    for line in own.found.lines:
        summary = _(
            "%(what)s: %(act)s (%(reference)s)",
            what=forecast_words.kind(line),
            act=forecast_words.act(line),
            reference=line.matter.reference,
        )
        last = _("Sista dag %(day)s", day=line.duty.due_on)
        lines = (line.matter.about, forecast_words.why(line), last, *_said(own, line))
        level = "brev" if line.level is None else line.level
        told = "-forsenad" if line.is_escalated else ""
        uid = f"paminnelse-{_subject(line)}-{line.duty.due_on:%Y%m%d}-{level}{told}@{own.host}"
        yield _event(own, line, uid, line.on, summary, lines)


def _said(own: Own, each: Line | DutyAhead) -> tuple[str, ...]:
    """What stops it, what it follows where it is not certain, and where to act."""
    follows = (forecast_words.certainty(each),) if each.follows else ()
    return (forecast_words.stops(each), *follows, _page(own, each.matter))


def _page(own: Own, matter: Matter) -> str:
    return own.page(f"/arenden/{matter.case_id}")


def _subject(each: Line | DutyAhead) -> str:
    """The same for the same duty each time it is asked, also before and after it gets a row."""
    matter, duty = each.matter, each.duty
    about = f"plan-{matter.plan_id}" if matter.plan_id else f"beslut-{matter.decision_id}"
    party = f"-{duty.party_id}" if duty.party_id else ""
    return f"{about}-{duty.kind.replace('_', '-')}{party}"


def _event(
    own: Own,
    each: Line | DutyAhead,
    uid: str,
    on: date,
    summary: str,
    lines: Iterable[str],
) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", own.changed_at.get(each.matter.case_id, _BEGINNING))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join(line for line in lines if line))
    event.add("url", _page(own, each.matter))
    event.add("status", "TENTATIVE" if each.follows else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day for it
    return event
