"""What a person may meet in the web: rights, as they follow from the roles of the day."""

from enum import StrEnum

from workflow.facts import Actor
from workflow.states import Role


class Right(StrEnum):
    """A kind of page that a request may meet. What may be *done* there the machine says."""

    PUBLIC = "public"
    LINK = "link"
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    OFFICER = "officer"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    DECIDER = "decider"
    ADMINISTRATOR = "administrator"


_BY_ROLE = {
    Role.OFFICER: frozenset({Right.OFFICER, Right.STAFF}),
    Role.SECRETARY: frozenset({Right.SECRETARY, Right.STAFF}),
    Role.REGISTRAR: frozenset({Right.REGISTRAR, Right.STAFF}),
    # An administrator has no rights in cases by that role alone.
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTRATOR}),
}
EVERYBODY = frozenset({Right.PUBLIC, Right.LINK})


def rights_of(actor: Actor | None, *, decides: bool) -> frozenset[Right]:
    """Everybody's rights, and those of the signed-in person, if there is one."""
    if actor is None:
        return EVERYBODY
    held = EVERYBODY | {Right.SIGNED_IN}
    for role in actor.roles:
        held |= _BY_ROLE.get(role, frozenset())
    return held | {Right.DECIDER, Right.STAFF} if decides else held
