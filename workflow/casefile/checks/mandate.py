"""Who acts on which day: the delegated post has a holder, and each step somebody with the role."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from workflow.casefile.checks.finding import Finding, Path
from workflow.casefile.lookup import has_role, holder, in_force
from workflow.casefile.model import CaseFile, Decision, Delegation, Holding, RoleHolding
from workflow.reasons import STAFF
from workflow.states import Role


def the_decider_holds_the_post(file: CaseFile) -> Iterator[Finding]:
    """By the delegation's post, or its deputy's with a reason; the rest is for the rules to ask."""
    by_key = {delegation.key: delegation for delegation in file.delegations}
    for i, decision in enumerate(file.decisions):
        if decision.delegation in by_key:
            path: Path = ("decisions", i)
            yield from _decider(path, file, decision, by_key[decision.delegation])


def _decider(
    path: Path, file: CaseFile, decision: Decision, delegation: Delegation
) -> Iterator[Finding]:
    day, by = decision.decided_on.day, decision.decided_by
    held_by, stand_in = holder(file, delegation.post, day), holder(file, delegation.deputy, day)
    if by == stand_in != held_by and decision.deputy_reason is None:
        text = f"«{by}» är ställföreträdare. Skriv i deputy_reason varför den beslutar."
        yield Finding((*path, "decided_by"), text)
    if by in {person.key for person in file.persons} - {held_by, stand_in}:
        titles = {post.key: post.title for post in file.posts}
        post = f"befattningen «{titles.get(delegation.post, delegation.post)}» den {day}"
        yield Finding((*path, "decided_by"), _no_mandate(by, post, held_by, stand_in))


def _no_mandate(by: str, post: str, held_by: str | None, stand_in: str | None) -> str:
    if held_by is not None:
        return f"«{by}» innehade inte {post}, utan «{held_by}». Rätta namnet eller [[holdings]]."
    if stand_in is not None:
        return f"ingen innehade {post}. Rätta [[holdings]], eller låt «{stand_in}» besluta."
    return f"ingen innehade {post}. Lägg till innehavaren i [[holdings]], eller rätta dagarna där."


def one_holder_at_a_time(file: CaseFile) -> Iterator[Finding]:
    in_turn = sorted(enumerate(file.holdings), key=lambda each: (each[1].post, each[1].valid_from))
    for (_, earlier), (i, later) in pairwise(in_turn):
        if earlier.post == later.post and later.valid_from <= (earlier.valid_to or date.max):
            text = f"«{later.post}» innehas redan av «{earlier.person}» den {later.valid_from}."
            yield Finding(("holdings", i, "valid_from"), f"{text} Rätta dagarna.")


def validity_runs_forward(file: CaseFile) -> Iterator[Finding]:
    tables: tuple[tuple[str, Sequence[Holding | RoleHolding | Delegation]], ...] = (
        ("holdings", file.holdings),
        ("roles", file.roles),
        ("delegations", file.delegations),
    )
    for table, rows in tables:
        for i, row in enumerate(rows):
            if row.valid_to is not None and row.valid_to < row.valid_from:
                text = f"{row.valid_to} ligger före valid_from, {row.valid_from}. Rätta dagarna."
                yield Finding((table, i, "valid_to"), text)


def delegations_say_what_they_cover(file: CaseFile) -> Iterator[Finding]:
    for i, delegation in enumerate(file.delegations):
        path: Path = ("delegations", i)
        if delegation.matter is None and delegation.case is None:
            text = "delegationen säger inte vad den gäller. Skriv matter, case eller båda."
            yield Finding((*path, "key"), text)
        if delegation.valid_from < delegation.ground.decided_on:
            text = f"delegationen kan inte gälla före grunden, {delegation.ground.decided_on}."
            yield Finding((*path, "valid_from"), f"{text} Rätta dagen.")


def somebody_has_the_role(file: CaseFile) -> Iterator[Finding]:
    for path, role, day in _acts(file):
        if not has_role(file, role, day):
            text = f"ingen är {STAFF[Role(role)]} den {day}. Lägg till rollen «{role}» i [[roles]]"
            yield Finding(path, f"{text}, eller rätta dagarna där.")
    persons, officer = {person.key for person in file.persons}, file.case.officer
    if officer in persons and not any(
        role.person == officer and role.role == "officer" for role in file.roles
    ):
        text = f"«{officer}» har inte rollen «officer» i [[roles]]. Lägg till den."
        yield Finding(("case", "officer"), text)


def papers_name_their_people(file: CaseFile) -> Iterator[Finding]:
    """The officer's telephone stands in every paper, the registrar's post in the cover letter."""
    for i, person in enumerate(file.persons):
        if person.key == file.case.officer and person.phone is None:
            text = f"{person.name} är handläggare, men saknar telefonnummer. Lägg till phone."
            yield Finding(("persons", i, "phone"), text)
    for i, decision in enumerate(file.decisions):
        day = decision.dispatched_on.day
        registrars = {role.person for role in in_force(file.roles, day) if role.role == "registrar"}
        with_post = {holding.person for holding in in_force(file.holdings, day)}
        if registrars - with_post:
            text = f"«{min(registrars - with_post)}» är registrator utan befattning den {day}."
            path: Path = ("decisions", i, "dispatched_on")
            yield Finding(path, f"{text} Lägg till den i [[holdings]].")


def _acts(file: CaseFile) -> Iterator[tuple[Path, str, date]]:
    for i, plan in enumerate(file.plans):
        path: Path = ("plans", i)
        yield (*path, "opened_on"), "officer", plan.opened_on.day
        yield (*path, "follow_up_closed_on"), "officer", plan.follow_up_closed_on.day
        yield (*path, "agency_reported_on"), "officer", plan.agency_reported_on.day
        if plan.closed_on:
            yield (*path, "closed_on"), "registrar", plan.closed_on.day
    for i, decision in enumerate(file.decisions):
        path = ("decisions", i)
        yield (*path, "submitted_on"), "officer", decision.submitted_on.day
        yield (*path, "dispatched_on"), "registrar", decision.dispatched_on.day
        yield (*path, "notice", "meeting"), "secretary", decision.notice.meeting
        yield (*path, "notice", "posted_on"), "secretary", decision.notice.posted_on.day
        yield (*path, "notice", "in_force_on"), "secretary", decision.notice.in_force_on.day
