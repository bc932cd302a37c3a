"""What was foretold before each row of days on which nobody acted, letter by letter."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from workflow.operations.office import Office
from workflow.operations.queries.forecast import Asked, Line, forecast
from workflow.operations.queries.whole_run import Told


class Foretold:
    """Asks the forecast of a simulated year, and remembers every letter that it foretells."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.letters: list[Told] = []

    def ask(self, at: datetime, last: date) -> None:
        """Of the mornings from an instant through a day, if nobody does anything until then."""
        found = forecast(self.office, at - timedelta(minutes=1), Asked(last=last))
        self.letters += (letter for line in found.lines for letter in _letters(line))


def _letters(line: Line) -> Iterator[Told]:
    duty = line.duty
    for to in line.to:
        yield Told(
            on=line.on,
            email=to.email,
            kind=str(line.letter),
            duty=str(duty.kind),
            plan_id=duty.plan_id,
            decision_id=duty.decision_id,
            party_id=duty.party_id,
            due_on=duty.due_on,
            level=line.level,
            escalated=line.is_escalated,
        )
