"""Handlingsplan: what is to be done in one year, by whom, for what money, towards which targets."""

from documents import needs
from documents.frame import paper, titled
from documents.kinds import Kind
from documents.parts import Block, Column, Heading, KeyValues, Paper, Paragraph, Table
from documents.planned import (
    UNKNOWN,
    baseline,
    funding,
    goal,
    origin,
    participants,
    period,
    responsible,
)
from documents.subject import is_draft, measures_of, the_plan
from documents.typography import capitalised, counted, enumerated, number, with_weekday, written
from documents.wording import consultation
from workflow.facts import Measure, Plan, Target
from workflow.figures import funding_by_source
from workflow.measures import areas, by_position, count_targets
from workflow.orders import PaperAsk
from workflow.references import swedish_key

LABEL = "Handlingsplan"
_TARGETS = (
    Column("Nivå", 22),
    Column("Mål", 41),
    Column("Indikator", 38),
    Column("Enhet", 27),
    Column("Basvärde", 18, numeric=True),
    Column("Målvärde", 18, numeric=True),
)
_FUNDING = (Column("Finansieringskälla", 70), Column("Kronor", 30, numeric=True))


def build(ask: PaperAsk) -> Paper:
    plan = the_plan(ask)
    blocks: list[Block] = [*_introduction(ask)]
    place = 0
    for area, measures in areas(measures_of(ask, plan)):
        blocks.append(Heading(area))
        for measure in measures:
            place += 1
            blocks += _measure(ask, place, measure)
    blocks += titled("Planerad finansiering", *funding_table(measures_of(ask, plan)))
    label = "Utkast till handlingsplan" if is_draft(ask) else LABEL
    return paper(ask, label, plan.title, blocks)


def _introduction(ask: PaperAsk) -> tuple[Block, ...]:
    plan, situation = the_plan(ask), ask.situation
    programme, committee = situation.programme, situation.case.committee
    measures = measures_of(ask, plan)
    targets = count_targets(measures)
    return (
        Paragraph(
            f"Handlingsplanen tillämpar {programme.title}, som {committee.name} fastställde "
            f"den {written(programme.adopted.decided_on)} ({programme.adopted.label})."
            f"{_network(ask)}"
        ),
        Paragraph(
            f"Planen har {counted(len(measures), 'insats', 'insatser')} och "
            f"{counted(targets, 'mål', 'mål')} för {plan.year}. {_standing(plan, ask)}"
        ),
        *(Paragraph(text) for text in consultation(situation, (plan,))),
    )


def _standing(plan: Plan, ask: PaperAsk) -> str:
    if not is_draft(ask):
        return (
            "Varje insats har en ansvarig, och varje mål kan följas upp med en indikator "
            "och ett målvärde."
        )
    by = f" Svara senast {with_weekday(plan.answer_by)}." if plan.answer_by else ""
    return f"Det här är ett utkast för samråd.{by}"


def _network(ask: PaperAsk) -> str:
    network, members = ask.situation.region.network, ask.situation.members
    if not network:
        return ""
    names = enumerated(sorted((member.name for member in members), key=swedish_key))
    return f" Den är framtagen i nätverket {network}" + (f": {names}." if names else ".")


def _measure(ask: PaperAsk, place: int, measure: Measure) -> tuple[Block, ...]:
    pairs = (
        ("Syfte", measure.purpose),
        ("Ansvarig", responsible(measure)),
        ("Medverkande", participants(measure)),
        ("Tid", capitalised(period(measure))),
        ("Finansiering", funding(measure)),
        ("Hållbarhet", measure.sustainability),
        ("Ursprung", origin(ask.situation, the_plan(ask), measure)),
    )
    return (
        Heading(f"{place}. {measure.activity}", level=2),
        KeyValues(tuple((key, text) for key, text in pairs if text)),
        Table(
            f"Mål för insats {place}",
            _TARGETS,
            tuple(_target(target) for target in by_position(measure.targets)),
        ),
    )


def _target(target: Target) -> tuple[str, ...]:
    source = f"\nKälla: {target.source}" if target.source else ""
    return (
        capitalised(target.level),
        target.text,
        f"{target.indicator or UNKNOWN}{source}",
        target.unit or UNKNOWN,
        baseline(target),
        goal(target),
    )


def funding_table(measures: tuple[Measure, ...]) -> tuple[Block, ...]:
    """The plan's money by source, with its sum."""
    sums = funding_by_source(measures)
    if not sums:
        return (Paragraph("Insatserna ryms inom ordinarie verksamhet."),)
    rows = tuple((source, number(amount)) for source, amount in sums.items())
    total = ("Summa", number(sum(sums.values())))
    return (Table("Planerad finansiering", _FUNDING, (*rows, total), has_total=True),)


KIND = Kind(LABEL, build, (needs.sender, needs.plan, needs.measures), dated_name=False)
