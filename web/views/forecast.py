"""Vad som kommer: every coming reminder, for oneself, for a case, or for the whole office."""

from flask import Blueprint, render_template, request, url_for

from web import current, forecast_list, forecast_words, paging
from web.acting import FIELDS_ARE_WRONG, Answer
from web.forms.narrowing import ComingForm
from web.paging import Paging
from workflow.operations import clocks
from workflow.operations.queries import forecast
from workflow.operations.queries.forecast import Asked, Forecast

blueprint = Blueprint("forecast", __name__)


@blueprint.get("/kommande")
def index() -> Answer:
    """What comes to oneself; to others too, for those who look after all of it."""
    form = forecast_list.form()
    readable = form.validate()
    wanted = forecast_list.of_person(form) if readable else Asked(person_id=current.person_id())
    found = forecast.forecast(current.office(), current.at(), wanted)
    url = url_for("forecast.index", **forecast_list.as_args(form)) if readable else ""
    return _page(form, found, url, readable=readable)


@blueprint.get("/kommande.<any(csv, xlsx):kind>")
def export(kind: str) -> Answer:
    """The whole list as it is narrowed, as a file."""
    form = forecast_list.form()
    if not form.validate():
        return index()
    wanted = forecast_list.of_person(form)
    found = forecast.forecast(current.office(), current.at(), wanted)
    return forecast_list.as_file(found.lines, kind)


@blueprint.get("/arenden/<int:case_id>/kommande")
def of_case(case_id: int) -> Answer:
    """What comes in one case, to anybody."""
    form = _form_of_case()
    readable = form.validate()
    found = _in_case(case_id, forecast_list.asked(form) if readable else Asked())
    args = forecast_list.as_args(form) if readable else {}
    url = url_for("forecast.of_case", case_id=case_id, **args)
    return _page(form, found, url, readable=readable)


@blueprint.get("/arenden/<int:case_id>/kommande.<any(csv, xlsx):kind>")
def export_case(case_id: int, kind: str) -> Answer:
    """The whole list of a case as it is narrowed, as a file."""
    form = _form_of_case()
    if not form.validate():
        return of_case(case_id)
    return forecast_list.as_file(_in_case(case_id, forecast_list.asked(form)).lines, kind)


def _form_of_case() -> ComingForm:
    form = forecast_list.form()
    if "vem" in form:
        del form.vem
    return form


def _in_case(case_id: int, wanted: Asked) -> Forecast:
    return forecast.of_case(current.office(), case_id, current.actor(), current.at(), wanted)


def _page(form: ComingForm, found: Forecast, url: str, *, readable: bool) -> Answer:
    shown = Paging(paging.asked(request.args.get("sida")), len(found.lines))
    shown = Paging(min(shown.page, shown.pages), shown.total)
    page = render_template(
        "forecast/index.html",
        form=form,
        found=found,
        lines=found.lines[shown.offset : shown.last],
        paging=shown,
        url=url,
        files=_files(form, found.case.id if found.case else None) if readable else {},
        case=found.case,
        jump=clocks.jumped(current.office()),
        is_narrowed=bool(forecast_list.as_args(form)),
        words=forecast_words,
    )
    return page if readable else (page, FIELDS_ARE_WRONG)


def _files(form: ComingForm, case_id: int | None) -> dict[str, str]:
    args = forecast_list.as_args(form)
    if case_id is None:
        return {kind: url_for("forecast.export", kind=kind, **args) for kind in ("csv", "xlsx")}
    return {
        kind: url_for("forecast.export_case", case_id=case_id, kind=kind, **args)
        for kind in ("csv", "xlsx")
    }
