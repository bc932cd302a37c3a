"""Papers, a renderer and a post that live in memory, for tests and demonstrations."""

import hashlib
from collections.abc import Callable
from datetime import date

from workflow.delivery.unhindered import Unhindered
from workflow.facts import Meeting
from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.outgoing import ATTACHED, Envelope, Posted, Sent, TryLater
from workflow.refusals import Missing, NotFound, RecordBroken

Meanwhile = Callable[[PaperAsk | LetterAsk], None]


class PapersInMemory:
    """Keeps papers as ``PaperFolder`` does; ``full`` makes it refuse them as a full disk does."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.full = False

    def put(self, content: bytes) -> str:
        if self.full:
            raise OSError("no space left on the disk")
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise NotFound(f"no paper is kept under {sha256}")
        content = self.kept[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RecordBroken((f"Handlingen med kontrollsumman {sha256} har ändrats.",))
        return content


class Outbasket(Unhindered):
    """Takes letters as a post does; ``down`` makes it put them off as a busy server does."""

    def __init__(self) -> None:
        self.sent: dict[str, bytes] = {}
        self.tries: list[str] = []
        self.down = False

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        self.tries.append(envelope.message_id)
        if self.down:
            return TryLater("the post is down")
        self.sent.setdefault(envelope.message_id, message)
        return Sent()


class PlainPapers:
    """Draws up papers and letters as lines of plain text: every fact that tells them apart.

    ``meanwhile`` is called with each ask before it is rendered: what it does happens while the
    paper is being drawn up, and what it raises is a renderer that fails.
    """

    def __init__(self, meanwhile: Meanwhile | None = None) -> None:
        self.meanwhile = meanwhile
        self.asked: list[PaperAsk | LetterAsk] = []

    def missing(self, ask: PaperAsk) -> Missing | None:
        """A plain paper lacks nothing."""

    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:
        return (self.paper(ask),)

    def paper(self, ask: PaperAsk) -> Rendered:
        self._take_time(ask)
        text = "\n".join([*_subject(ask), ask.reason, *_decision(ask), *_measures(ask)])
        whose = f"_{ask.delivery.party.key}" if ask.delivery else ""
        year = f"-{ask.plan.year}" if ask.plan else ""
        reference = ask.situation.case.reference.replace("/", "-")
        name = f"{reference}_{ask.kind}{year}{whose}_{ask.on}.txt"
        return Rendered(text.encode(), "text/plain", name)

    def packet(self, asks: tuple[PaperAsk, ...], meeting: Meeting, on: date) -> Rendered:
        drawn = b"\n".join(self.paper(ask).content for ask in asks)
        return Rendered(drawn, "text/plain", f"handlingar_{meeting.held_on}_{on}.txt")

    def joined(self, papers: tuple[Rendered, ...], name: str) -> Rendered:
        drawn = b"\n".join(paper.content for paper in papers)
        return Rendered(drawn, "text/plain", f"{name}.txt")

    def letter(self, ask: LetterAsk) -> Written:
        self._take_time(ask)
        enclosed = [ATTACHED, *ask.papers] if ask.papers else []
        lines = [*_subject(ask), ask.to.name, ask.reason, ask.link, *enclosed]
        if ask.duty:
            lines.append(f"{ask.duty} {ask.due_on} {ask.days}")
        subject = f"{ask.kind} {ask.situation.case.reference}"
        return Written(subject, "\n".join(lines) + "\n")

    def _take_time(self, ask: PaperAsk | LetterAsk) -> None:
        self.asked.append(ask)
        if self.meanwhile is not None:
            self.meanwhile(ask)


def _subject(ask: PaperAsk | LetterAsk) -> list[str]:
    plan = ask.plan
    about = f"{plan.title} ({plan.year}, {plan.state})" if plan else ""
    return [str(ask.kind), ask.situation.case.reference, str(ask.on), about]


def _decision(ask: PaperAsk) -> list[str]:
    decision, delivery = ask.situation.decision, ask.delivery
    lines = [delivery.party.name, delivery.party.email] if delivery else []
    if decision is None:
        return lines
    by = decision.decider
    decided = [decision.number, str(decision.decided_at), by.name if by else ""]
    return [*lines, decision.title, *decision.text, *decided]


def _measures(ask: PaperAsk) -> list[str]:
    found = ask.situation.measures.get(ask.plan.id, ()) if ask.plan else ()
    return [repr(measure) for measure in found]
