"""What the last look before a dispatch says: of each address, and beside the list of last time."""

from web.i18n import _
from web.i18n import lazy as _l
from workflow.operations.queries.dispatch_check import DispatchCheck, Doubt

# What is wrong comes in the sharpest tone; what is only good to know in a milder one.
DOUBTS: dict[Doubt, tuple[str, str]] = {
    Doubt.NO_ADDRESS: (_l("Adress saknas"), "wrong"),
    Doubt.CAME_BACK: (_l("Kom inte fram förra gången"), "wrong"),
    Doubt.SHARED: (_l("Samma adress som en annan mottagare"), "late"),
    Doubt.NEW_DOMAIN: (_l("Ny domän: inget har skickats dit förut"), "late"),
    Doubt.CHANGED_SINCE: (_l("Registret har nu en annan adress"), "late"),
    Doubt.NOT_IN_FORCE: (_l("Gäller inte i registret i dag"), "late"),
    Doubt.NEVER_VERIFIED: (_l("Adressen är aldrig kontrollerad"), "todo"),
    Doubt.VERIFIED_LONG_AGO: (_l("Kontrollerad för mer än ett år sedan"), "todo"),
}


def compared(check: DispatchCheck) -> str:
    """With which earlier list this one is compared, and whether it is the same."""
    if check.last is None:
        return _("Det finns ingen tidigare expediering att jämföra med")
    last = {"number": check.last.number, "day": check.last.decided_on}
    if not check.differs:
        return _("Samma mottagare och adresser som beslut %(number)s, %(day)s", **last)
    return _("Skiljer sig från beslut %(number)s, %(day)s", **last)
