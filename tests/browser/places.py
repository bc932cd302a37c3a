"""Every page that can be looked at: from the table of access, with rows of a demonstration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask

from web.access import may
from web.rights import Right

EVERYBODY = frozenset({Right.PUBLIC})
PERSON = EVERYBODY | {Right.SIGNED_IN}
STAFF = PERSON | {Right.STAFF}
# One of the demonstration's people for each set of rights.
HELD: dict[str | None, frozenset[Right]] = {
    None: EVERYBODY,
    "handlaggare": STAFF | {Right.OFFICER},
    "direktor": STAFF | {Right.DECIDER},
    "sekreterare": STAFF | {Right.SECRETARY},
    "registrator": STAFF | {Right.REGISTRAR},
    "administrator": PERSON | {Right.ADMINISTRATOR},
}
# What answers with something else than a page (a file, a feed, the API), what is only met with
# a secret in hand or in the middle of something, and what leads on to another page.
NO_PAGE = re.compile(
    r"(static|theme|operation\.(alive|ready|figures)|openapi\..*|api\..*|steps\..*|oidc\..*|keeping\..*|papers\..*|links\..*"
    r"|members\..*|recipients\..*|responsibles\..*|resuming\..*|first_start\..*"
    r"|cases\.export|forecast\.(export|export_case)|feeds\.show|committee\.(packet|act)|dispatch\.(preview|reminder)|decisions\.(read|draft_word|marked_word)|deciding\.decide"
    r"|record\.(export|check)|public\.(paper|by_checksum|atom_feed|json_page)"
    r"|absences\.edit"  # one person's; the page for a new one is the same
    r"|committee\.(record|check_meetings)|registers\.check_import"  # in the middle of something
    r"|dispatch\.(by_post|print_post)"  # only where somebody gets paper
    r"|incoming\.show"  # not everybody's: looked at as the registrar
    r"|incoming\.original|plans\.(change_list|draft_word|marked_word|check_word)|follow_up\.(sheet|check_sheet)"
    r"|sign_in\.(code|new_password|out|confirm)"
    r"|registers\.(add_region|logo|delegation_list|export_parties|one_time_password))"
)
Values = dict[str, int | str]


@dataclass(frozen=True)
class Rows:
    """Rows that the addresses need: by name, and for some pages other rows than those."""

    usual: Values
    of_page: dict[str, Values] = field(default_factory=dict)

    def of(self, endpoint: str) -> Values:
        blueprint = endpoint.split(".", maxsplit=1)[0]
        return self.usual | self.of_page.get(blueprint, {}) | self.of_page.get(endpoint, {})


def endpoints(app: Flask) -> Iterator[tuple[str, frozenset[str]]]:
    """Every page that answers to GET, and what its address needs."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.endpoint):
        if "GET" in (rule.methods or ()) and not NO_PAGE.fullmatch(rule.endpoint):
            yield rule.endpoint, frozenset(rule.arguments)


def addresses(app: Flask, who: str | None, rows: Rows) -> list[str]:
    """The address of every page that somebody may meet."""
    found = []
    adapter = app.url_map.bind("localhost")
    for endpoint, needed in endpoints(app):
        if may(endpoint, HELD[who]) and (who is None or endpoint != "sign_in.form"):
            values = {name: value for name, value in rows.of(endpoint).items() if name in needed}
            found.append(adapter.build(endpoint, values))
    return sorted(set(found))
