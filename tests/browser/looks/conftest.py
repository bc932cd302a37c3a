"""The page with every macro, served to the browser, and a window to see it in."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from tests.web.looks.kit import application
from web import headers


@pytest.fixture(scope="package")
def served() -> Iterator[str]:
    """The address of the page with every macro, with the headers of the real application."""
    app: Flask = application()
    headers.install(app, https=False)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=[320, 1240])
def width(request: pytest.FixtureRequest) -> int:
    asked: int = request.param
    return asked


@pytest.fixture
def window(browser: Browser, width: int) -> Iterator[BrowserContext]:
    """A window of that width, with nothing remembered from before."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    yield context
    context.close()
