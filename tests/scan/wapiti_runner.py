"""Wapiti, told to meet one page of each kind, and to send every form as if for the first time.

Runs in the tool's own environment. Two things are changed in what its crawler finds. A form's
``once`` is left out: with it, a form that is sent again gives its first answer, and only the first
attack would be looked at. And of addresses that differ by a number only, or by a value, two are
enough: otherwise the time is spent on one kind of page. The tool's own notes are a database of one
file, which on a busy machine is locked for longer than it waits by itself: here it waits for two
minutes, and whoever reads locks nobody out.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from wapitiCore.main.wapiti import wapiti_asyncio_wrapper
from wapitiCore.net import Request, sql_persister
from wapitiCore.net.explorer import Explorer

ALIKE = 2
PATIENCE = {"timeout": 120}  # seconds
_NUMBER = re.compile(r"(?<=/)(?:\d+|[0-9a-f]{64}/.*)(?=/|$)")
_met: Counter[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = Counter()


def _names(parameters: list[list[str]]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _value in parameters}))


def _is_new(request: Any) -> bool:  # noqa: ANN401  # the tool's own class
    path = _NUMBER.sub("N", request.path)
    posted = request.post_params if isinstance(request.post_params, list) else []
    kind = (request.method, path, _names(request.get_params), _names(posted))
    _met[kind] += 1
    return _met[kind] <= ALIKE


def _for_the_first_time(request: Any) -> Any:  # noqa: ANN401  # the tool's own class
    if not isinstance(request.post_params, list):
        return request
    return Request(
        request.path,
        method=request.method,
        get_params=request.get_params,
        post_params=[pair for pair in request.post_params if pair[0] != "once"],
        file_params=request.file_params,
        encoding=request.encoding,
        enctype=request.enctype,
        referer=request.referer,
        link_depth=request.link_depth,
    )


def _narrowed(found: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    def extract(explorer: Any, response: Any, request: Any) -> list[Any]:  # noqa: ANN401
        links = [_for_the_first_time(each) for each in found(explorer, response, request)]
        left = [each for each in links if not explorer.is_forbidden(each.url)]
        return [each for each in left if _is_new(each)]

    return extract


def _patient(made: Callable[..., Any]) -> Callable[..., Any]:
    def make(address: str) -> Any:  # noqa: ANN401
        engine = made(address, connect_args=PATIENCE)
        event.listen(engine.sync_engine, "connect", _let_others_write)
        return engine

    return make


def _let_others_write(connection: Any, _record: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = OFF")  # nobody needs the notes after a power cut
    cursor.close()


if __name__ == "__main__":
    sql_persister.create_async_engine = _patient(sql_persister.create_async_engine)
    Explorer.extract_links = _narrowed(Explorer.extract_links)
    wapiti_asyncio_wrapper()
