"""What a setting may be: addresses, places, days, each with what is said where it is not."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StrictInt


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("är ingen känd tidszon. Skriv till exempel Europe/Stockholm") from error
    return name


def _known_database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("ska börja med sqlite:/// eller postgresql+psycopg://")
    return url


def _known_mailbox(name: str) -> str:
    if name not in ("", "imap") and not re.fullmatch(r"maildir:.*\S.*", name):
        raise ValueError('ska vara tom, "imap" eller "maildir:" och sökvägen till en mapp')
    return name


def _known_scanner(where: str) -> str:
    named = re.fullmatch(r"unix:/\S+|[A-Za-z0-9.:\[\]-]+:([0-9]{1,5})", where)
    if where and (named is None or int(named[1] or 1) not in range(1, 65536)):
        raise ValueError('ska vara tom, "unix:" och sökvägen till en sockel, eller värd:port')
    return where


def _hard_to_guess(token: str) -> str:
    if token and not re.fullmatch(r"[!-~]{16,200}", token):
        raise ValueError("ska vara minst 16 tecken utan mellanslag, eller tom")
    return token


def _somewhere(path: Path) -> Path:
    if path == Path():
        raise ValueError("får inte vara tom")
    return path


def _falling(days: tuple[int, ...]) -> tuple[int, ...]:
    if list(days) != sorted(set(days), reverse=True):
        raise ValueError("ska stå från flest dagar till minst, varje tal en gång")
    return days


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if list(days) != sorted(set(days)):
        raise ValueError("ska stå från minst dagar till flest, varje tal en gång")
    return days


def _month_and_day(text: str) -> str:
    try:
        day = date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise ValueError("ska vara en månad och en dag, till exempel 03-31") from error
    return f"{day:%m-%d}"


Place = Annotated[Path, AfterValidator(_somewhere)]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Address = Annotated[
    str,
    Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[a-z]+$", examples=["beslutskedjan@region.example"]),
]
WebAddress = Annotated[
    str,
    Field(
        pattern=r"^https?://[A-Za-z0-9.:\[\]-]+(/[^\s?#]*)?$", examples=["https://region.example"]
    ),
]
Text = Annotated[str, Field(max_length=200)]
ServiceAddress = Annotated[
    str,
    Field(
        pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+(/[^\s#]*)?)?$",
        examples=["https://stamps.region.example"],
    ),
]
BounceAddress = Annotated[
    str,
    Field(
        pattern=r"^([A-Za-z0-9._-]+@[A-Za-z0-9.-]+\.[a-z]+)?$", examples=["studsar@region.example"]
    ),
]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", examples=["#0b4f5c"])]
Day = Annotated[StrictInt, Field(ge=0, le=365)]
Quota = Annotated[StrictInt, Field(ge=1_000_000, le=1_000_000_000_000)]
DayAfter = Annotated[StrictInt, Field(ge=1, le=365)]
MonthDay = Annotated[str, AfterValidator(_month_and_day)]
Zone = Annotated[Words, AfterValidator(_known_zone)]
DatabaseUrl = Annotated[Words, AfterValidator(_known_database)]
Mailbox = Annotated[Text, AfterValidator(_known_mailbox)]
VirusScanner = Annotated[Text, AfterValidator(_known_scanner)]
Token = Annotated[str, AfterValidator(_hard_to_guess)]
DaysBefore = Annotated[tuple[Day, ...], AfterValidator(_falling)]
DaysAfter = Annotated[tuple[DayAfter, ...], AfterValidator(_rising)]
