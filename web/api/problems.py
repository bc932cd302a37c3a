"""Problems of the API: what could not be done, and why, as RFC 9457 has it."""

from collections.abc import Iterator
from http import HTTPStatus

from apiflask.exceptions import HTTPError
from flask import jsonify
from flask.wrappers import Response

from web.telling import told
from workflow.refusals import (
    BadInput,
    BeslutskedjanError,
    Conflict,
    NotFound,
    PaperIncomplete,
    Refused,
)

MEDIA_TYPE = "application/problem+json"


class ProblemError(BeslutskedjanError):
    """The API can't do this; the sentence says what to do instead."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


def answer(error: Exception, status: int) -> Response:
    """The problem as JSON; what is wrong inside the program is never told."""
    detail = ""
    reasons: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    if isinstance(error, ProblemError):
        detail = str(error)
    elif isinstance(error, BeslutskedjanError) and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        reasons = told(error)
        detail = " ".join(reasons)
    if isinstance(error, Refused):
        codes = tuple(refusal.code for refusal in error.refusals)
    return _problem(status, detail, reasons, codes)


def status_of(error: BeslutskedjanError) -> int:
    """The status that a named error is answered with."""
    match error:
        case ProblemError(status=status):
            return status
        case NotFound():
            return HTTPStatus.NOT_FOUND
        case Conflict():
            return HTTPStatus.CONFLICT
        case BadInput() | PaperIncomplete():
            return HTTPStatus.UNPROCESSABLE_ENTITY
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR


def invalid(error: HTTPError) -> Response:
    """A body or a query that is not as the description says: each field, and what is wrong."""
    reasons = tuple(_faults(error.detail))
    return _problem(error.status_code, error.message or "", reasons, ())


def _faults(detail: object, where: str = "") -> Iterator[str]:
    """``fields.deeper: what is wrong``, for every fault."""
    match detail:
        case dict():
            for key, value in detail.items():
                yield from _faults(value, f"{where}.{key}" if where else str(key))
        case list():
            for each in detail:
                yield from _faults(each, where)
        case _:
            yield f"{where}: {detail}"


def _problem(
    status: int, detail: str, reasons: tuple[str, ...], codes: tuple[str, ...]
) -> Response:
    said = jsonify(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or HTTPStatus(status).description,
        reasons=list(reasons),
        codes=list(codes),
    )
    said.status_code = status
    said.mimetype = MEDIA_TYPE
    return said
