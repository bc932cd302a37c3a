"""The demonstration in a browser: made once, copied for each test."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.live import Live, demo_settings
from tests.operations.builders import when
from tests.web.pages.site import Clock
from web.demo.stage import set_up

NOW = when("2026-11-23")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it lives this thread has an event loop, as others mustn't."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data, made by whichever process of the tests comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, ready = shared / "demonstration", shared / "demonstration-is-ready"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(ready)
    else:
        with ThreadPoolExecutor(max_workers=1) as one:  # the browser's loop has this thread
            one.submit(set_up, demo_settings(folder, 8000), NOW, _quietly).result()
        ready.touch()
    return folder


def _quietly(_day: date, _who: str, _what: str) -> None:
    """What is done is seen in the browser."""


def _wait_for(ready: Path) -> None:
    last = time.monotonic() + 180
    while not ready.exists():
        assert time.monotonic() < last, "another process never made the demonstration"
        time.sleep(0.2)


@pytest.fixture
def live(demonstration: Path, tmp_path: Path, browser: Browser) -> Iterator[Live]:
    """The web on the demonstration, with a clock that stands at the day it was made."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with Live(folder, Clock(NOW), browser).running() as running:
        yield running
