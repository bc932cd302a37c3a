"""The page of a decision: what it says, what has changed, what is left, and handing it over."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, url_for
from markupsafe import Markup

from documents import built
from documents.htmlpaper import fragment
from web import current
from web.acting import RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import ClosedAct
from web.decision_left import left
from web.decision_remarks import NO_REMARKS, remarks
from web.decision_text import note_read, since_last_read, since_last_year
from web.decision_words import ball, mandate_facts, sentences
from web.event_words import done
from web.i18n import _, lazy
from web.swedish import sentence
from workflow.operations import preparing
from workflow.operations.queries import decisions as queries
from workflow.operations.queries.decisions import DecisionShown
from workflow.orders import PaperAsk
from workflow.states import DecisionState, PaperKind

blueprint = Blueprint("decisions", __name__)


def shown(decision_id: int) -> DecisionShown:
    """The decision as the signed-in person may see it."""
    return queries.decision(current.office(), decision_id, current.actor(), current.at())


@blueprint.get("/delegationsbeslut/<int:decision_id>")
def show(decision_id: int) -> Answer:
    return show_page(shown(decision_id))


def show_page(found: DecisionShown, reasons: tuple[str, ...] = (), status: int = 200) -> Answer:
    """The reading page: what changed, the mandate, the papers, and what may be done now."""
    is_draft = found.situation.the_decision().state is DecisionState.DRAFTING
    said = remarks(found.situation) if is_draft else NO_REMARKS
    page = render_template(
        "decisions/show.html",
        shown=found,
        decision=found.situation.the_decision(),
        case=found.situation.case,
        ball=ball(found),
        sentences=sentences(found.situation),
        mandate=mandate_facts(found),
        left=left(found, _missing(found), said),
        remarks=said,
        since=since_last_read(found.situation),
        last_year=since_last_year(found),
        closed=closed(found),
        happened=[Told(done(h.step), h.at, h.who, h.reason) for h in found.happened],
        reasons=reasons,
    )
    return page, status


@dataclass(frozen=True)
class Told:
    """One step of the time line."""

    title: str
    at: datetime
    who: str
    text: str


_ACTS = {
    DecisionState.DRAFTING: ("submit",),
    DecisionState.SUBMITTED: ("decide", "send_back", "refer"),
    DecisionState.DECIDED: ("correct",),
}
_ACT_WORDS = {
    "submit": lazy("Lämna för beslut"),
    "decide": lazy("Besluta"),
    "send_back": lazy("Skicka tillbaka"),
    "refer": lazy("Hänskjut till nämnden"),
    "correct": lazy("Rätta beslutet"),
}


def closed(found: DecisionShown) -> tuple[ClosedAct, ...]:
    """What belongs to the state but is closed to whoever looks: those alike are said once."""
    by_reason: dict[tuple[str, ...], list[str]] = {}
    for step in _ACTS.get(found.situation.the_decision().state, ()):
        why = tuple(sentence(refusal) for refusal in found.closed[step])
        if why:
            by_reason.setdefault(why, []).append(_(_ACT_WORDS[step]))
    return tuple(ClosedAct(", ".join(acts), why) for why, acts in by_reason.items())


@blueprint.post("/delegationsbeslut/<int:decision_id>/last")
def read(decision_id: int) -> Answer:
    """What has changed is read: from now on changes are counted from here."""
    note_read(shown(decision_id).situation)
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def paper_ask(found: DecisionShown) -> PaperAsk:
    """What the tjänsteskrivelse would be drawn up from today."""
    return PaperAsk(PaperKind.TJANSTESKRIVELSE, found.situation, current.on(), by=current.actor())


def _missing(found: DecisionShown) -> tuple[str, ...]:
    """The facts that the paper still lacks, by name."""
    missing = current.office().renderer.missing(paper_ask(found))
    return missing.fields if missing else ()


@blueprint.get("/delegationsbeslut/<int:decision_id>/forhandsvisning")
def preview(decision_id: int) -> Answer:
    """The tjänsteskrivelse as it would be drawn up today."""
    found = shown(decision_id)
    missing = _missing(found)
    # Escaped part by part, where it is made.
    paper = "" if missing else Markup(fragment(built(paper_ask(found))))  # noqa: S704
    return render_template(
        "decisions/preview.html",
        shown=found,
        decision=found.situation.the_decision(),
        paper=paper,
        missing=missing,
    )


@blueprint.post("/delegationsbeslut/<int:decision_id>/lamna")
def submit(decision_id: int) -> Answer:
    found = shown(decision_id)
    office, actor = current.office(), current.actor()
    done, reasons = attempt(lambda: preparing.submit(office, decision_id, actor, current.at()))
    if done is None:
        return show_page(found, reasons, RULES_SAY_NO)
    mandate = found.mandate
    holder = mandate.holder if mandate else None
    who = holder.person_name if holder else _("beslutsfattaren")
    tell(_("Ärendet är lämnat för beslut. %(who)s har fått besked.", who=who))
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)
