"""One machine for each step, as its manual shows it: made at the state that was read, then asked.

A step reads the state, sends the event, updates the row where nobody has moved it, and writes the
rows that every peer writes: one transaction.
"""

import sys

from statemachine import State, StateMachine

from benchmarks.peers.rows import Job, run


class Stored:
    """What the machine moves: the state as it was read."""

    def __init__(self, state: str) -> None:
        self.state = state


def machine(steps: list[str]) -> type[StateMachine]:
    """A machine whose every event leads on to the next state."""
    last = len(steps)
    states = [State(initial=n == 0, final=n == last, value=f"s{n}") for n in range(last + 1)]
    body: dict[str, object] = {f"s{n}": state for n, state in enumerate(states)}
    body |= {f"go_{n}": states[n].to(states[n + 1]) for n in range(last)}
    chain: type[StateMachine] = type(StateMachine)("Chain", (StateMachine,), body)
    return chain


def main() -> None:
    job = Job(sys.argv[1])
    driver, chain = job.connect(), machine(job.steps)
    cursor, mark = driver.cursor(), job.mark
    job.make_tables(cursor.execute)
    cursor.execute("CREATE TABLE peer_matter (id BIGINT PRIMARY KEY, state TEXT)")
    read = f"SELECT state FROM peer_matter WHERE id = {mark}"
    move = f"UPDATE peer_matter SET state = {mark} WHERE id = {mark} AND state = {mark}"

    def begin(case: int) -> None:
        cursor.execute(f"INSERT INTO peer_matter VALUES ({mark}, 's0')", [case])

    def take(case: int, step: int) -> None:
        cursor.execute(job.begin_now)
        cursor.execute(read, [case])
        (state,) = cursor.fetchone()
        stored = Stored(state)
        chain(stored).send(f"go_{step}")
        cursor.execute(move, [stored.state, case, state])
        job.finish(cursor, case, step)

    run(job, begin, take)


if __name__ == "__main__":
    main()
