"""Waiting for pyHanko's coroutines in ordinary code, whatever the calling thread is doing."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What the coroutine gives; it runs in a thread of its own.

    A thread that has an event loop already can't begin another: a server's may, a browser's does.
    """
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(asyncio.run, coroutine).result()
