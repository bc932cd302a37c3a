"""What a year left in its folder, read back as its receivers would read it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import docx

from tests.web.command import Told

RECIPIENTS = {
    "Ragunda kommun": "kommun@ragunda.example",
    "Bräcke kommun": "kommun@bracke.example",
    "Krokoms kommun": "kommun@krokom.example",
    "Strömsunds kommun": "kommun@stromsund.example",
    "Åre kommun": "kommun@are.example",
    "Bergs kommun": "kommun@berg.example",
    "Härjedalens kommun": "kommun@harjedalen.example",
    "Östersunds kommun": "kommun@ostersund.example",
    "Länsstyrelsen i Jämtlands län": "lansstyrelsen@jamtland.example",
    "Tillväxtverket": "registrator@tillvaxtverket.example",
}
OFFICER, DIRECTOR = "Malin Nyqvist Ljungberg", "Magnus Aspegren"
SECRETARY, REGISTRAR = "Nämndsekreteraren", "Registratorn"
REPLIES = "malin.nyqvistljungberg@region.example"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Year:
    """A folder that the year left, and what was said meanwhile. Tests look, and change copies."""

    folder: Path
    told: Told

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        lines = (self.folder / "events.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return [json.loads(row["body"]) for row in rows if "seal" not in row]

    @cached_property
    def letters(self) -> dict[str, EmailMessage]:
        """The letters by file name, in order, as a mail program reads them."""
        return {path.name: _read(path) for path in sorted((self.folder / "mail").iterdir())}

    def of_kind(self, kind: str) -> list[EmailMessage]:
        return [letter for name, letter in self.letters.items() if name.split("_")[2] == kind]

    def steps(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["step"] == name]

    @cached_property
    def calendar(self) -> str:
        return (self.folder / "calendar.txt").read_text("utf-8")

    def paragraphs(self, paper: str) -> list[tuple[str, str]]:
        """The style and text of each paragraph of a paper."""
        found = docx.Document(str(self.folder / "papers" / paper)).paragraphs
        return [(str(each.style.name) if each.style else "", _plain(each.text)) for each in found]

    def sections(self, paper: str) -> dict[str, list[str]]:
        """The paragraphs under each heading of a paper; those before the first are under ""."""
        found: dict[str, list[str]] = {"": []}
        for style, text in self.paragraphs(paper):
            if style == "Heading 1":
                found[text] = []
            else:
                found[list(found)[-1]].append(text)
        return found


def local_day(event: dict[str, Any]) -> date:
    at = datetime.fromisoformat(event["at"])
    return at.astimezone(STOCKHOLM).date()


def _plain(text: str) -> str:
    """With ordinary spaces where the paper has those that keep a line together."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _read(path: Path) -> EmailMessage:
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert not letter.defects
    return letter
