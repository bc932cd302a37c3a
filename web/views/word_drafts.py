"""The tjänsteskrivelse in Word: fetched, read back into the draft's form, with marked changes."""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from pydantic import TypeAdapter
from werkzeug.wrappers import Response

from documents import built, changes, file_name, word
from documents.compare import ParagraphDiff
from documents.incoming.decision import IncomingDecision, read_decision
from documents.versions import DraftDiff, compare_drafts
from web import word_files
from web.acting import FIELDS_ARE_WRONG, Answer
from web.closed_acts import of_step
from web.forms.decisions import paragraphs
from web.forms.word_files import WordForm
from web.handing_out import handed_out
from web.swedish import Swedish, sentence
from web.views import decisions
from web.word_files import Told
from workflow.facts import DraftText
from workflow.operations.queries.decisions import DecisionShown
from workflow.refusals import NotFound

# Its pages stand on the blueprint of the decision.
blueprint = decisions.blueprint

_FROM_FILE = "fil"  # in the draft's address: the form is filled in with what was read
_KIND = TypeAdapter(IncomingDecision)


@blueprint.get("/delegationsbeslut/<int:decision_id>/utkast.docx")
def draft_word(decision_id: int) -> Response:
    """The tjänsteskrivelse as it stands, to go on writing in."""
    ask = decisions.paper_ask(decisions.shown(decision_id))
    return handed_out(word.render(built(ask)), word.MEDIA_TYPE, file_name(ask))


@blueprint.route("/delegationsbeslut/<int:decision_id>/utkast/fil", methods=["GET", "POST"])
def read_word(decision_id: int) -> Answer:
    """Choose the file; what is in it is shown in the draft's form, and saved from there."""
    found, form = decisions.shown(decision_id), WordForm()
    if request.method == "POST" and found.may("revise") and _taken(form, found):
        return redirect(url_for("decisions.draft", decision_id=decision_id, fil=1), 303)
    why = [sentence(refusal) for refusal in found.closed["revise"]]
    page = render_template(
        "word_files/upload.html",
        form=form,
        caption=found.situation.case.reference,
        back=url_for("decisions.draft", decision_id=decision_id),
        fetched=url_for("decisions.draft_word", decision_id=decision_id),
        closed=[of_step("revise", why)] if why else [],
    )
    return page, FIELDS_ARE_WRONG if form.errors else 200


def _taken(form: WordForm, found: DecisionShown) -> bool:
    ask, case_id = decisions.paper_ask(found), found.situation.case.id
    return word_files.taken(
        form, _place(found), case_id, _KIND, lambda sent, name: read_decision(sent, name, ask)
    )


def _place(found: DecisionShown) -> str:
    return f"delegationsbeslut/{found.situation.the_decision().id}/fil"


def drop(found: DecisionShown) -> None:
    """The draft is saved: what was read from a file need not be kept."""
    word_files.drop(_place(found))


@dataclass(frozen=True)
class Returned:
    """What an edited file says of a draft: its text, what that changes, and what is in no field."""

    text: DraftText
    diff: DraftDiff
    not_taken: tuple[Told, ...]
    remarks: tuple[Swedish, ...]

    @property
    def changes(self) -> tuple[tuple[str, ParagraphDiff], ...]:
        """The paragraphs that are changed, as a page shows them; the text has no headings."""
        return tuple(("", row) for row in self.diff.text.changes)


def returned(found: DecisionShown) -> Returned | None:
    """The file that the form is filled in with, where the address says that it is."""
    kept = word_files.kept(_place(found), _KIND) if request.args.get(_FROM_FILE) else None
    if kept is None:
        return None
    now, read = _draft_text(found), kept[0]
    new = replace(now, title=_title(read, now), text=_text(read, now))
    told, remarks = word_files.not_taken(read), word_files.remarks(read)
    return Returned(new, compare_drafts(now, new), told, remarks)


def _draft_text(found: DecisionShown) -> DraftText:
    now = found.situation.the_decision()
    return DraftText(now.title, now.text, now.delegation_id, now.dispatch_to, now.new_direction)


def _title(read: IncomingDecision, now: DraftText) -> str:
    """On one line, as the form asks for it."""
    return now.title if read.title is None else read.title.replace("\n", " ")


def _text(read: IncomingDecision, now: DraftText) -> tuple[str, ...]:
    """Parted as the form parts it, so that what is shown is what is saved."""
    return now.text if read.text is None else paragraphs("\n\n".join(read.text))


@blueprint.get("/delegationsbeslut/<int:decision_id>/utkast/andringar.docx")
def marked_word(decision_id: int) -> Response:
    """The draft with what the file changes marked, each change to be accepted or rejected."""
    found = decisions.shown(decision_id)
    read = returned(found)
    if read is None:
        raise NotFound(f"a file for decision {decision_id}")
    ask = decisions.paper_ask(found)
    later = replace(found.situation.the_decision(), title=read.text.title, text=read.text.text)
    new = replace(ask, situation=replace(found.situation, decision=later))
    return marked(changes.render(built(ask), built(new)), file_name(ask))


def marked(content: bytes, name: str) -> Response:
    """Two versions of a paper in one Word file, under a name that says so."""
    called = name.replace(".docx", "_markerade-andringar.docx")
    return handed_out(content, word.MEDIA_TYPE, called)
