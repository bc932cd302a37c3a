"""A handlingsplan in Word: fetched, read back measure by measure, with marked changes."""

from hashlib import sha256

from flask import redirect, render_template, request, url_for
from pydantic import TypeAdapter
from werkzeug.wrappers import Response

from documents import built, changes, file_name, word
from documents.incoming.plan import IncomingPlan, read_plan
from web import current, plan_words, word_files
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.word_files import ConfirmWordForm, WordForm
from web.handing_out import handed_out
from web.i18n import _
from web.plan_word import Proposed, proposed
from web.views import plans
from web.views.word_drafts import marked
from web.word_files import Told
from workflow.operations import drafting
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft
from workflow.orders import PaperAsk
from workflow.refusals import NotFound

# Its pages stand on the blueprint of the plan.
blueprint = plans.blueprint

_KIND = TypeAdapter(IncomingPlan)


@blueprint.get("/planer/<int:plan_id>/utkast.docx")
def draft_word(plan_id: int) -> Response:
    """The plan as it stands, to go on writing in."""
    ask = _ask(plans.found(plan_id))
    return handed_out(word.render(built(ask)), word.MEDIA_TYPE, file_name(ask))


def _ask(draft: Draft) -> PaperAsk:
    return drafts.paper_ask(current.office(), draft, current.on())


@blueprint.get("/planer/<int:plan_id>/andringar-mot-forra-aret.docx")
def marked_word(plan_id: int) -> Response:
    """The plan with all that differs from last year's marked."""
    draft = plans.found(plan_id)
    if draft.last is None:
        raise NotFound(f"a plan before plan {plan_id}")
    ask, last = _ask(draft), _ask(plans.found(draft.last.id))
    return marked(changes.render(built(last), built(ask)), file_name(ask))


@blueprint.route("/planer/<int:plan_id>/fil", methods=["GET", "POST"])
def read_word(plan_id: int) -> Answer:
    """Choose the file; the next page shows what it would change."""
    draft, form = plans.found(plan_id), WordForm()
    closed = drafts.closed_steps(current.office(), draft, current.actor(), current.at())
    if request.method == "POST" and not closed["write_measure"] and _taken(form, draft):
        return redirect(url_for("plans.check_word", plan_id=plan_id), 303)
    page = render_template(
        "word_files/upload.html",
        form=form,
        caption=draft.plan.title,
        back=url_for("plans.show", plan_id=plan_id),
        fetched=url_for("plans.draft_word", plan_id=plan_id),
        closed=plan_words.closed_acts(closed, "write_measure"),
    )
    return page, FIELDS_ARE_WRONG if form.errors else 200


def _taken(form: WordForm, draft: Draft) -> bool:
    ask, seen = _ask(draft), drafts.fingerprint(draft)
    return word_files.taken(
        form,
        _place(draft),
        draft.case.id,
        _KIND,
        lambda sent, name: read_plan(sent, name, ask),
        seen,
    )


def _place(draft: Draft) -> str:
    return f"plan:{draft.plan.id}:fil"


@blueprint.route("/planer/<int:plan_id>/fil/granska", methods=["GET", "POST"])
def check_word(plan_id: int) -> Answer:
    """Measure by measure what the file changes; saved as it is shown, or not at all."""
    draft = plans.found(plan_id)
    kept = word_files.kept(_place(draft), _KIND)
    if kept is None:
        return redirect(url_for("plans.read_word", plan_id=plan_id), 303)
    read, seen = kept
    if seen != drafts.fingerprint(draft):
        return _page(draft, read, (), (_outdated(),))
    found, form = tuple(proposed(draft, read)), ConfirmWordForm()
    if not form.is_sent():
        return _page(draft, read, found)
    if form.seen.data != _shown(draft, read):
        return _page(draft, read, found, (_("En annan fil är uppladdad nu. Granska den först."),))
    if any(each.faults for each in found):
        return _page(draft, read, found)
    return _saved(draft, read, found)


def _outdated() -> str:
    return _(
        "Planen har ändrats sedan filen lästes in, så den kan inte sparas som den är. "
        "Ladda upp filen igen för att se vad den ändrar nu."
    )


def _saved(draft: Draft, read: IncomingPlan, found: tuple[Proposed, ...]) -> Answer:
    for number, each in enumerate(found):
        reasons = _written(draft, each)
        if reasons:
            said = _(
                "Insatser som hann sparas: %(count)s av %(all)s.", count=number, all=len(found)
            )
            return _page(draft, read, (), (*reasons, said, _outdated()))
    word_files.drop(_place(draft))
    tell(_("Insatser som är sparade: %(count)s.", count=len(found)))
    return redirect(url_for("plans.show", plan_id=draft.plan.id), 303)


def _written(draft: Draft, each: Proposed) -> tuple[str, ...]:
    """The ordinary step for one measure; why it can't be taken, if it can't."""
    sent = (draft.plan.id, each.measure, current.actor(), current.at(), each.seen)
    return attempt(lambda: drafting.write_measure(current.office(), *sent))[1]


def _shown(draft: Draft, read: IncomingPlan) -> str:
    return sha256(f"{drafts.fingerprint(draft)} {read!r}".encode()).hexdigest()


def _page(
    draft: Draft, read: IncomingPlan, found: tuple[Proposed, ...], reasons: tuple[str, ...] = ()
) -> Answer:
    page = render_template(
        "word_files/plan.html",
        draft=draft,
        form=ConfirmWordForm(formdata=None, seen=_shown(draft, read)),
        found=found,
        faulty=any(each.faults for each in found),
        not_taken=(*_title(draft, read), *word_files.not_taken(read)),
        remarks=word_files.remarks(read),
        reasons=reasons,
    )
    return page, RULES_SAY_NO if reasons else 200


def _title(draft: Draft, read: IncomingPlan) -> tuple[Told, ...]:
    """A plan keeps the title that it was opened with."""
    said = (read.title or draft.plan.title).strip()
    if said == draft.plan.title:
        return ()
    return (Told(said, _("Planens titel, som inte ändras när filen läses in")),)
