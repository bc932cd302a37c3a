"""What the templates stand on: loaders, filters and globals, put into the application at once."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request
from jinja2 import (
    ChainableUndefined,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
)
from jinja2.runtime import Macro
from markupsafe import Markup

from web import charts, fields, i18n, navigation, once, tables
from web.formats import Formats

STATIC = Path(__file__).parent / "static"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_PACKAGE = "govuk_frontend_jinja"
_PARTS = (
    "back-link",
    "button",
    "character-count",
    "checkboxes",
    "error-summary",
    "file-upload",
    "input",
    "notification-banner",
    "password-input",
    "radios",
    "select",
    "skip-link",
    "textarea",
    "warning-text",
)
# Those that hold nothing that somebody has written, but for a form's title or choices; a field
# that is empty and has no fault holds nothing either.
_PURE = frozenset({"back-link", "button", "checkboxes", "input", "radios", "select", "skip-link"})
KEPT = 500
# Two of these that are written alike are alike; of a text that knows its language that isn't so.
_PLAIN = frozenset({str, int, bool, type(None), Undefined, Markup})


def install(app: Flask, zone: ZoneInfo = STOCKHOLM) -> None:
    """Give the templates what the macros of ``ui.html`` and the pages call by name."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.undefined = StrictUndefined
    environment.filters.update(_filters(zone))
    environment.globals.update(_globals())


def _filters(zone: ZoneInfo) -> dict[str, Callable[..., str]]:
    formats = Formats(zone, i18n.language)
    return {
        "day": formats.day,
        "longday": formats.longday,
        "moment": formats.moment,
        "clock": formats.clock,
        "machine": formats.machine,
        "number": formats.number,
        "kronor": formats.kronor,
        "size": formats.size,
        "filetype": formats.filetype,
        "headed": tables.headed,
    }


def _globals() -> dict[str, Any]:
    shown = fields.Shown(i18n.translated)
    return {
        "kit": kit(),
        "asset": asset,
        "here": here,
        "in_language": in_language,
        "page_url": page_url,
        "once": once.new,
        "draw": charts.drawn,
        "nav_items": navigation.items,
        "kind_of": fields.kind_of,
        "limit_of": fields.limit_of,
        "width_class": fields.width_class,
        "params": shown.params,
        "group": shown.group,
        "single": shown.single,
        "options": shown.options,
        "problems": shown.problems,
    }


@cache
def kit() -> SimpleNamespace:
    """The macros of the package, each under its plain name: ``kit.button``.

    They lean on what is undefined being empty, which our own templates may not.
    """
    loader = PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)})
    environment = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
    return SimpleNamespace(**{part.replace("-", "_"): _macro(environment, part) for part in _PARTS})


def _macro(environment: Environment, part: str) -> "Macro | Kept":
    name = "govuk" + "".join(word.title() for word in part.split("-"))
    module = environment.get_template(f"{_PACKAGE}/components/{part}/macro.html").module
    macro: Macro = getattr(module, name)
    return Kept(macro) if part in _PURE else macro


class Kept:
    """A macro whose answers are kept, the newest few: asked for the same, it answers the same.

    Such a macro is the dearest part of a page, and a page's buttons and choices seldom change.
    """

    def __init__(self, macro: Callable[[Mapping[str, object]], str]) -> None:
        self._macro, self._answers = macro, OrderedDict[str, Markup]()

    def __call__(self, params: Mapping[str, object]) -> Markup:
        typed = params.get("errorMessage") or (params.get("label") and params.get("value"))
        if typed or not _is_plain(params):
            return self._made(params)
        key = repr(params)
        answer = self._answers.pop(key, None) or self._made(params)
        self._answers[key] = answer
        while len(self._answers) > KEPT:
            with suppress(KeyError):  # another thread may have taken it away
                self._answers.popitem(last=False)
        return answer

    def _made(self, params: Mapping[str, object]) -> Markup:
        return Markup(self._macro(params))  # noqa: S704  # what a macro of the package makes


def _is_plain(value: object) -> bool:
    """Whether there is only text, numbers or nothing in it, and lists and mappings of them."""
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return type(value) in _PLAIN


def asset(name: str) -> str:
    """The address of a static file, new when its content is: browsers keep it for a year."""
    return f"{request.script_root}{current_app.static_url_path}/{name}?v={_fingerprint(name)}"


@cache
def _fingerprint(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def here() -> str:
    """The page that a form stands on, also when it comes back to be mended."""
    return request.form.get("page") or request.full_path.rstrip("?")


def in_language(language: str) -> str:
    """This page in another language."""
    asked = {**request.args.to_dict(), i18n.ARGUMENT: language}
    return f"{quote(request.path)}?{urlencode(asked)}"


def page_url(url: str | Callable[[int], str], number: int) -> str:
    """The address of a page of a list: what a function says, or the list's own with its number."""
    if callable(url):
        return url(number)
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'sida': number})}"
