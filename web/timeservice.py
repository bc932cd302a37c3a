"""Carries a request to a time-stamp service over HTTP, and brings the answer."""

from collections.abc import Callable
from http.client import HTTPException
from urllib.request import HTTPRedirectHandler, Request, build_opener

_SECONDS = 10
_MOST_BYTES = 100_000
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


class _Stay(HTTPRedirectHandler):
    """The settings say whom to ask; the service does not lead us anywhere else."""

    def redirect_request(self, *_said: object) -> None:
        return None


_OPENER = build_opener(_Stay)


def asking(url: str) -> Callable[[bytes], bytes]:
    """A way to ask the service at an address; raises ``OSError`` where no answer comes."""

    def ask(request: bytes) -> bytes:
        sent = Request(url, request, _HEADERS)  # noqa: S310  # the settings allow only http(s)
        try:
            with _OPENER.open(sent, timeout=_SECONDS) as answer:
                content: bytes = answer.read(_MOST_BYTES)
        except HTTPException as error:
            raise OSError("svaret följer inte HTTP") from error
        return content

    return ask
