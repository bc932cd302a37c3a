"""The stage of a year-run: the office, the case file, and acts by persons and link bearers."""

from collections.abc import Callable, Iterator
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

_FEW = 5  # letters in which a link is looked for first: most often it came in one of the last


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
            found = (
                each
                for newest in (_FEW, None)
                for each in self._bearers(party, at, newest)
                if meant(each)
            )
            bearer = next(found, None)
            if bearer is None:
                text = f"{name} har inte fått något brev med en länk att göra det med."
                raise NotFound(text)
            return do(bearer, at)

        return Act(at, what, name, act)

    def _bearers(self, party: str, at: datetime, newest: int | None) -> Iterator[looking.Bearer]:
        """Who bears the links in the organisation's letters, the newest letter first."""
        kinds, email = tuple(kind.value for kind in LetterKind), self.ids.parties[party].email
        for token in looking.tokens_in_letters(self.office, email, kinds, newest):
            yield looking.bearer(self.office, token, at)

    def with_role(self, role: str) -> str:
        """The first person of the file with the role; the file's checks see that there is one."""
        return next(each.person for each in self.file.roles if each.role == role)
