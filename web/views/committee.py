"""The committee: its meetings, the list of each, and the packet of papers for it."""

from flask import Blueprint, redirect, render_template, request, url_for

from web import current, paging, words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.base import PageForm
from web.forms.committee import MeetingForm, NewMeetingForm, PlainForm, paragraphs_form, proposed
from web.handing_out import handed_out, linked
from web.i18n import _
from web.paging import Paging
from workflow.operations import meetings as calendar
from workflow.operations import notifying, packets
from workflow.operations.queries import listings, meetings
from workflow.operations.queries.listings import Agenda

blueprint = Blueprint("committee", __name__)


@blueprint.get("/sammantraden", endpoint="meetings")
def list_meetings() -> Answer:
    """What is ahead by committee, what waits, what was missed, and what has been held."""
    page = paging.asked(request.args.get("sida"))
    held, total = meetings.past(current.office(), current.on(), page)
    return render_template(
        "committee/meetings.html",
        overview=meetings.overview(current.office(), current.on()),
        held=held,
        paging=Paging(page, total, meetings.PAGE),
    )


@blueprint.route("/sammantraden/nytt", methods=["GET", "POST"])
def add() -> Answer:
    """Enter a meeting."""
    form = NewMeetingForm()
    committees = meetings.overview(current.office(), current.on()).committees
    form.committee.choices = {str(each.id): words.capital(each.name) for each in committees}
    if not form.is_sent():
        return _meeting_form(form, None, (), FIELDS_ARE_WRONG)
    office, committee_id = current.office(), int(form.committee.data)
    days = form.held_on.data, form.stop_on.data
    _added, reasons = attempt(
        lambda: calendar.add_meeting(office, committee_id, *days, current.by())
    )
    if reasons:
        return _meeting_form(form, None, reasons, RULES_SAY_NO)
    tell(_("Sammanträdet %(day)s är inlagt.", day=form.held_on.data))
    return redirect(url_for("committee.meetings"), 303)


@blueprint.route("/sammantraden/<int:meeting_id>/andra", methods=["GET", "POST"])
def change(meeting_id: int) -> Answer:
    """Move a meeting that has nothing listed."""
    found = listings.agenda(current.office(), meeting_id)
    form = MeetingForm(held_on=found.meeting.held_on, stop_on=found.meeting.stop_on)
    if not form.is_sent():
        return _meeting_form(form, found, (), FIELDS_ARE_WRONG)
    office, days = current.office(), (form.held_on.data, form.stop_on.data)
    _done, reasons = attempt(
        lambda: calendar.change_meeting(office, meeting_id, *days, current.by())
    )
    if reasons:
        return _meeting_form(form, found, reasons, RULES_SAY_NO)
    tell(_("Sammanträdet är ändrat till %(day)s.", day=form.held_on.data))
    return redirect(url_for("committee.meeting", meeting_id=meeting_id), 303)


@blueprint.post("/sammantraden/<int:meeting_id>/ta-bort")
def cancel(meeting_id: int) -> Answer:
    """Take a meeting that has nothing listed out of the calendar."""
    office, found = current.office(), listings.agenda(current.office(), meeting_id)
    _done, reasons = attempt(lambda: calendar.cancel_meeting(office, meeting_id, current.by()))
    if reasons:
        return _meeting(found, PlainForm(), reasons), RULES_SAY_NO
    tell(_("Sammanträdet %(day)s är borttaget.", day=found.meeting.held_on))
    return redirect(url_for("committee.meetings"), 303)


def _meeting_form(
    form: MeetingForm, found: Agenda | None, reasons: tuple[str, ...], status: int
) -> Answer:
    page = render_template("committee/edit.html", form=form, agenda=found, reasons=reasons)
    return (page, status) if request.method == "POST" else page


@blueprint.get("/sammantraden/<int:meeting_id>")
def meeting(meeting_id: int) -> Answer:
    """The list of a meeting, with what is to be done about each decision on it."""
    found = listings.agenda(current.office(), meeting_id)
    return _meeting(found, _paragraphs(found), ())


@blueprint.post("/sammantraden/<int:meeting_id>/anteckna")
def note(meeting_id: int) -> Answer:
    """Note each listed decision under the paragraph that is written at it."""
    found = listings.agenda(current.office(), meeting_id)
    form = _paragraphs(found)
    left_out = ("", proposed(found.meeting.held_on.year))
    texts = {each.decision_id: form[_name(each.decision_id)].data or "" for each in found.unnoted}
    written = {id_: text for id_, text in texts.items() if text not in left_out}
    if not form.is_sent():
        return _meeting(found, form, ()), FIELDS_ARE_WRONG
    if not written:
        reasons = (_("Skriv en paragraf för minst ett beslut."),)
        return _meeting(found, form, reasons), FIELDS_ARE_WRONG
    refused = {id_: said for id_, text in written.items() if (said := _note(id_, text))}
    if not refused:
        tell(_("Anmälan är antecknad för alla beslut som du skrev en paragraf för."))
        return redirect(url_for("committee.meeting", meeting_id=meeting_id), 303)
    return _noted_in_part(meeting_id, form, refused), RULES_SAY_NO


def _note(decision_id: int, paragraph: str) -> tuple[str, ...]:
    """Take one notice's step; gives why it was refused."""
    office, actor, at = current.office(), current.actor(), current.at()
    return attempt(lambda: notifying.notify(office, decision_id, paragraph, actor, at))[1]


def _noted_in_part(meeting_id: int, sent: PageForm, refused: dict[int, tuple[str, ...]]) -> str:
    """What was noted is noted; the others come back with what was written, and why."""
    found = listings.agenda(current.office(), meeting_id)
    form = _paragraphs(found)
    left = {each.decision_id for each in found.unnoted}
    for decision_id in left:
        form[_name(decision_id)].data = sent[_name(decision_id)].data
    for decision_id, reasons in refused.items():
        if decision_id in left:
            form.blame(_name(decision_id), " ".join(reasons))
    others = tuple(reason for id_, said in refused.items() if id_ not in left for reason in said)
    return _meeting(found, form, others)


def _name(decision_id: int) -> str:
    return f"paragraph_{decision_id}"


def _paragraphs(found: Agenda) -> PageForm:
    """The form of the lines without a paragraph; the year of the meeting is proposed."""
    labels = {
        each.decision_id: f"{each.line.position}. {each.line.reference}, {each.line.title}"
        for each in found.unnoted
    }
    form = paragraphs_form(found.meeting.held_on.year, labels)()
    if request.method != "POST":
        for decision_id in labels:
            form[_name(decision_id)].data = proposed(found.meeting.held_on.year)
    return form


def _meeting(found: Agenda, form: PageForm, reasons: tuple[str, ...]) -> str:
    return render_template(
        "committee/meeting.html",
        agenda=found,
        form=form,
        fields=[
            form[_name(each.decision_id)]
            for each in found.unnoted
            if _name(each.decision_id) in form
        ],
        is_held=found.meeting.held_on <= current.on(),
        is_ahead=found.meeting.held_on >= current.on(),
        papers=linked((found.paper,) if found.paper else ()),
        reasons=reasons,
    )


@blueprint.get("/sammantraden/<int:meeting_id>/handlingar.pdf")
def packet(meeting_id: int) -> Answer:
    """All papers of the meeting in one file, drawn up from the facts as they stand."""
    row = listings.agenda(current.office(), meeting_id).meeting
    drawn = packets.meeting_packet(current.office(), row.committee.code, row.held_on, current.on())
    return handed_out(drawn.content, drawn.media_type, drawn.name)
