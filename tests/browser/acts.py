"""What people do in the browser on the way through the chain, each as few clicks as can be."""

from tests.browser.live import Hand, Live
from tests.operations.builders import when
from workflow.jobs.tick import tick

# The demonstration's second case, whose next year is free, and its new decision.
SIDE_CASE, SIDE_DECISION = "/arenden/2", 3


def goes_on_to(live: Live, day: str) -> None:
    """Let it be a later day, on whose morning the calendar works and the post leaves."""
    live.clock.at = when(day, 8)
    tick(live.office, live.clock.at)
    live.post()


def opens_plan(hand: Hand) -> int:
    """A new plan from last year's; gives its id."""
    hand.goes_to(SIDE_CASE)
    hand.clicks_on("Ny plan från 2026 års plan")
    hand.clicks_on("Skapa planen")
    return int(hand.page.url.rsplit("/", 1)[1])


def circulates(hand: Hand, last_day: str) -> None:
    """From the plan's page: the draft goes to every member."""
    hand.clicks_on("Skicka på samråd")
    hand.types("Sista dag för svar", last_day)
    hand.clicks_on("Skicka på samråd")
    hand.sees("är på väg till")


def prepares(hand: Hand, plan_id: int) -> str:
    """From the plan's page to the draft of a decision; gives the decision's address."""
    hand.goes_to(f"/planer/{plan_id}")
    hand.clicks_on("Bered beslut")
    hand.answers("Nej, planerna tillämpar det program")
    hand.clicks_on("Spara utkastet")
    return hand.page.url


def decides(hand: Hand, letter: str) -> None:
    """From the letter's address to the decision."""
    hand.goes_to(letter)
    hand.clicks_on("Gå till beslut")
    hand.clicks_on("Besluta")
