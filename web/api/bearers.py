"""Who asks the API: the bearer of a token, with the person's roles of the day and its scope."""

from dataclasses import dataclass

from flask import g, request

from web import current
from web.api.problems import MEANS, ProblemError
from web.rights import Right, rights_of
from workflow.facts import Actor
from workflow.operations import looking, tokens
from workflow.operations.queries.mandates import may_decide_something
from workflow.operations.tokens import Token
from workflow.store.tables import Scope

PREFIX = "/api/"
_SCHEME = "Bearer "
UNAUTHORIZED, FORBIDDEN = 401, 403


@dataclass(frozen=True)
class Bearer:
    """A token that holds, and the person that it acts for."""

    token: Token
    actor: Actor


def is_asked() -> bool:
    """Whether the request is for the API."""
    return request.path.startswith(PREFIX)


def bearer() -> Bearer | None:
    """Who bears the request's token; nobody where it has none, or one that no longer holds."""
    if "bearer" not in g:
        g.bearer = _bearer(request.headers.get("Authorization", ""))
    found: Bearer | None = g.bearer
    return found


def _bearer(header: str) -> Bearer | None:
    if not header.startswith(_SCHEME) or len(header) > 200:
        return None
    token = tokens.bearer(current.office(), header.removeprefix(_SCHEME).strip(), current.at())
    if token is None:
        return None
    return Bearer(token, looking.actor(current.office(), token.person_id, current.at()))


def actor() -> Actor:
    """The person for whom the request acts; a problem where there is none."""
    return _required().actor


def _required() -> Bearer:
    found = bearer()
    if found is None:
        raise ProblemError(UNAUTHORIZED, MEANS[UNAUTHORIZED])
    return found


def acting() -> Actor:
    """The same, for a request that takes a step: its token must have the scope for it."""
    found = _required()
    if found.token.scope is not Scope.STEPS:
        raise ProblemError(
            FORBIDDEN, "Åtkomstnyckeln är bara till för att läsa. Skaffa en som får ta steg."
        )
    return found.actor


def token() -> Token:
    """The token of the request."""
    return _required().token


def rights() -> frozenset[Right]:
    """What the bearer may meet, as if signed in."""
    found = bearer()
    if found is None:
        return rights_of(None, decides=False)
    decides = may_decide_something(current.office(), found.token.person_id, current.on())
    return rights_of(found.actor, decides=decides)
