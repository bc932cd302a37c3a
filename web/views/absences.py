"""Absence: one's own days away with a deputy, and those of others for the administrator."""

from flask import Blueprint, render_template, url_for

from web import current
from web.acting import RULES_SAY_NO, Answer
from web.filling import done_so, entered, filled_in, led_on, said
from web.forms.absences import AbsenceForm, chosen
from web.i18n import _
from web.rights import Right
from workflow.operations import absences
from workflow.operations.absences import NewAbsence
from workflow.operations.queries import absences as register
from workflow.operations.queries import people
from workflow.operations.queries.absences import AbsenceShown
from workflow.refusals import NotFound

blueprint = Blueprint("absences", __name__)


@blueprint.get("/franvaro")
def mine() -> Answer:
    """One's own absences, and those in which one acts for another."""
    return _mine()


def _mine(reasons: tuple[str, ...] = ()) -> str:
    office, person_id = current.office(), current.person_id()
    return render_template(
        "absences/mine.html",
        absences=register.of_person(office, person_id),
        as_deputy=register.as_deputy(office, person_id, current.on()),
        reasons=reasons,
    )


@blueprint.get("/register/franvaro")
def everybody() -> Answer:
    """Every absence that is not over."""
    return _everybody()


def _everybody(reasons: tuple[str, ...] = ()) -> str:
    found = register.everybodys(current.office(), current.on())
    return render_template("absences/everybody.html", absences=found, reasons=reasons)


@blueprint.route("/franvaro/ny", methods=["GET", "POST"])
def new() -> Answer:
    """Enter one's own absence."""
    return _entered(current.person_id(), url_for("absences.mine"))


@blueprint.route("/register/personer/<int:person_id>/franvaro/ny", methods=["GET", "POST"])
def new_for(person_id: int) -> Answer:
    """Enter somebody's absence, as an administrator."""
    return _entered(person_id, url_for("absences.everybody"))


def _entered(person_id: int, back: str) -> Answer:
    shown, form = people.person(current.office(), person_id), _form(person_id)
    return filled_in(
        form,
        lambda: absences.enter(current.office(), _absence(person_id, form), current.by()),
        lambda _id: led_on(_told(form), back),
        "absences/edit.html",
        person=shown,
        absence=None,
        back=back,
    )


@blueprint.route("/franvaro/<int:absence_id>", methods=["GET", "POST"])
def edit(absence_id: int) -> Answer:
    """Change an absence that is not over."""
    office, shown = current.office(), _one(absence_id)
    form, back = _form(shown.person_id, shown), _back(shown)
    return filled_in(
        form,
        done_so(
            lambda: absences.change(
                office, absence_id, _absence(shown.person_id, form), current.by()
            )
        ),
        lambda _done: led_on(_told(form), back),
        "absences/edit.html",
        person=people.person(office, shown.person_id),
        absence=shown,
        back=back,
    )


@blueprint.post("/franvaro/<int:absence_id>/ta-bort")
def remove(absence_id: int) -> Answer:
    """Take away an absence that has not begun."""
    office, shown = current.office(), _one(absence_id)
    form = _form(shown.person_id, shown)
    done, reasons = entered(
        form, done_so(lambda: absences.remove(office, absence_id, current.by()))
    )
    if done:
        return led_on(_("Frånvaron är borttagen."), _back(shown))
    page = _mine if _is_own(shown) else _everybody
    return page(reasons), RULES_SAY_NO


def _one(absence_id: int) -> AbsenceShown:
    """An absence of one's own, or anybody's for an administrator; else there is none."""
    shown = register.absence(current.office(), absence_id)
    if not _is_own(shown) and Right.ADMINISTRATOR not in current.rights():
        raise NotFound(f"absence {absence_id}")
    return shown


def _back(shown: AbsenceShown) -> str:
    return url_for("absences.mine" if _is_own(shown) else "absences.everybody")


def _is_own(shown: AbsenceShown) -> bool:
    return shown.person_id == current.person_id()


def _form(person_id: int, shown: AbsenceShown | None = None) -> AbsenceForm:
    form = AbsenceForm(obj=shown)
    others = (each for each in people.people(current.office()) if each.id != person_id)
    form.deputy_id.choices = [
        ("", _("Ingen ersättare")),
        *((str(each.id), each.name) for each in others),
    ]
    if not form.is_submitted():
        form.deputy_id.data = str(shown.deputy_id or "") if shown else ""
    return form


def _absence(person_id: int, form: AbsenceForm) -> NewAbsence:
    deputy = int(form.deputy_id.data) if form.deputy_id.data else None
    days = form.first_on.data, form.last_on.data
    return NewAbsence(person_id, *days, deputy, said(form.note))


def _told(form: AbsenceForm) -> str:
    days = {"first": form.first_on.data, "last": form.last_on.data}
    if not form.deputy_id.data:
        return _(
            "Frånvaron %(first)s till och med %(last)s är inlagd. Ingen ersättare är vald.",
            **days,
        )
    deputy = chosen(form.deputy_id)
    return _(
        "Frånvaron %(first)s till och med %(last)s är inlagd. Påminnelser och brev går till "
        "%(deputy)s under tiden.",
        deputy=deputy,
        **days,
    )
