"""The acts of a decision: prepared, decided, dispatched and confirmed, noted by the committee."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial
from pathlib import PurePath

from web.year.stage import Act, Stage
from workflow.casefile import model as m
from workflow.casefile.days import When
from workflow.casefile.decisions import BY_LINK
from workflow.facts import Actor, DraftText, local_date
from workflow.operations import deciding, dispatching, looking, notifying, posting, preparing
from workflow.operations.steps import Done
from workflow.orders import EDITABLE, RECORD
from workflow.refusals import NotFound

AFTERNOON = time(15, 0)
_TYPES = {
    ".docx": EDITABLE,
    ".jpg": "image/jpeg",
    ".pdf": RECORD,
    ".png": "image/png",
    ".txt": "text/plain",
}


def decision_acts(stage: Stage, number: int, decision: m.Decision) -> Iterator[Act]:
    officer, office = stage.file.case.officer, stage.office
    years = " och ".join(map(str, decision.plans))

    def prepare(actor: Actor, at: datetime) -> Done:
        draft = _draft(stage, decision)
        done = preparing.prepare(office, stage.ids.case_id, draft, actor, at)
        stage.decisions[number] = done.subject_id
        return done

    def decide(actor: Actor, at: datetime) -> Done:
        decision_id = stage.decisions[number]
        shown = looking.papers_shown(office, decision_id)
        seen = frozenset(paper.sha256 for paper in shown)
        reason = decision.deputy_reason or ""
        return deciding.decide(office, decision_id, seen, actor, at, reason)

    yield stage.by(officer, decision.prepared_on, f"bereder beslut om {years}", prepare)
    yield stage.by(
        officer,
        decision.submitted_on,
        "lämnar ärendet för beslut",
        lambda actor, at: preparing.submit(office, stage.decisions[number], actor, at),
    )
    yield stage.by(decision.decided_by, decision.decided_on, "beslutar", decide)
    yield from _dispatch(stage, number, decision)
    yield from _notice(stage, number, decision.notice)


def _draft(stage: Stage, decision: m.Decision) -> preparing.Draft:
    text = DraftText(
        decision.title,
        decision.text,
        stage.ids.delegations[decision.delegation],
        decision.dispatch_to,
        decision.new_direction,
    )
    return preparing.Draft(
        matter=decision.matter,
        text=text,
        plan_ids=tuple(stage.ids.plans[year] for year in decision.plans),
        basis=tuple(_basis(stage, item) for item in decision.basis),
    )


def _basis(stage: Stage, item: m.Basis) -> preparing.Attachment | int:
    if item.plan is not None:
        return stage.ids.plans[item.plan]
    return attachment(stage, item)


def attachment(stage: Stage, item: m.Basis) -> preparing.Attachment:
    """A basis of the case file with the bytes of its own file."""
    if item.title is None or item.dated_on is None or item.file is None:
        raise LookupError("the case file was read without its checks")
    path = stage.folder / item.file
    content, kind = path.read_bytes(), media_type(path.name)
    return preparing.Attachment(item.title, item.dated_on, path.name, kind, content)


def media_type(name: str) -> str:
    """What a file is by its name: the same on every machine, whatever that machine knows of."""
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


def _dispatch(stage: Stage, number: int, decision: m.Decision) -> Iterator[Act]:
    registrar = stage.with_role("registrar")
    yield stage.by(
        registrar,
        decision.dispatched_on,
        "expedierar utdrag",
        partial(_sent_and_posted, stage, number),
    )
    for each in decision.acknowledgements:
        if each.how == BY_LINK:
            yield stage.by_link(
                each.party,
                each.on,
                "kvitterar utdraget",
                partial(_is_for, stage, number),
                partial(_confirm, stage),
            )
        else:
            yield _confirmed_otherwise(stage, number, each)


def _sent_and_posted(stage: Stage, number: int, actor: Actor, at: datetime) -> Done:
    """Everything is ordered; what goes on paper is handed to the post on the same day."""
    decision_id = stage.decisions[number]
    done = dispatching.dispatch(stage.office, decision_id, actor, at)
    on_paper = frozenset(each.party.id for each in posting.by_post(done.situation))
    if on_paper:
        today = local_date(at, stage.office.time_zone)
        posting.hand_to_post(stage.office, decision_id, on_paper, today, actor, at)
    return done


def _is_for(stage: Stage, number: int, bearer: looking.Bearer) -> bool:
    return bearer.decision_id == stage.decisions[number]


def _confirm(stage: Stage, bearer: looking.Bearer, at: datetime) -> Done:
    if bearer.decision_id is None:
        raise NotFound("Den senaste länken gäller inte beslutet, utan något annat.")
    return dispatching.acknowledge(stage.office, bearer.decision_id, bearer.actor, at)


def _confirmed_otherwise(stage: Stage, number: int, each: m.Acknowledgement) -> Act:
    party = stage.ids.parties[each.party]
    return stage.by(
        each.by or stage.with_role("registrar"),
        each.on,
        f"antecknar kvittens från {party.name} ({each.how})",
        lambda actor, at: dispatching.acknowledge_otherwise(
            stage.office, stage.decisions[number], party.id, each.how, actor, at
        ),
    )


def _notice(stage: Stage, number: int, notice: m.Notice) -> Iterator[Act]:
    secretary, office = stage.with_role("secretary"), stage.office

    def posted(actor: Actor, at: datetime) -> Done:
        day, place = notice.posted_on.day, notice.place
        return notifying.post(office, stage.decisions[number], day, place, actor, at)

    yield stage.by(
        secretary,
        When(notice.meeting, AFTERNOON),
        f"anmäler beslutet, {notice.paragraph}",
        lambda actor, at: notifying.notify(
            office, stage.decisions[number], notice.paragraph, actor, at
        ),
    )
    yield stage.by(
        secretary,
        notice.adjusted_on,
        "antecknar justeringen",
        lambda actor, at: notifying.adjust(
            office, stage.decisions[number], notice.adjusted_on.day, actor, at
        ),
    )
    yield stage.by(secretary, notice.posted_on, "antecknar anslaget", posted)
    yield stage.by(
        secretary,
        notice.in_force_on,
        "bekräftar laga kraft",
        lambda actor, at: notifying.gain_force(office, stage.decisions[number], actor, at),
    )
