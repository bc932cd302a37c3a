"""What a letter says of a decision's copies: whether it is put right, and who is told so."""

from collections.abc import Iterator

from documents.typography import enumerated, written
from workflow.facts import Delivery
from workflow.orders import LetterAsk
from workflow.states import DispatchState


def copies_facts(ask: LetterAsk) -> dict[str, str]:
    """The days of the corrections, and who has a copy by mail or by post; else empty."""
    decision, dispatch = ask.situation.decision, ask.situation.dispatch
    days = dict.fromkeys(decision.corrected_on) if decision else ()
    is_ready = dispatch is not None and dispatch.state is DispatchState.READY
    with_copy = tuple(_with_copy(ask))
    return {
        "corrected_on": enumerated(f"den {written(day)}" for day in days),
        "not_yet": "inte" if is_ready else "",
        "mailed_copies": enumerated(
            each.party.name for each in with_copy if not each.party.by_post
        ),
        "posted_copies": "\n".join(
            f"- {each.party.name}, {each.party.contact}" for each in with_copy if each.party.by_post
        ),
    }


def _with_copy(ask: LetterAsk) -> Iterator[Delivery]:
    dispatch = ask.situation.dispatch
    if dispatch is None or dispatch.state is DispatchState.READY:
        return
    yield from (each for each in dispatch.deliveries if each.party.id not in ask.without_copy)
