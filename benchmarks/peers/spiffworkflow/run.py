"""One BPMN process with a manual task for each step, stored between the steps as its manual shows.

A step reads the JSON, makes the workflow of it, runs the one task that is ready, writes the JSON
where nobody has moved the row, and the rows that every peer writes: one transaction.
"""

import sys
from itertools import pairwise

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from benchmarks.peers.rows import Job, run

_SPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def process(steps: list[str]) -> bytes:
    """The chain in BPMN: from the start through every step to the end."""
    tasks = "".join(f'<manualTask id="t{n}" name="{name}"/>' for n, name in enumerate(steps))
    order = ["start", *(f"t{n}" for n in range(len(steps))), "end"]
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{source}" targetRef="{target}"/>'
        for n, (source, target) in enumerate(pairwise(order))
    )
    body = f'<startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}'
    whole = f'<definitions xmlns="{_SPACE}"><process id="chain" isExecutable="true">{body}'
    return f"{whole}</process></definitions>".encode()


def main() -> None:
    job = Job(sys.argv[1])
    parser = BpmnParser()
    parser.add_bpmn_str(process(job.steps))
    spec = parser.get_spec("chain")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    driver = job.connect()
    cursor, mark = driver.cursor(), job.mark
    job.make_tables(cursor.execute)
    cursor.execute("CREATE TABLE peer_matter (id BIGINT PRIMARY KEY, version BIGINT, state TEXT)")
    read = f"SELECT version, state FROM peer_matter WHERE id = {mark}"
    sets = f"state = {mark}, version = version + 1"
    move = f"UPDATE peer_matter SET {sets} WHERE id = {mark} AND version = {mark}"

    def begin(case: int) -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        stored = serializer.serialize_json(workflow)
        cursor.execute(f"INSERT INTO peer_matter VALUES ({mark}, 1, {mark})", [case, stored])

    def take(case: int, step: int) -> None:
        cursor.execute(job.begin_now)
        cursor.execute(read, [case])
        version, stored = cursor.fetchone()
        workflow = serializer.deserialize_json(stored)
        (task,) = workflow.get_tasks(state=TaskState.READY)
        task.run()
        workflow.do_engine_steps()
        cursor.execute(move, [serializer.serialize_json(workflow), case, version])
        job.finish(cursor, case, step)

    run(job, begin, take)


if __name__ == "__main__":
    main()
