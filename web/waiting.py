"""What waits, as pages say it: the act and its page, who has it, since when, by which day."""

from dataclasses import dataclass
from datetime import date

from documents.typography import enumerated
from web import words
from web.i18n import _
from web.step_pages import About, where_seen, where_taken
from workflow.operations.queries.items import Item
from workflow.operations.queries.keepers import Who
from workflow.references import uncapitalised
from workflow.states import Role

_NAMED = 3
_OUTSIDE = frozenset({Role.MEMBER, Role.RECIPIENT, Role.RESPONSIBLE})


@dataclass(frozen=True)
class Waiting:
    """One line of a list of what waits."""

    item: Item
    act: str
    href: str
    who: str


def for_me(item: Item, reader_id: int | None) -> Waiting:
    """What the signed-in person has to do, with the page where it is done.

    A deputy is told in whose place: ``För handläggaren: lämna för beslut``.
    """
    act, place = words.act(item.step), where_taken(item.step, _about(item))
    if item.who.instead_of and reader_id not in item.who.away_ids:
        post = uncapitalised(item.who.instead_of)
        act = _("För %(post)s: %(act)s", post=post, act=uncapitalised(act))
    return Waiting(item, act, place, who(item.who))


def for_others(item: Item) -> Waiting:
    """What somebody else has to do, with the page where it is seen."""
    return Waiting(item, words.act(item.step), where_seen(item.step, _about(item)), who(item.who))


def _about(item: Item) -> About:
    return About(item.case_id, item.plan_id, item.decision_id)


def who(held: Who) -> str:
    """Who has the ball: a post with its holder, organisations, or staff by name."""
    if held.instead_of:
        post = uncapitalised(held.instead_of)
        return _("%(names)s, ersättare för %(post)s", names=enumerated(held.names), post=post)
    if Role.DECIDER in held.roles and held.post:
        return _with_post(held)
    if held.parties and _OUTSIDE.intersection(held.roles):
        return enumerated(_shortened(held.parties))
    if held.names:
        return _with_role(held)
    return _(" eller ").join(_(words.ROLES[role]) for role in held.roles if role in words.ROLES)


def _with_post(held: Who) -> str:
    post = uncapitalised(held.post)
    if held.names:
        return f"{enumerated(held.names)}, {post}"
    return _("%(post)s (ingen innehar befattningen i dag)", post=post)


def _with_role(held: Who) -> str:
    """``Malin Nyqvist Ljungberg, handläggare``; a name that is the role's own says it once."""
    role = next((role for role in held.roles if role in words.ROLE_NAMES), None)
    named = enumerated(held.names)
    title = uncapitalised(_(words.ROLE_NAMES[role])) if role else ""
    is_said = not title or any(title in name.lower() for name in held.names)
    return named if is_said or len(held.names) > 1 else f"{named}, {title}"


def _shortened(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) <= _NAMED + 1:
        return names
    rest = _("%(count)s till", count=len(names) - _NAMED)
    return (*names[:_NAMED], rest)


def sentence(waiting: Waiting) -> str:
    """``Väntar på Magnus Aspegren, regional utvecklingsdirektör, sedan 2023-10-12 …``."""
    item = waiting.item
    values: dict[str, object] = {"who": waiting.who, "since": item.since, "last": item.last_on}
    if item.begins_on:
        return _begins(waiting.who, item.begins_on)
    if item.since and item.last_on:
        return _("Väntar på %(who)s sedan %(since)s, senast %(last)s.", **values)
    if item.since:
        return _("Väntar på %(who)s sedan %(since)s.", **values)
    if item.last_on:
        return _("Väntar på %(who)s, senast %(last)s.", **values)
    return _("Väntar på %(who)s.", **values)


def _begins(who_has: str, day: date) -> str:
    return _("Nästa steg görs av %(who)s, tidigast %(day)s.", who=who_has, day=day)
