"""The sidecar of an utdrag: what it is, as JSON, for the recipient's own register.

docs/sidecar.md says what each field means; a change that others must notice is a new version.
"""

from dataclasses import dataclass

from workflow.chaining import canonical
from workflow.facts import PaperRef, Situation
from workflow.operations.office import Office
from workflow.orders import LetterAsk
from workflow.outgoing import DATA, Attached
from workflow.references import file_stem

VERSION = 1


@dataclass(frozen=True)
class Enclosed:
    """A paper that goes with a letter, with what is known of its bytes."""

    ref: PaperRef
    media_type: str
    size: int

    @property
    def attached(self) -> Attached:
        return Attached(self.ref.name, self.ref.sha256, self.media_type)


def kept(office: Office, letter: LetterAsk, enclosed: tuple[Enclosed, ...]) -> Attached:
    """The sidecar of an utdrag letter, its bytes kept as a paper's are."""
    content = canonical(described(office, letter, enclosed)) + "\n"
    reference, on = letter.situation.case.reference, letter.on.isoformat()
    name = f"{file_stem(reference, 'utdrag', letter.to.name, on)}.json"
    return Attached(name, office.files.put(content.encode()), DATA)


def described(
    office: Office, letter: LetterAsk, enclosed: tuple[Enclosed, ...]
) -> dict[str, object]:
    """The facts, without anything secret: the personal link stands in the letter alone."""
    situation = letter.situation
    return {
        "version": VERSION,
        "kind": "utdrag",
        "reference": situation.case.reference,
        "organisation": {"name": situation.region.name, "number": situation.region.number},
        "committee": situation.its_committee().name,
        "decision": _decision(situation),
        "recipient": {"name": letter.to.name, "number": _number(letter)},
        "dispatched_on": letter.on.isoformat(),
        "acknowledge_by": letter.due_on.isoformat() if letter.due_on else None,
        "check_at": office.check_at,
        "papers": [_paper(each) for each in enclosed],
    }


def _decision(situation: Situation) -> dict[str, object]:
    decision = situation.the_decision()
    return {
        "number": decision.number,
        "title": decision.title,
        "matter": decision.matter,
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else None,
    }


def _number(letter: LetterAsk) -> str:
    dispatch = letter.situation.dispatch
    deliveries = dispatch.deliveries if dispatch else ()
    return next((d.party.number for d in deliveries if d.party.id == letter.to.party_id), "")


def _paper(enclosed: Enclosed) -> dict[str, object]:
    return {
        "kind": enclosed.ref.kind,
        "name": enclosed.ref.name,
        "sha256": enclosed.ref.sha256,
        "size": enclosed.size,
        "media_type": enclosed.media_type,
    }
