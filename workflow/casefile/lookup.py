"""Where a case file's keys and names lead: whom a name stands for, who holds a post on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from workflow.casefile.model import CaseFile, Decision, Holding, Party, RoleHolding
from workflow.facts import is_within

Held = TypeVar("Held", Holding, RoleHolding)


def in_force(holdings: Iterable[Held], on: date) -> Iterator[Held]:
    """Those that cover the day, both days included."""
    for holding in holdings:
        if is_within(on, holding.valid_from, holding.valid_to):
            yield holding


def holder(file: CaseFile, post: str | None, on: date) -> str | None:
    """The key of the person who holds the post on the day."""
    held = in_force((each for each in file.holdings if each.post == post), on)
    return next((each.person for each in held), None)


def has_role(file: CaseFile, role: str, on: date, person: str | None = None) -> bool:
    """Whether somebody, or that very person, has the role on the day."""
    for each in in_force((holding for holding in file.roles if holding.role == role), on):
        if person in (None, each.person):
            return True
    return False


def groups(file: CaseFile) -> dict[str, tuple[str, ...]]:
    """The party keys behind each name that papers can be dispatched to."""
    alone = {party.name: (party.key,) for party in file.parties}
    return alone | {group.name: group.parties for group in file.groups}


def recipients(file: CaseFile, names: Iterable[str], on: date) -> tuple[Party, ...]:
    """The parties behind the names that are in force that day, each once, in their order."""
    behind, by_key = groups(file), {party.key: party for party in file.parties}
    keys = dict.fromkeys(key for name in names for key in behind.get(name, ()))
    return tuple(by_key[key] for key in keys if key in by_key and by_key[key].covers(on))


def sent_to(file: CaseFile, decision: Decision) -> tuple[Party, ...]:
    """Whom a decision is sent to: the list is frozen on the day of the decision."""
    return recipients(file, decision.dispatch_to, decision.decided_on.day)


def members(file: CaseFile, on: date) -> tuple[Party, ...]:
    """The network's members that day: the group that bears the network's name."""
    return recipients(file, [file.region.network] if file.region.network else [], on)
