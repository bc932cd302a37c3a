"""The texts of a situation as a draft: what people have typed, before any paper is drawn up."""

from collections.abc import Iterator

from documents.checker.model import Draft, Known, Passage, Role, Section
from workflow.facts import Decision, Measure, Plan, Situation


def known_in(situation: Situation) -> Known:
    """The names and titles that the register has."""
    parties = (*situation.members, situation.programme.agency)
    grouped = (party for group in situation.groups.values() for party in group)
    names = [situation.region.name, *(party.name for party in (*parties, *grouped))]
    names += [situation.region.network] if situation.region.network else []
    posts = [delegation.post.title for delegation in situation.register.delegations]
    posts += [person.title for person in situation.staff.values() if person.title]
    return Known(
        names=tuple(dict.fromkeys(names)),
        committees=(situation.case.committee.name,),
        posts=tuple(dict.fromkeys(posts)),
        plans=tuple(sorted((plan.year, plan.title) for plan in situation.plans)),
    )


def draft_of_situation(situation: Situation) -> Draft:
    """Lines are unknown here; ``where`` says which field a passage is."""
    passages = [Passage(situation.case.title, Role.TITLE, where="Ärendemening")]
    if situation.decision is not None:
        passages += _of_decision(situation.decision)
    for plan in situation.plans:
        passages += _of_plan(plan, situation.measures.get(plan.id, ()))
    years = tuple(plan.year for plan in situation.plans) if situation.decision else ()
    return Draft(tuple(passages), known_in(situation), typeset_later=True, decides=years)


def draft_of_decision(situation: Situation) -> Draft:
    """What an officer writes in the decision itself, by the names of the fields."""
    decision = situation.the_decision()
    title = Passage(decision.title, Role.TITLE, Section.SUBJECT, "Ärendemening")
    text = (each for each in _of_decision(decision) if each.section is Section.TEXT)
    years = tuple(plan.year for plan in situation.plans)
    return Draft((title, *text), known_in(situation), typeset_later=True, decides=years)


def _of_decision(decision: Decision) -> Iterator[Passage]:
    yield Passage(decision.title, Role.TITLE, Section.SUBJECT, "Beslutets titel")
    for place, text in enumerate(decision.text, start=1):
        where = f"Ärendebeskrivning, stycke {place}"
        yield Passage(text, Role.PARAGRAPH, Section.TEXT, where)
    for place, item in enumerate(decision.basis, start=1):
        yield Passage(item.title, Role.LINE, Section.BASIS, f"Beslutsunderlag {place}")
    for place, name in enumerate(decision.dispatch_to, start=1):
        yield Passage(name, Role.LINE, Section.RECIPIENTS, f"Utdrag till, rad {place}")


def _of_plan(plan: Plan, measures: tuple[Measure, ...]) -> Iterator[Passage]:
    yield Passage(plan.title, Role.TITLE, where=f"Handlingsplan {plan.year}, titel")
    for measure in measures:
        for field, role, text in _texts(measure):
            if text:
                where = f"Handlingsplan {plan.year}, insats {measure.position}, {field}"
                yield Passage(text, role, where=where)


def _texts(measure: Measure) -> Iterator[tuple[str, Role, str]]:
    yield "område", Role.HEADING, measure.area
    yield "aktivitet", Role.HEADING, measure.activity
    yield "syfte", Role.LINE, measure.purpose
    yield "hållbarhet", Role.LINE, measure.sustainability
    yield from (("medverkande", Role.LINE, name) for name in measure.participants)
    yield from (("finansiering", Role.LINE, part.source) for part in measure.funding)
    for target in measure.targets:
        texts = (target.text, target.indicator, target.unit, target.source)
        yield from ((f"mål {target.position}", Role.LINE, text) for text in texts)
        if target.outcome is not None:
            said = target.outcome
            texts = (said.comment, said.lesson, said.missing_reason, "")
            yield from ((f"utfall {target.position}", Role.LINE, text) for text in texts)
