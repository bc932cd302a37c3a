"""Keys and names in a case file: each leads somewhere, and to one place only."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from workflow.casefile.checks.finding import Finding, Path, suggestion
from workflow.casefile.lookup import groups
from workflow.casefile.model import CaseFile
from workflow.casefile.plans import REGION


@dataclass(frozen=True)
class _Mention:
    """A key that names something: where it stands, and among what it must be found."""

    path: Path
    word: str
    among: str


def every_name_leads_somewhere(file: CaseFile) -> Iterator[Finding]:
    known = _known(file)
    for mention in (*_of_people(file), *_of_parties(file), *_of_decisions(file)):
        if mention.word not in known[mention.among]:
            near = suggestion(mention.word, known[mention.among])
            yield Finding(mention.path, f"«{mention.word}» finns inte bland {mention.among}.{near}")


def _known(file: CaseFile) -> dict[str, set[str]]:
    parties = {party.key for party in file.parties}
    return {
        "[[persons]]": {person.key for person in file.persons},
        "[[posts]]": {post.key for post in file.posts},
        "[[parties]]": parties,
        "[[parties]] och «region»": {*parties, REGION},
        # The region itself is known, but no recipient: that is told elsewhere.
        "namnen i [[parties]] och [[groups]]": {*groups(file), file.region.name},
        "namnen i [[groups]]": {group.name for group in file.groups},
        "[[delegations]]": {delegation.key for delegation in file.delegations},
        "[[meetings]]": {str(meeting.held_on) for meeting in file.meetings},
        "[[plans]]": {str(plan.year) for plan in file.plans},
    }


def _of_people(file: CaseFile) -> Iterator[_Mention]:
    yield _Mention(("case", "officer"), file.case.officer, "[[persons]]")
    for i, holding in enumerate(file.holdings):
        yield _Mention(("holdings", i, "post"), holding.post, "[[posts]]")
        yield _Mention(("holdings", i, "person"), holding.person, "[[persons]]")
    for i, role in enumerate(file.roles):
        yield _Mention(("roles", i, "person"), role.person, "[[persons]]")
    for i, delegation in enumerate(file.delegations):
        yield _Mention(("delegations", i, "post"), delegation.post, "[[posts]]")
        if delegation.deputy is not None:
            yield _Mention(("delegations", i, "deputy"), delegation.deputy, "[[posts]]")


def _of_parties(file: CaseFile) -> Iterator[_Mention]:
    yield _Mention(("programme", "agency"), file.programme.agency, "[[parties]]")
    if file.region.network is not None:
        yield _Mention(("region", "network"), file.region.network, "namnen i [[groups]]")
    for i, group in enumerate(file.groups):
        for j, key in enumerate(group.parties):
            yield _Mention(("groups", i, "parties", j), key, "[[parties]]")
    for i, plan in enumerate(file.plans):
        yield _Mention(("plans", i, "meeting"), str(plan.meeting), "[[meetings]]")
        for j, answer in enumerate(plan.answers):
            yield _Mention(("plans", i, "answers", j, "party"), answer.party, "[[parties]]")
        for j, measure in enumerate(plan.measures):
            path = ("plans", i, "measures", j, "responsible")
            yield _Mention(path, measure.responsible, "[[parties]] och «region»")


def _of_decisions(file: CaseFile) -> Iterator[_Mention]:
    for i, decision in enumerate(file.decisions):
        path: Path = ("decisions", i)
        yield _Mention((*path, "delegation"), decision.delegation, "[[delegations]]")
        yield _Mention((*path, "decided_by"), decision.decided_by, "[[persons]]")
        yield _Mention((*path, "notice", "meeting"), str(decision.notice.meeting), "[[meetings]]")
        for j, year in enumerate(decision.plans):
            yield _Mention((*path, "plans", j), str(year), "[[plans]]")
        for j, name in enumerate(decision.dispatch_to):
            names = "namnen i [[parties]] och [[groups]]"
            yield _Mention((*path, "dispatch_to", j), name, names)
        for j, acknowledged in enumerate(decision.acknowledgements):
            of_it: Path = (*path, "acknowledgements", j)
            yield _Mention((*of_it, "party"), acknowledged.party, "[[parties]]")
            if acknowledged.by is not None:
                yield _Mention((*of_it, "by"), acknowledged.by, "[[persons]]")


def every_name_stands_once(file: CaseFile) -> Iterator[Finding]:
    yield from _doubles(("persons",), "key", [person.key for person in file.persons])
    yield from _doubles(("posts",), "key", [post.key for post in file.posts])
    yield from _doubles(("delegations",), "key", [each.key for each in file.delegations])
    yield from _doubles(("parties",), "key", [REGION, *(each.key for each in file.parties)], 1)
    yield from _doubles(("parties",), "name", [party.name for party in file.parties])
    yield from _doubles(("parties",), "number", [party.number for party in file.parties])
    names = [party.name for party in file.parties]
    yield from _doubles(
        ("groups",), "name", [*names, *(group.name for group in file.groups)], len(names)
    )
    yield from _doubles(("meetings",), "held_on", [each.held_on for each in file.meetings])
    yield from _doubles(("plans",), "year", [plan.year for plan in file.plans])
    for i, plan in enumerate(file.plans):
        path: Path = ("plans", i)
        yield from _doubles((*path, "answers"), "party", [each.party for each in plan.answers])
        yield from _doubles((*path, "measures"), "key", [each.key for each in plan.measures])
    yield from _doubles_in_lists(file)


def _doubles_in_lists(file: CaseFile) -> Iterator[Finding]:
    for i, group in enumerate(file.groups):
        yield from _doubles(("groups", i, "parties"), None, group.parties)
    for i, decision in enumerate(file.decisions):
        path: Path = ("decisions", i)
        yield from _doubles((*path, "dispatch_to"), None, decision.dispatch_to)
        by = [each.party for each in decision.acknowledgements]
        yield from _doubles((*path, "acknowledgements"), "party", by)


def _doubles(
    table: Path, key: str | None, values: Sequence[Hashable], passed: int = 0
) -> Iterator[Finding]:
    """Values that stand before; the first ``passed`` are taken names, not rows of the table."""
    seen: set[Hashable] = set(values[:passed])
    for place, value in enumerate(values[passed:]):
        if value in seen:
            path = (*table, place) if key is None else (*table, place, key)
            yield Finding(path, f"«{value}» är redan upptaget. Samma värde får stå en gång.")
        seen.add(value)
