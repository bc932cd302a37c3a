"""Personal links: whoever bears one meets the page that it was made for, without an account."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from web import current
from web.acting import Answer
from workflow.operations import looking
from workflow.operations.looking import Bearer
from workflow.refusals import NotFound
from workflow.states import Role

blueprint = Blueprint("links", __name__, url_prefix="/lank")

Show = Callable[[Bearer, str], Answer]

# The page for each purpose that a link can have; each module of pages adds its own.
PAGES: dict[Role, Show] = {}


def bearer(token: str, role: Role) -> Bearer:
    """The bearer of a link made for that purpose; ``NotFound`` for any other."""
    found = looking.bearer(current.office(), token, current.at())
    if role not in found.actor.roles:
        raise NotFound("link")
    return found


def gone(_error: NotFound) -> Answer:
    """A link that is not whole, or whose day has passed: each says what to do."""
    token = (request.view_args or {}).get("token", "")
    outdated = looking.outdated(current.office(), token, current.at())
    if outdated is not None:
        return render_template("recipients/outdated.html", outdated=outdated, token=token), 404
    return render_template("recipients/gone.html"), 404


blueprint.register_error_handler(NotFound, gone)


@blueprint.get("/<token>")
def show(token: str) -> Answer:
    found = looking.bearer(current.office(), token, current.at())
    for role in found.actor.roles:
        if role in PAGES:
            return PAGES[role](found, token)
    raise NotFound("link")
