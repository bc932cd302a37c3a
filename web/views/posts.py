"""Posts and who holds them: a new post, a new holder, the last day of one."""

from flask import render_template, url_for

from web import current
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.registers import HoldingForm, LastDayForm, PostForm
from web.i18n import _
from web.views.registers import blueprint
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
    form = PostForm()
    return filled_in(
        form,
        lambda: registers.add_post(current.office(), said(form.title), current.by()),
        lambda new_id: led_on(
            _(
                "Befattningen %(title)s är inlagd. Lägg in vem som har den.",
                title=said(form.title),
            ),
            url_for("registers.post", post_id=new_id),
        ),
        "registers/add_post.html",
    )


@blueprint.route("/befattningar/<int:post_id>/innehav", methods=["GET", "POST"])
def add_holding(post_id: int) -> Answer:
    """Somebody holds the post from a day on."""
    shown, form = register.post(current.office(), post_id), HoldingForm()
    everybody = staff.people(current.office())
    form.person_id.choices = [
        ("", _("Välj person")),
        *((str(each.id), f"{each.name}, {each.email}") for each in everybody),
    ]
    return filled_in(
        form,
        lambda: _hand_over(post_id, form),
        lambda _id: led_on(
            _("Innehavet är inlagt från och med %(day)s.", day=form.valid_from.data),
            url_for("registers.post", post_id=post_id),
        ),
        "registers/add_holding.html",
        post=shown,
    )


def _hand_over(post_id: int, form: HoldingForm) -> int:
    days = form.valid_from.data, form.valid_to.data
    person_id = int(form.person_id.data)
    return register_changes.hand_over(current.office(), post_id, person_id, days, current.by())


@blueprint.route("/befattningar/<int:post_id>/innehav/<int:holding_id>", methods=["GET", "POST"])
def end_holding(post_id: int, holding_id: int) -> Answer:
    """The last day on which somebody holds the post."""
    office = current.office()
    shown = register.post(office, post_id)
    held = next((each for each in shown.holders if each.id == holding_id), None)
    if held is None:
        raise NotFound("holding")
    form = LastDayForm(valid_to=held.valid_to or current.on())
    return filled_in(
        form,
        done_so(
            lambda: registers.end_holding(office, holding_id, form.valid_to.data, current.by())
        ),
        lambda _done: led_on(
            _(
                "%(name)s har befattningen till och med %(day)s.",
                name=held.name,
                day=form.valid_to.data,
            ),
            url_for("registers.post", post_id=post_id),
        ),
        "registers/end_holding.html",
        post=shown,
        held=held,
    )
