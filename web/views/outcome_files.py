"""Outcomes in a sheet: the template, the file that comes back, and what it would change.

The bearer of a link does it for its own organisation, an officer for each.
"""

from dataclasses import dataclass, replace

from flask import Response, redirect, render_template, request, url_for
from pydantic import TypeAdapter

from web import current, exports, outcome_sheet, outcome_upload, owners, sheets
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.filling import NO_REASONS
from web.forms.outcome_files import ConfirmSheetForm, SheetForm
from web.handing_out import handed_out
from web.i18n import _
from web.outcome_upload import CellFault, Told
from web.received import received
from web.swedish import sentence
from web.views import follow_up, links, responsibles
from workflow.facts import Actor, Party
from workflow.measures import seen_as
from workflow.operations import autosaves, following_up
from workflow.operations.queries.own_measures import OwnPart, own_part, part_of
from workflow.references import file_stem
from workflow.refusals import BadInput, NotFound
from workflow.states import Role

# The link's pages and the officer's stand in one module: they differ in who asks, not in what.
# Its pages stand on the blueprints of those who meet them.
blueprint = responsibles.blueprint

_TOLD = TypeAdapter(tuple[Told, ...])
_BETWEEN = " "


@dataclass(frozen=True)
class Desk:
    """Who does it, for which organisation, and where each of the pages is."""

    part: OwnPart
    party: Party
    actor: Actor
    owner: str
    by_link: bool
    template: str
    upload: str
    check: str
    back: str

    @property
    def place(self) -> str:
        return f"utfall-fil-{self.part.plan.id}-{self.party.id}"


def _of_bearer(token: str) -> Desk:
    bearer = links.bearer(token, Role.RESPONSIBLE)
    part = own_part(current.office(), bearer.plan_id or 0, bearer.actor, current.at())
    return Desk(
        part,
        _party(part),
        bearer.actor,
        owners.of_link(token),
        by_link=True,
        template=url_for("responsibles.sheet", token=token),
        upload=url_for("responsibles.upload", token=token),
        check=url_for("responsibles.check_sheet", token=token),
        back=url_for("links.show", token=token),
    )


def _of_officer(plan_id: int, party_id: int) -> Desk:
    actor = current.actor()
    part = part_of(current.office(), plan_id, party_id, actor, current.at())
    return Desk(
        part,
        _party(part),
        actor,
        owners.of_person(current.person_id()),
        by_link=False,
        template=url_for("follow_up.sheet", plan_id=plan_id, party_id=party_id),
        upload=url_for("follow_up.upload", plan_id=plan_id, party_id=party_id),
        check=url_for("follow_up.check_sheet", plan_id=plan_id, party_id=party_id),
        back=url_for("follow_up.show", plan_id=plan_id),
    )


def _party(part: OwnPart) -> Party:
    party = part.measures[0].responsible
    if party is None:
        raise NotFound("party")
    return party


@responsibles.blueprint.get("/<token>/utfall.xlsx", endpoint="sheet")
def sheet_of_bearer(token: str) -> Response:
    return _sheet(_of_bearer(token))


@follow_up.blueprint.get("/<int:plan_id>/organisation/<int:party_id>/utfall.xlsx", endpoint="sheet")
def sheet_of_officer(plan_id: int, party_id: int) -> Response:
    return _sheet(_of_officer(plan_id, party_id))


@responsibles.blueprint.route("/<token>/fil", methods=["GET", "POST"], endpoint="upload")
def upload_of_bearer(token: str) -> Answer:
    return _upload(_of_bearer(token))


@follow_up.blueprint.route(
    "/<int:plan_id>/organisation/<int:party_id>/fil", methods=["GET", "POST"], endpoint="upload"
)
def upload_of_officer(plan_id: int, party_id: int) -> Answer:
    return _upload(_of_officer(plan_id, party_id))


@responsibles.blueprint.route(
    "/<token>/fil/granska", methods=["GET", "POST"], endpoint="check_sheet"
)
def check_of_bearer(token: str) -> Answer:
    return _check(_of_bearer(token))


