"""The record as a file: one line for each event, then the seals, to be checked by anybody."""

import json
from collections.abc import Mapping
from typing import IO

from sqlalchemy import Connection, select

from workflow.store.tables import event, register_event, seal

_EVENTS = (
    select(event.c.previous, event.c.hash, event.c.mac, event.c.body)
    .order_by(event.c.id)
    .execution_options(yield_per=1000)
)
_OF_REGISTERS = (
    select(
        register_event.c.previous,
        register_event.c.hash,
        register_event.c.mac,
        register_event.c.body,
    )
    .order_by(register_event.c.seq)
    .execution_options(yield_per=1000)
)
_SEALS = (
    select(seal.c.previous, seal.c.hash, seal.c.mac, seal.c.heads.label("body"))
    .order_by(seal.c.day)
    .execution_options(yield_per=100)
)


def export_events(connection: Connection, out: IO[str]) -> None:
    """Write the whole record as lines of JSON; the bodies are the very text that was hashed."""
    for events in (_EVENTS, _OF_REGISTERS):
        for row in connection.execute(events).mappings():
            out.write(_line(dict(row)))
    for row in connection.execute(_SEALS).mappings():
        out.write(_line({"seal": dict(row)}))


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
