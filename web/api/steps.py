"""What the steps of the API share: their blueprint, and which step stands at which address."""

from apiflask import APIBlueprint

from web.api import schemas as s
from workflow.operations.steps import Done

blueprint = APIBlueprint("steps", __name__, url_prefix="/api/v1", tag="Ta steg")

PLAN, DECISION = "/plans/<int:plan_id>", "/decisions/<int:decision_id>"

# A person answers by personal link; every other step of the chain has its address here.
BY_LINK = frozenset({"answer"})


def taken(done: Done) -> s.Taken:
    """The answer to a step that was taken."""
    return s.Taken(step=done.step, case_id=done.situation.case.id, id=done.subject_id)
