"""Members of the network by personal link: their own measures and their opinion, no account."""

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup

from documents import built
from documents.htmlpaper import fragment
from web import current, measuring, owners
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt
from web.forms.plans import NOTHING_TO_ADD, OpinionForm
from web.i18n import _
from web.measuring import Desk
from web.swedish import sentence
from web.views import links
from workflow.facts import Opinion, Party
from workflow.operations import autosaves, drafting
from workflow.operations.looking import Bearer
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft
from workflow.refusals import NotFound
from workflow.states import Role

blueprint = Blueprint("members", __name__, url_prefix="/lank")
blueprint.register_error_handler(NotFound, links.gone)


def show(bearer: Bearer, token: str) -> Answer:
    """The draft, the organisation's own measures first, and the form for its opinion."""
    draft = _draft(bearer)
    opinion = _opinion(draft, bearer)
    form = OpinionForm(formdata=None, data={"opinion": opinion.text if opinion else ""})
    kept = autosaves.kept(current.office(), owners.of_link(token), _place(draft))
    if kept is None or _closed(draft, bearer, "answer"):
        return _page(draft, bearer, token, form)
    form.opinion.data = kept.body.get("opinion", "")
    return _page(draft, bearer, token, form, kept_at=kept.saved_at)


links.PAGES[Role.MEMBER] = show


@blueprint.post("/<token>/svar")
def answer(token: str) -> Answer:
    """Take in the opinion; one button says that there is nothing to add."""
    bearer = links.bearer(token, Role.MEMBER)
    draft = _draft(bearer)
    form = OpinionForm()
    if request.form.get("do") == "nothing":
        form.opinion.data = NOTHING_TO_ADD
    elif not form.is_sent():
        return _page(draft, bearer, token, form), FIELDS_ARE_WRONG
    return _answer(draft, bearer, token, form)


def _answer(draft: Draft, bearer: Bearer, token: str, form: OpinionForm) -> Answer:
    office, text = current.office(), form.opinion.data or ""
    if not text:
        form.blame("opinion", _("Skriv ett yttrande, eller välj Inga synpunkter."))
        return _page(draft, bearer, token, form), FIELDS_ARE_WRONG
    _done, reasons = attempt(
        lambda: drafting.answer(office, draft.plan.id, text, bearer.actor, current.at())
    )
    if reasons:
        return _page(draft, bearer, token, form, reasons), RULES_SAY_NO
    autosaves.drop(office, owners.of_link(token), _place(draft))
    return redirect(url_for("members.thanks", token=token), 303)


@blueprint.get("/<token>/svar/tack")
def thanks(token: str) -> Answer:
    """What was answered, until when it can be changed, and what happens next."""
    bearer = links.bearer(token, Role.MEMBER)
    draft = _draft(bearer)
    opinion = _opinion(draft, bearer)
    if opinion is None:
        return redirect(url_for("links.show", token=token), 303)
    return render_template(
        "members/thanks.html",
        draft=draft,
        opinion=opinion,
        token=token,
        is_closed=bool(_closed(draft, bearer, "answer")),
    )


@blueprint.get("/<token>/utkast")
def paper(token: str) -> Answer:
    """The draft as a paper, to read from beginning to end."""
    bearer = links.bearer(token, Role.MEMBER)
    draft = _draft(bearer)
    ask = drafts.paper_ask(current.office(), draft, current.on())
    # Escaped part by part, where it is made.
    shown = Markup(fragment(built(ask)))  # noqa: S704
    return render_template("members/paper.html", draft=draft, paper=shown, token=token)


@blueprint.route("/<token>/insatser/ny", methods=["GET", "POST"])
def new(token: str) -> Answer:
    """A new measure of the organisation's own."""
    return _write(token, 0)


@blueprint.route("/<token>/insatser/<int:measure_id>", methods=["GET", "POST"])
def measure(token: str, measure_id: int) -> Answer:
    """One of the organisation's own measures."""
    if not measure_id:
        raise NotFound("measure 0")
    return _write(token, measure_id)


def _write(token: str, measure_id: int) -> Answer:
    bearer = links.bearer(token, Role.MEMBER)
    draft = _draft(bearer)
    party = _party(draft, bearer)
    if measure_id and request.method == "GET" and measure_id not in _own(draft, party):
        raise NotFound(f"measure {measure_id}")
    if request.method == "GET" and _closed(draft, bearer, "write_measure"):
        return redirect(url_for("links.show", token=token), 303)
    desk = Desk(
        draft=draft,
        measure_id=measure_id,
        actor=bearer.actor,
        owner=owners.of_link(token),
        template="members/measure.html",
        done=url_for("links.show", token=token),
        party=party,
    )
    return measuring.answer(desk)


def _draft(bearer: Bearer) -> Draft:
    """The plan of the link; ``NotFound`` for one that is for no plan."""
    if bearer.plan_id is None:
        raise NotFound("plan")
    return drafts.draft(current.office(), bearer.plan_id, current.on())


def _party(draft: Draft, bearer: Bearer) -> Party:
    return next(party for party in draft.parties if party.id == bearer.actor.party_id)


def _own(draft: Draft, party: Party) -> frozenset[int]:
    own = (m for m in draft.measures if m.responsible and m.responsible.id == party.id)
    return frozenset(measure.id for measure in own)


def _opinion(draft: Draft, bearer: Bearer) -> Opinion | None:
    given = draft.situation.opinions[draft.plan.id]
    return next((each for each in given if each.party_name == bearer.actor.name), None)


def _closed(draft: Draft, bearer: Bearer, step: str) -> tuple[str, ...]:
    closed = drafts.closed_steps(current.office(), draft, bearer.actor, current.at())
    return tuple(sentence(refusal) for refusal in closed[step])


def _place(draft: Draft) -> str:
    return f"opinion:{draft.plan.id}"


def _page(
    draft: Draft,
    bearer: Bearer,
    token: str,
    form: OpinionForm,
    reasons: tuple[str, ...] = (),
    kept_at: object = None,
) -> str:
    party = _party(draft, bearer)
    own = _own(draft, party)
    return render_template(
        "members/show.html",
        draft=draft,
        party=party,
        token=token,
        form=form,
        reasons=reasons,
        own=[each for each in draft.measures if each.id in own],
        others=[each for each in draft.measures if each.id not in own],
        answered=_opinion(draft, bearer),
        closed=_closed(draft, bearer, "answer"),
        may_write=not _closed(draft, bearer, "write_measure"),
        place=_place(draft),
        kept_at=kept_at,
        nothing=NOTHING_TO_ADD,
    )
