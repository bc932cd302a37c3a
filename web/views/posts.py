"""Posts and who holds them: a new post, a new holder, the last day of one."""

from flask import redirect, render_template, url_for

from web import current
from web.acting import tell
from web.forms.registers import HoldingForm, LastDayForm, PostForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from workflow.operations import register_changes, registers
from workflow.operations.queries import people as staff
from workflow.operations.queries import posts as register
from workflow.refusals import NotFound


@blueprint.get("/befattningar")
def posts() -> Answer:
    """Every post with who holds it today."""
    return render_template("registers/posts.html", posts=register.posts(current.office()))


@blueprint.get("/befattningar/<int:post_id>")
def post(post_id: int) -> Answer:
    """One post and its holders over time."""
    return render_template("registers/post.html", post=register.post(current.office(), post_id))


@blueprint.route("/befattningar/ny", methods=["GET", "POST"])
def add_post() -> Answer:
    """Enter a post."""
    form, reasons = PostForm(), NO_REASONS
    if form.is_sent():
        title = said(form.title)
        new_id, reasons = entered(form, lambda: registers.add_post(current.office(), title, by()))
        if new_id is not None:
            tell(_("Befattningen %(title)s är inlagd. Lägg in vem som har den.", title=title))
            return redirect(url_for("registers.post", post_id=new_id), 303)
    page = render_template("registers/add_post.html", form=form, reasons=reasons)
    return page, status(form, reasons)


@blueprint.route("/befattningar/<int:post_id>/innehav", methods=["GET", "POST"])
def add_holding(post_id: int) -> Answer:
    """Somebody holds the post from a day on."""
    office = current.office()
    shown, form, reasons = register.post(office, post_id), HoldingForm(), NO_REASONS
    everybody = staff.people(office)
    form.person_id.choices = [
        ("", _("Välj person")),
        *((str(each.id), f"{each.name}, {each.email}") for each in everybody),
    ]
    if form.is_sent():
        days = form.valid_from.data, form.valid_to.data
        new_id, reasons = entered(
            form,
            lambda: register_changes.hand_over(
                office, post_id, int(form.person_id.data), days, by()
            ),
        )
        if new_id is not None:
            tell(_("Innehavet är inlagt från och med %(day)s.", day=days[0]))
            return redirect(url_for("registers.post", post_id=post_id), 303)
    page = render_template("registers/add_holding.html", form=form, reasons=reasons, post=shown)
    return page, status(form, reasons)


@blueprint.route("/befattningar/<int:post_id>/innehav/<int:holding_id>", methods=["GET", "POST"])
def end_holding(post_id: int, holding_id: int) -> Answer:
    """The last day on which somebody holds the post."""
    shown = register.post(current.office(), post_id)
    held = next((each for each in shown.holders if each.id == holding_id), None)
    if held is None:
        raise NotFound("holding")
    form, reasons = LastDayForm(valid_to=held.valid_to or current.on()), NO_REASONS
    if form.is_sent():
        day = form.valid_to.data
        done, reasons = entered(form, lambda: _end(holding_id, form))
        if done is not None:
            said = _("%(name)s har befattningen till och med %(day)s.", name=held.name, day=day)
            tell(said)
            return redirect(url_for("registers.post", post_id=post_id), 303)
    page = render_template(
        "registers/end_holding.html", form=form, reasons=reasons, post=shown, held=held
    )
    return page, status(form, reasons)


def _end(holding_id: int, form: LastDayForm) -> bool:
    registers.end_holding(current.office(), holding_id, form.valid_to.data, by())
    return True
