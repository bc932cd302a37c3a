"""The application for the tests of pages: made once, since making one takes longer than a test."""

from dataclasses import dataclass
from typing import Any

from apiflask import APIFlask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from web import current
from web.app import Clock, create_app
from workflow.operations.office import Office
from workflow.settings import Settings


class _Compiled(BytecodeCache):
    """Every template as it was compiled first, for all applications of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def new(settings: Settings, office: Office, clock: Clock) -> APIFlask:
    """An application of one's own, to be changed at will."""
    app = create_app(settings, office, clock)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


@dataclass(frozen=True)
class _Made:
    """An application, and what of it a test may have changed, as it was from the start."""

    app: APIFlask
    config: dict[str, Any]
    views: dict[str, Any]
    extensions: dict[str, Any]
    front: Any  # what meets a request first

    def as_new(self) -> APIFlask:
        for held, first in (
            (self.app.config, self.config),
            (self.app.view_functions, self.views),
            (self.app.extensions, self.extensions),
        ):
            held.clear()
            held.update(first)
        vars(self.app)["wsgi_app"] = self.front  # a test may have put something before it
        return self.app


_MADE: dict[Settings, _Made] = {}


def lent(settings: Settings, office: Office, clock: Clock) -> APIFlask:
    """The one application with these settings, as new, in the rooms of this office."""
    if settings not in _MADE:
        app = new(settings, office, clock)
        views, extensions = dict(app.view_functions), dict(app.extensions)
        _MADE[settings] = _Made(app, dict(app.config), views, extensions, app.wsgi_app)
    app = _MADE[settings].as_new()
    app.extensions[current.EXTENSION] = current.Rooms(settings, office, clock)
    return app
