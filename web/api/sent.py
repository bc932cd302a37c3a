"""From what was sent to the API to facts: measures, drafts, basis and outcomes."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import replace

from documents.incoming import underlag
from web import current
from web.api import asks as a
from workflow.facts import Choice, DraftText, Funding, Measure, Outcome, Party, Target
from workflow.measures import next_key
from workflow.operations.drafting import NotedAnswer
from workflow.operations.preparing import Attachment, BasisItem
from workflow.operations.queries.delegations import delegations
from workflow.operations.queries.parties import organisations
from workflow.refusals import BadInput, Complaint


def parties() -> dict[int, Party]:
    """Every organisation, by id."""
    return {party.id: party for party in organisations(current.office()).parties}


def measure(
    ask: a.MeasureAsk, known: dict[int, Party], position: int, there: Measure | None = None
) -> Measure:
    """The measure; ``there`` is the one that it takes the place of."""
    return Measure(
        id=there.id if there else 0,
        key=there.key if there else "",
        position=position,
        area=ask.area,
        activity=ask.activity,
        purpose=ask.purpose,
        responsible=_responsible(ask, known),
        responsible_person=ask.responsible_person,
        participants=tuple(ask.participants),
        starts_on=ask.starts_on,
        ends_on=ask.ends_on,
        funding=tuple(Funding(each.amount, each.source) for each in ask.funding),
        sustainability=ask.sustainability,
        targets=tuple(_target(each, n) for n, each in enumerate(ask.targets, 1)),
        carried_from=there.carried_from if there else None,
        choice=there.choice if there else Choice.NEW,
    )


def _responsible(ask: a.MeasureAsk, known: dict[int, Party]) -> Party | None:
    if ask.responsible_id is None:
        return None
    if ask.responsible_id not in known:
        text = "organisationen finns inte i registret. Ange en som finns."
        raise BadInput(Complaint("insatsen", None, "responsible_id", text))
    return known[ask.responsible_id]


def _target(ask: a.TargetAsk, position: int) -> Target:
    return Target(
        id=ask.id,
        position=position,
        level=ask.level,
        text=ask.text,
        indicator=ask.indicator,
        unit=ask.unit,
        baseline=ask.baseline,
        goal=ask.goal,
        source=ask.source,
    )


def with_keys(measures: Iterable[Measure], year: int) -> list[Measure]:
    """The measures of a new plan, each with the key of its place."""
    keyed: list[Measure] = []
    for each in measures:
        keyed.append(replace(each, key=next_key(year, keyed)))
    return keyed


def text(ask: a.DraftAsk) -> DraftText:
    """What a decision's draft says; it rests on a delegation of the register."""
    if all(entry.id != ask.delegation_id for entry in delegations(current.office(), current.on())):
        said = "delegationen finns inte i registret. Ange en som finns, se /api/v1/delegations."
        raise BadInput(Complaint("beslutet", None, "delegation_id", said))
    paragraphs, to = tuple(filter(None, ask.text)), tuple(ask.dispatch_to)
    return DraftText(ask.title, paragraphs, ask.delegation_id, to, ask.new_direction)


def noted_answer(ask: a.AnswerNoteAsk) -> NotedAnswer:
    """What a member has answered another way than by its link."""
    return NotedAnswer(ask.party_id, ask.opinion, ask.how, ask.came_on)


def basis(items: Iterable[a.BasisAsk]) -> tuple[BasisItem, ...]:
    """The basis in its order; a file is examined as one that is uploaded in the web."""
    return tuple(_basis(item) for item in items)


def _basis(item: a.BasisAsk) -> BasisItem:
    if item.plan_id is not None:
        return item.plan_id
    if item.dated_on is None or not item.title:
        text = "ange plan_id, eller title, dated_on, name och content."
        raise BadInput(Complaint("beslutsunderlaget", None, "basis", text))
    content = b64decode(item.content)
    accepted = underlag.accept(content, item.name)
    return Attachment(item.title, item.dated_on, accepted.name, accepted.media_type, content)


def outcome(ask: a.OutcomeAsk) -> Outcome:
    """What was reached, or why that is not known."""
    return Outcome(ask.value, ask.status, ask.comment, ask.lesson, ask.missing_reason)
