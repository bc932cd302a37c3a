"""People: their posts and roles with days, a new person, a role given or ended."""

from flask import redirect, render_template, url_for

from web import current
from web.acting import tell
from web.forms.narrowing import PeopleForm
from web.forms.registers import LastDayForm, PersonForm, RoleForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from web.words import ROLE_NAMES
from workflow.operations import identities, register_changes, registers
from workflow.operations.queries import people as register
from workflow.refusals import NotFound
from workflow.states import Role


@blueprint.get("/personer")
def people() -> Answer:
    """Everybody with the posts and roles of today."""
    form = PeopleForm()
    wanted = (form.sok.data or "").casefold() if form.validate() else ""
    everybody = register.people(current.office())
    shown = [
        each for each in everybody if wanted in f"{each.name} {each.email} {each.unit}".casefold()
    ]
    return render_template("registers/people.html", people=shown, form=form)


@blueprint.get("/personer/<int:person_id>")
def person(person_id: int) -> Answer:
    """One person with posts and roles over time."""
    return page_of(person_id)


def page_of(person_id: int, reasons: tuple[str, ...] = ()) -> str:
    """The person's page; ``reasons`` say why an act on it was refused."""
    office = current.office()
    return render_template(
        "registers/person.html",
        person=register.person(office, person_id),
        identities=identities.of_person(office, person_id),
        reasons=reasons,
    )


@blueprint.route("/personer/ny", methods=["GET", "POST"])
def add_person() -> Answer:
    """Enter a person."""
    form, reasons = PersonForm(), NO_REASONS
    if form.is_sent():
        office, name = current.office(), said(form.name)
        rest = said(form.email), said(form.phone), said(form.unit)
        new_id, reasons = entered(form, lambda: registers.add_person(office, name, *rest, by()))
        if new_id is not None:
            tell(_("%(name)s är inlagd. Ge en roll eller en befattning.", name=name))
            return redirect(url_for("registers.person", person_id=new_id), 303)
    page = render_template("registers/add_person.html", form=form, reasons=reasons)
    return page, status(form, reasons)


@blueprint.route("/personer/<int:person_id>/roll", methods=["GET", "POST"])
def grant_role(person_id: int) -> Answer:
    """Give a person a role for some days or until further notice."""
    shown = register.person(current.office(), person_id)
    form, reasons = RoleForm(valid_from=current.on()), NO_REASONS
    form.role.choices = [(str(role), name) for role, name in ROLE_NAMES.items()]
    if form.is_sent():
        role, first, last = Role(form.role.data), form.valid_from.data, form.valid_to.data
        new_id, reasons = entered(
            form,
            lambda: register_changes.give_role(
                current.office(), person_id, role, (first, last), by()
            ),
        )
        if new_id is not None:
            said = _("%(name)s har rollen från och med %(day)s.", name=shown.name, day=first)
            tell(said)
            return redirect(url_for("registers.person", person_id=person_id), 303)
    page = render_template("registers/grant_role.html", form=form, reasons=reasons, person=shown)
    return page, status(form, reasons)


@blueprint.route("/personer/<int:person_id>/roll/<int:grant_id>", methods=["GET", "POST"])
def end_role(person_id: int, grant_id: int) -> Answer:
    """The last day of a role."""
    shown = register.person(current.office(), person_id)
    granted = next((each for each in shown.roles if each.id == grant_id), None)
    if granted is None:
        raise NotFound("role grant")
    form, reasons = LastDayForm(valid_to=granted.valid_to or current.on()), NO_REASONS
    if form.is_sent():
        day = form.valid_to.data
        done, reasons = entered(form, lambda: _end(grant_id, form))
        if done is not None:
            tell(_("Rollen gäller till och med %(day)s.", day=day))
            return redirect(url_for("registers.person", person_id=person_id), 303)
    page = render_template(
        "registers/end_role.html", form=form, reasons=reasons, person=shown, granted=granted
    )
    return page, status(form, reasons)


def _end(grant_id: int, form: LastDayForm) -> bool:
    register_changes.end_role(current.office(), grant_id, form.valid_to.data, by())
    return True
