"""Cases: all of them with search and export, a new one, and one with what has happened in it."""

from flask import Blueprint, render_template, request, url_for

from web import case_list, case_words, current, event_words, exports, paging, words
from web.acting import Answer
from web.filling import filled_in, led_on, said
from web.forms.cases import NewCaseForm
from web.handing_out import handed_out
from web.i18n import _
from web.paging import Paging
from web.waiting import for_me, for_others, sentence
from workflow.operations import opening
from workflow.operations.opening import Opening
from workflow.operations.queries import case_page, cases, committees, history
from workflow.operations.queries.cases import CaseRow
from workflow.operations.queries.committee_report import committee_reports
from workflow.states import Thing

blueprint = Blueprint("cases", __name__)


@blueprint.get("/arenden")
def index() -> Answer:
    """Every case that one may read: looked for, filtered, in the order asked for, by page."""
    office, wanted = current.office(), case_list.asked(request.args)
    page, seen = paging.asked(request.args.get("sida")), case_list.seen(request.args)
    found = cases.cases(office, current.actor(), current.at(), wanted, page, seen)
    here = case_list.as_args(wanted)
    return render_template(
        "cases/index.html",
        found=found,
        form=case_list.form_of(wanted, cases.choices(office)),
        heads=case_list.heads(wanted),
        order={name: here[name] for name in ("ordning", "riktning") if here[name]},
        is_filtered=case_list.filters(wanted),
        paging=case_list.paging_of(found),
        url=case_list.page_urls(wanted, found),
        files={kind: url_for("cases.export", kind=kind, **here) for kind in ("csv", "xlsx")},
    )


@blueprint.get("/arenden.<any(csv, xlsx):kind>")
def export(kind: str) -> Answer:
    """The whole list as it is filtered and ordered, as a file."""
    wanted = case_list.asked(request.args)
    found = cases.exported(current.office(), current.actor(), current.at(), wanted)
    heads, rows = _heads(), map(_row, found)
    name = f"arenden-{current.on()}.{kind}"
    if kind == "csv":
        return handed_out(exports.as_csv(heads, rows), exports.CSV, name)
    return handed_out(exports.as_xlsx(_("Ärenden"), heads, rows), exports.XLSX, name)


def _heads() -> list[str]:
    return [
        _("Ärende"),
        _("Ärendemening"),
        _("Nämnd"),
        _("Handläggare"),
        _("Öppnat"),
        _("Senaste plan"),
        _("Planens läge"),
        _("Senaste beslut"),
        _("Beslutets läge"),
        _("Beslutsdag"),
        _("Sista dag"),
        _("Ändrat"),
    ]


def _row(case: CaseRow) -> exports.Row:
    plan, decision = case.plan_state, case.decision_state
    return (
        case.reference,
        case.title,
        case.committee,
        case.officer,
        case.opened_on,
        case.plan_title,
        _(words.state(Thing.PLAN, plan)) if plan else "",
        case.decision_number,
        _(words.state(Thing.DECISION, decision)) if decision else "",
        case.decided_on,
        case.last_on,
        case.changed_on,
    )


@blueprint.route("/arenden/ny", methods=["GET", "POST"])
def new() -> Answer:
    """A new case under its reference."""
    form = NewCaseForm(data={"opened_on": current.on()})
    known = committees.programmes(current.office())
    form.programme.choices = [("", _("Välj program"))] if len(known) != 1 else []
    form.programme.choices += [(str(each.id), each.title) for each in known]
    return filled_in(
        form,
        lambda: _opened(form),
        lambda case_id: led_on(
            _(
                "Ärendet %(reference)s är upplagt. Nästa steg är den första planen.",
                reference=said(form.reference),
            ),
            url_for("cases.show", case_id=case_id),
        ),
        "cases/new.html",
    )


def _opened(form: NewCaseForm) -> int:
    asked = Opening(
        programme_id=int(form.programme.data),
        reference=form.reference.data or "",
        title=form.title.data or "",
        opened_on=form.opened_on.data or current.on(),
    )
    return opening.open_case(current.office(), asked, current.actor(), current.at())


@blueprint.get("/arenden/<int:case_id>")
def show(case_id: int) -> Answer:
    """Who has the ball, the next act, the way, and everything that belongs to the case."""
    year, actor = request.args.get("ar", type=int), current.actor()
    found = case_page.case_page(current.office(), case_id, actor, current.at(), year)
    balls = [
        for_me(item, actor.person_id) if item.is_for(actor) else for_others(item)
        for item in found.balls
    ]
    return render_template(
        "cases/show.html",
        page=found,
        balls=[(each, sentence(each), each.item.is_for(actor)) for each in balls],
        next=case_words.button(found.next_act),
        way=case_words.way(found.stages),
        closed=case_words.closed(found.acts),
        events=event_words.happened(found.events),
        groups=case_words.grouped(found.papers),
        reports=committee_reports(current.office(), case_id, current.on()),
    )


@blueprint.get("/arenden/<int:case_id>/handelser")
def events(case_id: int) -> Answer:
    """The whole record of a case, the newest first, by page."""
    page = paging.asked(request.args.get("sida"))
    found = history.history(current.office(), case_id, current.actor(), current.at(), page)
    return render_template(
        "cases/events.html",
        found=found,
        events=event_words.happened(found.entries),
        paging=Paging(found.page, found.total, history.PAGE),
    )
