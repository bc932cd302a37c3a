"""What anybody may see: the public register of decisions, its feeds, and if a paper is genuine."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for

from web import current, genuine, paging
from web.acting import FIELDS_ARE_WRONG, Answer
from web.feeds import Feed, atom, json_feed
from web.forms.narrowing import DecisionsForm
from web.forms.public import GenuineForm
from web.handing_out import handed_out
from web.i18n import _
from web.paging import PER_PAGE, Paging
from workflow.operations import looking
from workflow.operations.queries import public, public_decision
from workflow.operations.queries.public import Number, Sought
from workflow.refusals import NotFound

blueprint = Blueprint("public", __name__)

IN_FEED = 50


def _names() -> bool:
    """Whether people may be named to those who are not signed in."""
    return current.settings().web.personal_data_public


@blueprint.get("/beslut")
def decisions() -> Answer:
    """The public register: decisions, the newest first."""
    office, page = current.office(), paging.asked(request.args.get("sida"))
    form = DecisionsForm()
    form.offer(ar=[(str(year), str(year)) for year in public.years(office)])
    readable = form.validate()
    sought = _sought(form) if readable else Sought()
    offset = (page - 1) * PER_PAGE
    found, total = public.decided(office, sought, PER_PAGE, offset, with_names=_names())
    shown = render_template(
        "public/decisions.html",
        form=form,
        decisions=found,
        sought=sought,
        paging=Paging(page, total),
        url=url_for("public.decisions", sok=sought.text or None, ar=sought.year),
        names=_names(),
    )
    return shown if readable else (shown, FIELDS_ARE_WRONG)


def _sought(form: DecisionsForm) -> Sought:
    return Sought(form.sok.data or "", int(form.ar.data) if form.ar.data else None)


@blueprint.get("/beslut/<committee>/<int:serial>-<int:year>")
def decision(committee: str, serial: int, year: int) -> Answer:
    """One decision as it may be shown to anybody."""
    number = Number(committee, serial, year)
    found = public_decision.one(current.office(), number, with_names=_names())
    return render_template("public/decision.html", whole=found, found=found.decided, names=_names())


@blueprint.get("/beslut/<committee>/<int:serial>-<int:year>/<sha256>/<name>")
def paper(committee: str, serial: int, year: int, sha256: str, name: str) -> Answer:
    """A published paper of a decision; the name is for whoever saves it."""
    number = Number(committee, serial, year)
    found = public_decision.one(current.office(), number, with_names=_names())
    kept = next((each for each in found.papers if each.sha256 == sha256), None)
    if kept is None or kept.name != name:
        raise NotFound("paper")
    return handed_out(current.office().files.get(sha256), kept.media_type, kept.name)


@blueprint.get("/beslut.atom")
def atom_feed() -> Response:
    """The newest decisions as Atom."""
    return Response(atom(_feed()), mimetype="application/atom+xml")


@blueprint.get("/beslut.json")
def json_page() -> Response:
    """The newest decisions as JSON Feed."""
    answer = jsonify(json_feed(_feed()))
    answer.mimetype = "application/feed+json"
    return answer


def _feed() -> Feed:
    office = current.office()
    newest, _total = public.decided(office, Sought(), IN_FEED, with_names=_names())
    owner = looking.owner(office)
    return Feed(owner[0] if owner else "Beslutskedjan", office.base_url, newest)


@blueprint.route("/akta", methods=["GET", "POST"], endpoint="genuine")
def genuine_page() -> Answer:
    """Is the paper genuine? A file or a checksum; nothing of it is kept."""
    form = GenuineForm()
    if request.method == "GET":
        return render_template("public/genuine.html", form=form, answer=None)
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        content = uploaded.stream.read()
        answer = genuine.of_file(current.office(), current.settings(), content)
        return render_template("public/genuine.html", form=GenuineForm(None), answer=answer)
    checksum = genuine.read_checksum(form.checksum.data or "") if form.validate() else None
    if checksum is not None:
        return redirect(url_for("public.by_checksum", checksum=checksum), 303)
    if not form.errors:
        _blame(form)
    return render_template("public/genuine.html", form=form, answer=None), FIELDS_ARE_WRONG


def _blame(form: GenuineForm) -> None:
    if form.checksum.data:
        form.blame(
            "checksum",
            _("Kontrollsumman ska ha 64 tecken: siffror och bokstäverna a–f. Kopiera hela."),
        )
    else:
        form.blame("file", _("Välj en fil, eller skriv filens kontrollsumma."))


@blueprint.get("/akta/<checksum>")
def by_checksum(checksum: str) -> Answer:
    """What the register says of a checksum."""
    known = genuine.read_checksum(checksum)
    if known is None:
        raise NotFound("checksum")
    answer = genuine.of_checksum(current.office(), known)
    return render_template("public/genuine.html", form=GenuineForm(None), answer=answer)


@blueprint.get("/tillganglighet")
def accessibility() -> Answer:
    """How accessible the pages are, and whom to tell of what is not."""
    return render_template("public/accessibility.html", owner=looking.owner(current.office()))
