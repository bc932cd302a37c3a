"""Meetings from a calendar file: choose it, look through what it would change, and save that."""

from collections.abc import Sequence
from hashlib import sha256

from flask import redirect, render_template, request, url_for
from pydantic import TypeAdapter

from web import current, owners, words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.filling import entered
from web.forms.committee import CalendarFileForm, SeenForm
from web.i18n import _, lazy
from web.received import Received, received
from web.views.committee import blueprint
from workflow.calendarfile import AHEAD, MOST_BYTES, Event, read_calendar
from workflow.operations import autosaves, meeting_import
from workflow.operations.meeting_import import WRITTEN, Fate, Proposed, StopRule
from workflow.operations.queries import meetings
from workflow.refusals import NotFound

# The pages of a calendar file are the committee's, as those of a meeting are.
__all__ = ["blueprint"]

_PLACE = "import-meetings"
_EVENTS = TypeAdapter(tuple[Event, ...])
USUAL_DAYS = 10

# What becomes of a meeting in the file: the word, and its tone.
FATES: dict[Fate, tuple[str, str]] = {
    Fate.ADD: (lazy("Läggs in"), "doing"),
    Fate.CHANGE: (lazy("Ändras"), "todo"),
    Fate.CANCEL: (lazy("Tas bort"), "todo"),
    Fate.LINK: (lazy("Känns igen"), "doing"),
    Fate.SAME: (lazy("Oförändrat"), "later"),
    Fate.PAST: (lazy("Har passerat"), "later"),
    Fate.ABSENT: (lazy("Inställt, fanns inte"), "later"),
    Fate.BLOCKED: (lazy("Kan inte ändras"), "wrong"),
    Fate.TAKEN: (lazy("Dagen är upptagen"), "wrong"),
}


@blueprint.route("/sammantraden/hamta-in", methods=["GET", "POST"])
def import_meetings() -> Answer:
    """Choose a calendar file, and say how the stop days are reckoned."""
    form = CalendarFileForm()
    committees = meetings.overview(current.office(), current.on()).committees
    form.committee.choices = {str(each.id): words.capital(each.name) for each in committees}
    reasons: tuple[str, ...] = ()
    if form.is_sent():
        file, reasons = entered(form, lambda: received(MOST_BYTES, current.actor()))
        if file is not None:
            found, reasons = attempt(lambda: _read(file, form.only.data or ""))
            if found is not None:
                return _kept(form, found)
    elif request.method != "POST":
        form.days.data = USUAL_DAYS
    page = render_template("committee/import.html", form=form, reasons=reasons, ahead=AHEAD.days)
    return page, FIELDS_ARE_WRONG if reasons or form.errors else 200


def _read(file: Received, only: str) -> tuple[Event, ...]:
    """The events of the file that was sent, or those whose heading has the word asked for."""
    zone = current.office().time_zone
    found = read_calendar(file.content, file.name, zone, current.on())
    return tuple(each for each in found if only.casefold() in each.summary.casefold())


def _kept(form: CalendarFileForm, events: Sequence[Event]) -> Answer:
    """What was read, kept for the person who is to look it through."""
    body = {
        "events": _EVENTS.dump_json(tuple(events)).decode(),
        "committee": str(form.committee.data),
        "days": str(form.days.data),
        "counted": str(form.counted.data),
    }
    autosaves.keep(current.office(), _owner(), _PLACE, body, current.at())
    return redirect(url_for("committee.check_meetings"), 303)


def _owner() -> str:
    return owners.of_person(current.person_id())


@blueprint.route("/sammantraden/hamta-in/granska", methods=["GET", "POST"])
def check_meetings() -> Answer:
    """Meeting by meeting what the file comes to; saved as it is shown, or not at all."""
    office = current.office()
    kept = autosaves.kept(office, _owner(), _PLACE)
    if kept is None:
        return redirect(url_for("committee.import_meetings"), 303)
    events = _EVENTS.validate_json(kept.body["events"])
    rule = StopRule(int(kept.body["days"]), working=kept.body["counted"] == "working")
    committee_id = int(kept.body["committee"])
    proposed = meeting_import.propose(office, committee_id, events, rule, current.on())
    form = SeenForm()
    reasons: tuple[str, ...] = ()
    if form.is_sent() and form.seen.data != _fingerprint(proposed):
        reasons = (_("Sammanträdena har ändrats sedan du öppnade sidan. Granska på nytt."),)
    elif form.is_sent():
        by = current.by()
        done, reasons = attempt(
            lambda: meeting_import.carry_out(office, committee_id, events, rule, by)
        )
        if done is not None:
            return _done(done)
    page = render_template(
        "committee/check_import.html",
        form=SeenForm(formdata=None, seen=_fingerprint(proposed)),
        reasons=reasons,
        proposed=proposed,
        committee=_named(committee_id),
        rule=rule,
        fates=FATES,
        counts={fate: sum(each.fate is fate for each in proposed) for fate in Fate},
        does_something=any(each.fate in WRITTEN for each in proposed),
    )
    return page, RULES_SAY_NO if reasons else 200


def _named(committee_id: int) -> str:
    committees = meetings.overview(current.office(), current.on()).committees
    found = next((each.name for each in committees if each.id == committee_id), None)
    if found is None:
        raise NotFound(f"committee {committee_id}")
    return found


def _fingerprint(proposed: Sequence[Proposed]) -> str:
    return sha256(repr(proposed).encode()).hexdigest()


def _done(done: Sequence[Proposed]) -> Answer:
    autosaves.drop(current.office(), _owner(), _PLACE)
    counts = {fate: sum(each.fate is fate for each in done) for fate in WRITTEN}
    tell(
        _(
            "Kalenderfilen är inläst: %(added)s sammanträden är inlagda, %(changed)s ändrade och "
            "%(cancelled)s borttagna.",
            added=counts[Fate.ADD],
            changed=counts[Fate.CHANGE] + counts[Fate.LINK],
            cancelled=counts[Fate.CANCEL],
        )
    )
    return redirect(url_for("committee.meetings"), 303)
