"""The pictures of the README and the handbook, taken of the demonstration: ``make pictures``."""

import io
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.acts import goes_on_to
from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.live import NARROW, WIDE, Live, demo_settings
from tests.operations.builders import when
from tests.web.pages.site import Clock
from web.demo.stage import set_up

PICTURES = Path(__file__).parents[2] / "docs/pictures"
NOW, YEAR_AFTER = "2026-11-23", "2027-01-04"
COLOURS = 64  # enough for a page, and a fifth of the size


@dataclass(frozen=True)
class Shot:
    """A picture: its file, whose page it is, where, and how wide the window is."""

    file: str
    who: str | None
    url: str
    width: int = WIDE


TODAY = (
    Shot("mina-arenden.png", "direktor", "/"),
    Shot("arende.png", "handlaggare", "/arenden/1"),
    Shot("kontrollera.png", "direktor", "/delegationsbeslut/4/kontrollera"),
    Shot("handbok/plan.png", "handlaggare", "/planer/6"),
    Shot("handbok/sammantrade.png", "sekreterare", "/sammantraden/15"),
    Shot("handbok/expediering.png", "registrator", "/expediering/2"),
    Shot("handbok/register.png", "administrator", "/register"),
    Shot("handbok/utseende.png", "administrator", "/register/organisation/1"),
)
AFTER_THE_YEAR = (Shot("handbok/uppfoljning.png", "handlaggare", "/uppfoljning/4"),)
MEMBER, ABOUT = "kommun@krokom.example", "Handlingsplan 2026 för Regionalt"


def main() -> int:
    """Make the demonstration, take every picture, and say where they are."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder)
        set_up(demo_settings(data, 8000), when(NOW), _say)
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        with Live(data, Clock(when(NOW)), browser).running() as live:
            _take(live, TODAY)
            goes_on_to(live, YEAR_AFTER)
            link = live.link(MEMBER, ABOUT)
            _take(live, (*AFTER_THE_YEAR, Shot("handbok/utfall.png", None, link, 2 * NARROW)))
        browser.close()
    return 0


def _say(day: date, who: str, what: str) -> None:
    sys.stderr.write(f"\r{day} {who} {what}"[:78].ljust(78))


def _take(live: Live, shots: tuple[Shot, ...]) -> None:
    for shot in shots:
        page = live.page(shot.who, shot.width)
        answer = page.goto(shot.url)
        if answer is None or answer.status != 200:
            raise LookupError(f"{shot.url}: no such page for {shot.who}")
        _keep(page, PICTURES / shot.file)
        sys.stdout.write(f"{shot.file}\n")


def _keep(page: Page, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
