"""One's own calendar: its secret address is made and ended here, and answers without a sign-in."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from web import calendar_feed, current
from web.acting import tell
from web.calendar_feed import MEDIA_TYPE, Own
from web.forms.base import PageForm
from web.i18n import _
from workflow.operations import feeds, looking
from workflow.operations.queries.forecast import Asked, forecast
from workflow.refusals import NotFound

blueprint = Blueprint("feeds", __name__)

Answer = str | Answered


@blueprint.route("/konto/kalender", methods=["GET", "POST"])
def mine() -> Answer:
    """Whether there is an address; a new one is shown once, by the page that answers."""
    office, person_id, address = current.office(), current.person_id(), ""
    if request.method == "POST" and PageForm().is_sent():
        secret = feeds.make(office, person_id, current.at())
        address = office.page(url_for("feeds.show", token=secret))
    since = feeds.made_at(office, person_id)
    return render_template("account/calendar.html", since=since, address=address)


@blueprint.post("/konto/kalender/avsluta")
def end() -> Answer:
    """Let the address answer no more."""
    feeds.end(current.office(), current.person_id(), current.at())
    tell(_("Kalenderadressen är avslutad. Den som har den ser inget mer."))
    return redirect(url_for("feeds.mine"), 303)


@blueprint.get("/kalender/<token>.ics")
def show(token: str) -> Response:
    """The calendar of whoever made the address; unknown and ended ones are not there."""
    office, at = current.office(), current.at()
    person_id = feeds.bearer(office, token, at)
    if person_id is None:
        raise NotFound("calendar")
    found = forecast(office, at, Asked(person_id=person_id))
    cases = {each.matter.case_id for each in found.lines}
    cases |= {each.matter.case_id for each in found.duties}
    name = looking.actor(office, person_id, at).name
    own = Own(name, found, feeds.changed_at(office, cases), office.page)
    return Response(calendar_feed.written(own), mimetype=MEDIA_TYPE)
