"""The browser of the tests: Debian's Chromium, or one that npm carries, driven by Playwright."""

import os
import shutil
from pathlib import Path

# What makes a browser quiet on a machine without a screen and without a network.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-zygote",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_CARRIED = Path(__file__).parents[2] / ".venv/chromium/chromium"


def executable() -> str:
    """Where the browser is; says what to install where there is none."""
    named = os.environ.get("BROWSER_FOR_TESTS")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and _CARRIED.is_file():
        found = str(_CARRIED)
    assert found, "Ingen webbläsare. Skriv: sudo apt-get install chromium"
    return found
