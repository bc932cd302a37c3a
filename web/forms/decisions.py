"""The forms of a decision: its draft, the check before it is taken, and the committee's own."""

import re

from wtforms import HiddenField

from web.forms.base import PageForm
from web.forms.basis import BasisForm
from web.forms.choices import ChosenField, ManyField, PickedField
from web.forms.fields import DayField, LineField, Needed, TextField
from web.forms.reasons import MOST_REASON
from web.i18n import lazy
from workflow.facts import DraftText
from workflow.operations.queries.preparing import Choices

_MOST_TITLE = 300
_EMPTY_LINE = re.compile(r"\n\s*\n")
DIRECTION = {"no": False, "yes": True}


def paragraphs(text: str) -> tuple[str, ...]:
    """A text with empty lines between its paragraphs; a single line break is a space."""
    return tuple(" ".join(each.split()) for each in _EMPTY_LINE.split(text) if each.strip())


class TextsForm(PageForm):
    """What an officer writes and chooses in the draft of a decision."""

    title = LineField(lazy("Ärendemening"), [Needed("Skriv ärendemeningen.")], most=_MOST_TITLE)
    text = TextField(lazy("Ärendebeskrivning"), [Needed("Skriv ärendebeskrivningen.")])
    direction = PickedField(
        lazy("Är detta en ny inriktning?"),
        choices={
            "no": lazy("Nej, planerna tillämpar det program som nämnden har antagit"),
            "yes": lazy("Ja, det rör verksamhetens mål, inriktning, omfattning eller kvalitet"),
        },
    )
    delegation = PickedField(
        lazy("Delegation som beslutet vilar på"), [Needed("Välj den delegation som gäller.")]
    )
    groups = ManyField(lazy("Utdrag till grupper"))
    parties = ManyField(lazy("Utdrag till enskilda organisationer"))

    def dispatch_to(self) -> tuple[str, ...]:
        return (*(self.groups.data or ()), *(self.parties.data or ()))

    def paragraphs(self) -> tuple[str, ...]:
        return paragraphs(self.text.data or "")

    def draft_text(self) -> DraftText:
        return DraftText(
            title=self.title.data or "",
            text=self.paragraphs(),
            delegation_id=int(self.delegation.data),
            dispatch_to=self.dispatch_to(),
            new_direction=DIRECTION.get(self.direction.data or ""),
        )

    def offer(self, choices: Choices, named: dict[int, str], now: int | None = None) -> None:
        """Set what can be chosen; ``named`` are the delegations in words, by id."""
        known = {entry.id for entry in choices.delegations} | ({now} if now else set())
        self.delegation.choices = {str(i): named[i] for i in sorted(known) if i in named}
        self.groups.choices = {
            name: f"{name} ({', '.join(party.name for party in members)})"
            for name, members in choices.groups
        }
        self.parties.choices = {party.name: party.name for party in choices.parties}


class NewForm(TextsForm, BasisForm):
    """Everything of a new decision on one page."""

    plans = ManyField(
        lazy("Handlingsplaner som beslutet gäller"),
        [Needed("Välj minst en handlingsplan som beslutet ska gälla.")],
    )
    matter = ChosenField(lazy("Ärendetyp"), [Needed("Välj ärendetyp.")])


class CheckForm(PageForm):
    """The last look before the decision: which papers were shown, and why a deputy decides."""

    seen = HiddenField()
    deputy_reason = TextField(
        lazy("Varför beslutar inte den ordinarie beslutsfattaren?"), most=MOST_REASON
    )

    def hashes(self) -> frozenset[str]:
        return frozenset((self.seen.data or "").split())


class CommitteeDecisionForm(PageForm):
    """When and by which paragraph the committee decided itself."""

    day = DayField(lazy("Nämnden beslutade"), [Needed("Skriv vilken dag nämnden beslutade.")])
    paragraph = LineField(
        lazy("Paragraf i protokollet"), [Needed("Skriv nämndens paragraf med år.")], most=40
    )
