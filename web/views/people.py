"""People: their posts and roles with days, a new person, a role given or ended."""

from flask import render_template, url_for

from web import current
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.narrowing import PeopleForm
from web.forms.registers import LastDayForm, PersonForm, RoleForm
from web.i18n import _
from web.views.registers import blueprint
from web.words import ROLE_NAMES
from workflow.operations import identities, person_details, register_changes, registers
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
    form = PersonForm()
    return filled_in(
        form,
        lambda: registers.add_person(current.office(), *_facts(form), current.by()),
        lambda new_id: led_on(
            _("%(name)s är inlagd. Ge en roll eller en befattning.", name=said(form.name)),
            url_for("registers.person", person_id=new_id),
        ),
        "registers/add_person.html",
    )


@blueprint.route("/personer/<int:person_id>/andra", methods=["GET", "POST"])
def change_person(person_id: int) -> Answer:
    """Change a person's name, address, telephone or unit."""
    known = register.person(current.office(), person_id)
    form = PersonForm(name=known.name, email=known.email, phone=known.phone, unit=known.unit)
    act = done_so(
        lambda: person_details.change(current.office(), person_id, *_facts(form), current.by())
    )
    page = url_for("registers.person", person_id=person_id)
    return filled_in(
        form,
        act,
        lambda _done: led_on(_("Uppgifterna om %(name)s är ändrade.", name=said(form.name)), page),
        "registers/change_details.html",
        heading=_("Ändra uppgifterna"),
        caption=known.name,
        said=_("Handlingar som redan är upprättade ändras inte."),
        fields=[
            (form.name, ""),
            (form.email, ""),
            (form.phone, _("Skrivs i papperens huvud när personen är handläggare")),
            (form.unit, ""),
        ],
        way_back=page,
    )


def _facts(form: PersonForm) -> tuple[str, str, str, str]:
    return said(form.name), said(form.email), said(form.phone), said(form.unit)


@blueprint.route("/personer/<int:person_id>/roll", methods=["GET", "POST"])
def grant_role(person_id: int) -> Answer:
    """Give a person a role for some days or until further notice."""
    shown, form = register.person(current.office(), person_id), RoleForm(valid_from=current.on())
    form.role.choices = [(str(role), name) for role, name in ROLE_NAMES.items()]
    return filled_in(
        form,
        lambda: _grant(person_id, form),
        lambda _id: led_on(
            _(
                "%(name)s har rollen från och med %(day)s.",
                name=shown.name,
                day=form.valid_from.data,
            ),
            url_for("registers.person", person_id=person_id),
        ),
        "registers/grant_role.html",
        person=shown,
    )


def _grant(person_id: int, form: RoleForm) -> int:
    days = form.valid_from.data, form.valid_to.data
    role = Role(form.role.data)
    return register_changes.give_role(current.office(), person_id, role, days, current.by())


@blueprint.route("/personer/<int:person_id>/roll/<int:grant_id>", methods=["GET", "POST"])
def end_role(person_id: int, grant_id: int) -> Answer:
    """The last day of a role."""
    office = current.office()
    shown = register.person(office, person_id)
    granted = next((each for each in shown.roles if each.id == grant_id), None)
    if granted is None:
        raise NotFound("role grant")
    form = LastDayForm(valid_to=granted.valid_to or current.on())
    return filled_in(
        form,
        done_so(
            lambda: register_changes.end_role(office, grant_id, form.valid_to.data, current.by())
        ),
        lambda _done: led_on(
            _("Rollen gäller till och med %(day)s.", day=form.valid_to.data),
            url_for("registers.person", person_id=person_id),
        ),
        "registers/end_role.html",
        person=shown,
        granted=granted,
    )