@follow_up.blueprint.route(
    "/<int:plan_id>/organisation/<int:party_id>/fil/granska",
    methods=["GET", "POST"],
    endpoint="check_sheet",
)
def check_of_officer(plan_id: int, party_id: int) -> Answer:
    return _check(_of_officer(plan_id, party_id))


def _sheet(desk: Desk) -> Response:
    """The template, with what has been reported so far."""
    name = file_stem("utfall", str(desk.part.plan.year), desk.party.name)
    content = outcome_sheet.template(desk.part, desk.party.name)
    return handed_out(content, exports.XLSX, f"{name}.xlsx")


def _upload(desk: Desk) -> Answer:
    """Choose the file; where every cell is right the next page shows what it would change."""
    form = SheetForm()
    faults: tuple[CellFault, ...] = ()
    if request.method == "POST" and not desk.part.closed:
        try:
            file = received(sheets.MOST_BYTES, desk.actor, desk.part.situation.case.id)
            found = outcome_upload.read(file.content, desk.part, by_link=desk.by_link)
        except BadInput as refused:
            form.validate()
            form.blame_all(refused.complaints)
        else:
            faults = found.faults
            if not faults:
                return _kept(desk, found.told)
    closed = tuple(sentence(refusal) for refusal in desk.part.closed)
    page = render_template(
        "outcome_files/upload.html", desk=desk, form=form, faults=faults, closed=closed
    )
    return page, FIELDS_ARE_WRONG if faults or form.errors else 200


def _kept(desk: Desk, told: tuple[Told, ...]) -> Answer:
    """What was read, kept for whoever is to look it through."""
    body = {"told": _TOLD.dump_json(told).decode()}
    autosaves.keep(current.office(), desk.owner, desk.place, body, current.at())
    return redirect(desk.check, 303)


def _check(desk: Desk) -> Answer:
    """Target by target what the sheet comes to; saved as it is shown, or not at all."""
    office = current.office()
    kept = autosaves.kept(office, desk.owner, desk.place)
    if kept is None:
        return redirect(desk.upload, 303)
    told = _TOLD.validate_json(kept.body["told"])
    form, reasons = ConfirmSheetForm(), NO_REASONS
    if form.is_sent() and told:
        reasons = _report(desk, told, form)
        if not reasons:
            autosaves.drop(office, desk.owner, desk.place)
            tell(_("Utfallen är sparade: %(count)s mål.", count=len(told)))
            return redirect(desk.back, 303)
        desk = _anew(desk)
    page = _check_page(desk, told, reasons)
    return (page, RULES_SAY_NO) if reasons else page


def _report(desk: Desk, told: tuple[Told, ...], form: ConfirmSheetForm) -> tuple[str, ...]:
    """The ordinary step, with what the page showed; why it can't be taken, if it can't."""
    outcomes = tuple((each.target_id, each.outcome) for each in told)
    seen = frozenset((form.seen.data or "").split(_BETWEEN))
    party_id = None if desk.by_link else desk.party.id
    _done, reasons = attempt(
        lambda: following_up.report_outcomes(
            current.office(),
            desk.part.plan.id,
            outcomes,
            desk.actor,
            current.at(),
            seen,
            party_id,
        )
    )
    return tuple(reasons)


def _anew(desk: Desk) -> Desk:
    """What is reported now, where somebody has come between."""
    office, plan_id, at = current.office(), desk.part.plan.id, current.at()
    if desk.by_link:
        return replace(desk, part=own_part(office, plan_id, desk.actor, at))
    return replace(desk, part=part_of(office, plan_id, desk.party.id, desk.actor, at))


def _check_page(desk: Desk, told: tuple[Told, ...], reasons: tuple[str, ...]) -> str:
    lines = tuple(outcome_upload.lines(desk.part, told))
    seen = _BETWEEN.join(seen_as(target) for _measure, target, _told in lines)
    return render_template(
        "outcome_files/check.html",
        desk=desk,
        form=ConfirmSheetForm(formdata=None, seen=seen),
        lines=lines,
        reasons=reasons,
    )
