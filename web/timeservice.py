"""Carries a request to a time-stamp service over HTTP, and brings the answer."""

from collections.abc import Callable
from http.client import HTTPException
from urllib.request import Request, urlopen

_SECONDS = 10
_MOST_BYTES = 100_000
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


def asking(url: str) -> Callable[[bytes], bytes]:
    """A way to ask the service at an address; raises ``OSError`` where no answer comes."""

    def ask(request: bytes) -> bytes:
        sent = Request(url, request, _HEADERS)  # noqa: S310  # the settings allow only http(s)
        try:
            with urlopen(sent, timeout=_SECONDS) as answer:  # noqa: S310  # as above
                content: bytes = answer.read(_MOST_BYTES)
        except HTTPException as error:
            raise OSError("svaret följer inte HTTP") from error
        return content

    return ask
