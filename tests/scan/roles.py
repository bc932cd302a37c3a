"""Who the scan acts as: one of the demonstration's people for each role, and nobody."""

from dataclasses import dataclass

from web.demo.people import PEOPLE, DemoPerson


@dataclass(frozen=True)
class Role:
    """A role of the scan; ``person`` is ``None`` for somebody who has not signed in."""

    name: str
    person: DemoPerson | None


_PEOPLE = {each.user_name: each for each in PEOPLE}
ROLES = (
    Role("officer", _PEOPLE["handlaggare"]),
    Role("director", _PEOPLE["direktor"]),
    Role("secretary", _PEOPLE["sekreterare"]),
    Role("registrar", _PEOPLE["registrator"]),
    Role("administrator", _PEOPLE["administrator"]),
    Role("nobody", None),
)
