"""The nation (riket) as data: its counties and municipalities, and what a plan begins with."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from workflow import tomlfile
from workflow.casefile.fields import Crowns, Name, Part, Text
from workflow.casefile.plans import Number

FILE = Path(__file__).with_name("riket.toml")


class County(Part):
    """``[[counties]]`` (län): the municipalities without the word ”kommun” after their names."""

    code: str = Field(pattern=r"^[0-9]{2}$")
    region: Name
    county: Name
    municipalities: tuple[Name, ...]


class PoolMeasure(Part):
    """``[[measures]]`` (insats): what a region's first plan holds, and who answers for it."""

    by: Literal["region", "board", "municipality"]
    area: Name
    activity: Name
    purpose: Text
    person: Name
    crowns: Crowns
    text: Text
    indicator: Name
    unit: Name
    goal: Number


class Nation(Part):
    """The whole file."""

    counties: tuple[County, ...]
    measures: tuple[PoolMeasure, ...]


@cache
def nation() -> Nation:
    """The nation that comes with the program."""
    return tomlfile.load(FILE, Nation)
