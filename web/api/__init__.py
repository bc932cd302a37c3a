"""The API for other programs: the same operations, the same rules and the same access table."""

from web.api import aftermath_steps, decision_steps, plan_steps, reads, steps

# Each module adds its addresses to the blueprint when it is read.
STEPS = (plan_steps, decision_steps, aftermath_steps)
BLUEPRINTS = (reads.blueprint, steps.blueprint)
