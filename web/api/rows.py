"""A row of the API's table of steps, and the request that its act is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from web.api.asks import Body
from workflow.facts import Actor
from workflow.operations.office import Office
from workflow.operations.steps import Done

B = TypeVar("B", bound=Body)


@dataclass(frozen=True)
class Sent(Generic[B]):
    """What was sent, by whom, when, and the ids of the address; 0 for one that it doesn't have."""

    ask: B
    office: Office
    actor: Actor
    at: datetime
    case_id: int = 0
    plan_id: int = 0
    measure_id: int = 0
    decision_id: int = 0


@dataclass(frozen=True)
class Row(Generic[B]):
    """One address of a step: its name in the chain, where it stands, what it asks for and does."""

    name: str
    tag: str
    method: str
    rule: str
    swedish: str
    ask: type[B]
    act: Callable[[Sent[B]], Done]
    status: int = 200
