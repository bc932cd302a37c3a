"""The chain as a flow: a start and a handle for each step, one after the other."""

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process

from benchmarks.peers.django_viewflow.steps import COUNT


def _nodes() -> dict[str, object]:
    nodes: dict[str, object] = {"start": flow.StartHandle().Next(this.step_0)}
    for number in range(COUNT):
        last = number == COUNT - 1
        following = this.end if last else getattr(this, f"step_{number + 1}")
        nodes[f"step_{number}"] = flow.Handle().Next(following)
    return {**nodes, "end": flow.End()}


Chain = type(flow.Flow)(
    "Chain", (flow.Flow,), {"__module__": __name__, "process_class": Process, **_nodes()}
)
