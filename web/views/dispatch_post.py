"""Copies that go by post: printed as one file, and noted as handed to the post."""

from flask import Response, redirect, render_template, request, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.posting import PostedForm
from web.handing_out import handed_out
from web.i18n import _
from web.views.dispatch import blueprint
from workflow.operations import posting
from workflow.operations.queries import postings
from workflow.operations.queries.postings import PostPage


@blueprint.get("/<int:decision_id>/post")
def by_post(decision_id: int) -> Answer:
    """The copies of a decision that go by post, and what is left to do with them."""
    page = postings.post_page(current.office(), decision_id)
    form = PostedForm(day=current.on(), parties=[str(each.party_id) for each in page.waiting])
    return _shown(page, form, ())


@blueprint.post("/<int:decision_id>/post/lamnat")
def posted(decision_id: int) -> Answer:
    """Note that copies have been handed to the post."""
    office, actor, at = current.office(), current.actor(), current.at()
    page = postings.post_page(office, decision_id)
    form = PostedForm()
    _offer(form, page)
    if not form.validate() or form.day.data is None:
        return _shown(page, form, ()), FIELDS_ARE_WRONG
    chosen, day = form.chosen(), form.day.data
    names, reasons = attempt(
        lambda: posting.hand_to_post(office, decision_id, chosen, day, actor, at)
    )
    if names is None:
        return _shown(postings.post_page(office, decision_id), form, reasons), RULES_SAY_NO
    tell(_("Det är antecknat att handlingarna till %(names)s är postade.", names=", ".join(names)))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


def _shown(page: PostPage, form: PostedForm, reasons: tuple[str, ...]) -> str:
    _offer(form, page)
    return render_template("dispatch/post.html", page=page, form=form, reasons=reasons)


def _offer(form: PostedForm, page: PostPage) -> None:
    form.parties.choices = [(str(each.party_id), each.name) for each in page.copies]
    if page.waiting:
        form.parties.choices = [(str(each.party_id), each.name) for each in page.waiting]


@blueprint.get("/<int:decision_id>/post/handlingar")
def print_post(decision_id: int) -> Response:
    """What is to be posted as one file to print: to one recipient, or to all who wait."""
    office = current.office()
    page = postings.post_page(office, decision_id)
    asked = request.args.get("mottagare", "")
    wanted = page.copies if asked else page.waiting or page.copies
    ids = frozenset(each.party_id for each in wanted if asked in {"", str(each.party_id)})
    found = posting.printed(office, decision_id, ids, current.on())
    return handed_out(found.content, found.media_type, found.name)
