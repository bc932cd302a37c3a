"""A case in words: its way, its next act, what is closed and why, its papers by stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from web import words
from web.closed_acts import ClosedAct
from web.i18n import _, lazy
from web.step_pages import About, where_taken
from web.swedish import sentence
from workflow.operations.queries.acts import Act
from workflow.operations.queries.case_papers import CasePaper
from workflow.operations.queries.stepper import Place, Stage, StageStanding
from workflow.states import PaperKind

STAGES = {
    Stage.DRAFTING: lazy("Beredning"),
    Stage.CONSULTATION: lazy("Samråd"),
    Stage.DECISION: lazy("Beslut"),
    Stage.NOTICE: lazy("Anmälan"),
    Stage.DISPATCH: lazy("Expediering"),
    Stage.FOLLOW_UP: lazy("Uppföljning"),
}
_STANDINGS = {Place.NOW: "now", Place.AHEAD: "ahead"}


@dataclass(frozen=True)
class Shown:
    """One stage as ``ui.stepper`` shows it."""

    text: str
    when: str
    standing: str


def way(stages: Iterable[StageStanding]) -> list[Shown]:
    """The six stages with their days."""
    return [
        Shown(_(STAGES[each.stage]), _when(each), _STANDINGS.get(each.place, "done"))
        for each in stages
    ]


def _when(stage: StageStanding) -> str:
    match stage.place:
        case Place.LEFT_OUT:
            return _("Inget samråd")
        case Place.ELSEWHERE:
            return _("Sköts med nämndens protokoll")
        case Place.AHEAD:
            return ""
    if stage.day is None:
        return ""
    said = {
        Place.DONE: _("Klart %(day)s", day=stage.day),
        Place.NOW: _("Sedan %(day)s", day=stage.day),
        Place.REFERRED: _("Hänskjutet %(day)s", day=stage.day),
    }
    return said[stage.place]


@dataclass(frozen=True)
class Button:
    """An act that the reader can take now, and its page."""

    step: str
    text: str
    href: str


def button(act: Act | None) -> Button | None:
    """The act as a button names it."""
    if act is None:
        return None
    about = About(act.case_id, act.plan_id, act.decision_id)
    return Button(act.step, words.act(act.step), where_taken(act.step, about))


# Reasons that say that the step is behind, or does not come yet, whoever asks.
_OF_STATE = frozenset({"wrong_state", "plan_in_wrong_state", "already_decided"})


def closed(acts: Sequence[Act]) -> list[ClosedAct]:
    """Every closed act of the case."""
    return [_closed(act) for act in acts if not act.is_open]


def _closed(act: Act) -> ClosedAct:
    reasons = tuple(map(sentence, act.refusals))
    elsewhere = any(refusal.code in _OF_STATE for refusal in act.refusals)
    return ClosedAct(words.act(act.step), reasons, _who(act), elsewhere)


def _who(act: Act) -> str:
    return ", ".join(
        f"{_(words.ROLES[role])} ({name})"
        if name and name.lower() not in words.ROLES[role]
        else _(words.ROLES[role])
        for role, name in act.can
    )


@dataclass(frozen=True)
class OfKind:
    """Papers of one kind, each with its forms: to read, and to write on.

    Those that went to one receiver each are told apart by their names.
    """

    kind: PaperKind
    papers: tuple[tuple[CasePaper, ...], ...]


@dataclass(frozen=True)
class Group:
    """The papers of one stage: those that count, and those that newer ones have replaced."""

    text: str
    papers: list[OfKind]
    replaced: list[OfKind]


def grouped(papers: Sequence[CasePaper]) -> list[Group]:
    """The papers by stage, in the order of the chain."""
    return [
        Group(
            _(STAGES[stage]),
            _by_kind(each for each in papers if each.stage is stage and each.current),
            _by_kind(each for each in papers if each.stage is stage and not each.current),
        )
        for stage in Stage
        if any(each.stage is stage for each in papers)
    ]


def _by_kind(papers: Iterable[CasePaper]) -> list[OfKind]:
    found: dict[PaperKind, dict[tuple[str, date], list[CasePaper]]] = {}
    for each in papers:
        same = (each.name.rpartition(".")[0], each.made_on)
        found.setdefault(each.kind, {}).setdefault(same, []).append(each)
    return [
        OfKind(kind, tuple(tuple(sorted(forms, key=_to_read)) for forms in of_kind.values()))
        for kind, of_kind in found.items()
    ]


def _to_read(paper: CasePaper) -> bool:
    """The form that is read comes before the one that is written on."""
    return paper.editable
