"""The stage of a year-run: the office, the case file, and acts by persons and link bearers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from web.year.establish import Registered
from workflow.casefile.days import When
from workflow.casefile.model import CaseFile
from workflow.facts import Actor
from workflow.operations import looking
from workflow.operations.office import Office
from workflow.operations.steps import Done
from workflow.refusals import NotFound
from workflow.states import LetterKind


@dataclass(frozen=True)
class Act:
    """One thing that somebody does: the Swedish words for it, and the doing."""

    at: datetime
    what: str
    who: str
    do: Callable[[], Done]


@dataclass
class Stage:
    """One case file on one office; ``decisions`` grows as they are prepared."""

    office: Office
    file: CaseFile
    folder: Path
    ids: Registered
    decisions: dict[int, int] = field(default_factory=dict)

    def at(self, when: When) -> datetime:
        return when.at(self.office.time_zone)

    def person(self, key: str, at: datetime) -> Actor:
        return looking.actor(self.office, self.ids.persons[key], at)

    def by(self, key: str, when: When, what: str, do: Callable[[Actor, datetime], Done]) -> Act:
        """An act by a person of the office, who acts with the roles of that day."""
        at = self.at(when)
        name = next(person.name for person in self.file.persons if person.key == key)
        return Act(at, what, name, lambda: do(self.person(key, at), at))

    def by_link(
        self,
        party: str,
        when: When,
        what: str,
        meant: Callable[[looking.Bearer], bool],
        do: Callable[[looking.Bearer, datetime], Done],
    ) -> Act:
        """An act by an organisation, through the personal link that it has got for just this."""
        at, name = self.at(when), self.ids.parties[party].name

        def act() -> Done:
            bearers = (looking.bearer(self.office, token, at) for token in self._links_of(party))
            bearer = next((each for each in bearers if meant(each)), None)
            if bearer is None:
                text = f"{name} har inte fått något brev med en länk att göra det med."
                raise NotFound(text)
            return do(bearer, at)

        return Act(at, what, name, act)

    def _links_of(self, party: str) -> tuple[str, ...]:
        kinds = tuple(kind.value for kind in LetterKind)
        return looking.tokens_in_letters(self.office, self.ids.parties[party].email, kinds)

    def with_role(self, role: str) -> str:
        """The first person of the file with the role; the file's checks see that there is one."""
        return next(each.person for each in self.file.roles if each.role == role)
