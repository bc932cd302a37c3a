"""The API for other programs: the same operations, the same rules and the same access table."""

from web.api import reads, steps

BLUEPRINTS = (reads.blueprint, steps.blueprint)
