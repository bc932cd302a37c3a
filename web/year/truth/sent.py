"""Each decision has its papers, and each recipient its utdrag and its letter, exactly once."""

from collections import Counter
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from web.year.truth.decided import named
from web.year.truth.facit import Facit
from workflow.operations.queries.whole_run import WholeRun
from workflow.orders import EDITABLE, RECORD
from workflow.states import LetterKind, PaperKind

_OF_PLAN = (
    PaperKind.HANDLINGSPLAN,
    PaperKind.UPPFOLJNING,
    PaperKind.ARSRAPPORT,
    PaperKind.ATERRAPPORTERING,
)
_OF_DECISION = (
    PaperKind.TJANSTESKRIVELSE,
    PaperKind.DELEGATIONSBESLUT,
    PaperKind.BESLUTSMISSIV,
    PaperKind.ANMALAN,
    PaperKind.ANMALNINGSLISTA,
    PaperKind.TILLKANNAGIVANDE,
)
_OF_RECIPIENT = (PaperKind.UTDRAG, PaperKind.FOLJEBREV)
_FORMS = (RECORD, EDITABLE)


def papers(run: WholeRun, facit: Facit) -> Iterator[str]:
    """One of each kind that counts, in both forms, for each plan, decision and recipient."""
    made = Counter(
        (each.kind, each.media_type, each.plan_id, each.party_id)
        if each.kind in _OF_PLAN
        else (each.kind, each.media_type, each.decision_id, each.party_id)
        for each in run.papers
        if each.current
    )
    for plan in run.plans:
        name = f"Handlingsplan {plan.year}"
        yield from _lacking(made, _OF_PLAN, plan.id, None, name)
    for decision in run.decisions:
        yield from _lacking(made, _OF_DECISION, decision.id, None, named(decision))
    names = {decision.id: named(decision) for decision in run.decisions}
    for copy in run.deliveries:
        name = f"{names.get(copy.decision_id)}, {copy.party_name}"
        yield from _lacking(made, _OF_RECIPIENT, copy.decision_id, copy.party_id, name)


def _lacking(
    made: Counter[tuple[Any, ...]],
    kinds: tuple[PaperKind, ...],
    about: int,
    party_id: int | None,
    name: str,
) -> Iterator[str]:
    for kind in kinds:
        for form in _FORMS:
            there = made[kind.value, form, about, party_id]
            if there != 1:
                yield f"{name}: {kind} finns {there} gånger som {form}, inte en."


def copies(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Each decision goes to exactly those whom it should, and each gets one letter with it."""
    letters = Counter(
        letter.delivery_id for letter in run.letters if letter.kind == LetterKind.UTDRAG
    )
    known = {copy.id for copy in run.deliveries}
    if stray := sum(count for id_, count in letters.items() if id_ not in known):
        yield f"{stray} brev med utdrag hör inte till någon mottagare."
    for decision, wanted in zip(run.decisions, facit.decisions, strict=False):
        mine = [copy for copy in run.deliveries if copy.decision_id == decision.id]
        sent_to = Counter(copy.party_name for copy in mine)
        for name in sorted(set(wanted.recipients) | set(sent_to)):
            there, due = sent_to[name], wanted.recipients.count(name)
            if there != due:
                yield f"{named(decision)}, {name}: {there} utdrag, inte {due}."
        for copy in mine:
            if letters[copy.id] != 1:
                text = f"utdraget skickades med {letters[copy.id]} brev, inte ett."
                yield f"{named(decision)}, {copy.party_name}: {text}"
            if copy.settled_on is None:
                yield f"{named(decision)}, {copy.party_name}: utdraget är inte kvitterat."


def letters(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Every letter has left, once."""
    for letter in run.letters:
        if letter.sent_at is None:
            yield f"Brevet till {letter.to_name} ({letter.key}) har inte skickats."
    for what in ("key", "message_id"):
        found = Counter(getattr(letter, what) for letter in run.letters)
        yield from (f"Brevet {each} finns {n} gånger." for each, n in found.items() if n > 1)


def mailbox(run: WholeRun, mail: Path) -> Iterator[str]:
    """The folder holds each letter that has left, once, and no other."""
    there = Counter(_message_id(path) for path in sorted(mail.glob("*.eml")))
    wanted = {letter.message_id: letter for letter in run.letters if letter.sent_at is not None}
    for id_, letter in wanted.items():
        if there[id_] != 1:
            name = f"Brevet till {letter.to_name} ({letter.key})"
            yield f"{name} ligger {there[id_]} gånger i mappen, inte en."
    for id_ in sorted(there.keys() - wanted.keys()):
        yield f"Brevet {id_} ligger i mappen, men ingen har beställt det."


def _message_id(path: Path) -> str:
    with path.open("rb") as file:
        return str(BytesHeaderParser().parse(file)["Message-ID"]).strip()
