"""The organisation's own style: what it is called, and how its papers look from now on.

Papers that are drawn up already never change.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from workflow.facts import Logo, Region
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, plain
from workflow.refusals import NotFound
from workflow.store import regions
from workflow.store import tables as t
from workflow.store.engine import reading, writing


@dataclass(frozen=True)
class Style:
    """What stands on every paper; ``headings`` are (key, words) in the paper's order."""

    name: str
    unit: str
    network: str
    headings: tuple[tuple[str, str], ...]
    clause_style: str
    contact: tuple[str, ...]
    address: tuple[str, ...]
    font: str


def of(office: Office, region_id: int) -> Region:
    """The organisation with its style; raises ``NotFound``."""
    with reading(office.engine) as connection:
        known = select(t.region.c.id).where(t.region.c.id == region_id)
        if connection.execute(known).first() is None:
            raise NotFound(f"region {region_id}")
        return regions.the_region(connection, region_id)


def change(office: Office, region_id: int, style: Style, by: By) -> None:
    """Say what the organisation is called and how it writes; its number stays what it is."""
    said = {name: plain(value) for name, value in asdict(style).items()}
    columns = {name: said.pop(name) for name in ("name", "unit", "network")}
    with writing(office.engine) as connection:
        _write(connection, region_id, said, columns)
        note(connection, office, by, Change.CHANGE_REGION, region_id, {**columns, **said})


def change_logo(office: Office, region_id: int, logo: Logo | None, by: By) -> None:
    """Put another picture at the head of papers, or none; the record holds its checksum."""
    kept = logo and {
        "content": b64encode(logo.content).decode("ascii"),
        "media_type": logo.media_type,
        "alt": logo.alt,
    }
    said = {"logo": _checksum(logo.content), "alt": logo.alt} if logo else {"logo": "ingen"}
    with writing(office.engine) as connection:
        _write(connection, region_id, {"logo": kept}, {})
        note(connection, office, by, Change.CHANGE_LOGO, region_id, said)


def change_template(office: Office, region_id: int, template: bytes, by: By) -> None:
    """Write Word papers in another template, or in the house's own where it is empty.

    The caller has tried the template: here it is kept as it is.
    """
    kept = b64encode(template).decode("ascii")
    said = {"template": _checksum(template) if template else "ingen"}
    with writing(office.engine) as connection:
        _write(connection, region_id, {"template": kept}, {})
        note(connection, office, by, Change.CHANGE_TEMPLATE, region_id, said)


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _held(connection: Connection, region_id: int) -> dict[str, Any]:
    own = select(t.region.c.house).where(t.region.c.id == region_id).with_for_update()
    found: dict[str, Any] | None = connection.execute(own).scalar_one_or_none()
    if found is None:
        raise NotFound(f"region {region_id}")
    return found


def _write(
    connection: Connection,
    region_id: int,
    style: Mapping[str, object],
    columns: Mapping[str, object],
) -> None:
    house = {**_held(connection, region_id), **style}
    own = update(t.region).where(t.region.c.id == region_id)
    connection.execute(own.values(house=house, **columns))
