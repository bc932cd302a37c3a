"""Problems of the API: what could not be done, and why, as RFC 9457 has it."""

from http import HTTPStatus

from apiflask.exceptions import HTTPError
from flask import jsonify
from flask.wrappers import Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from web.api import faults
from web.telling import told
from workflow.refusals import (
    BadInput,
    BeslutskedjanError,
    Conflict,
    NotFound,
    PaperIncomplete,
    PaperStuck,
    ReadOnly,
    Refused,
    SchemaMismatch,
)

MEDIA_TYPE = "application/problem+json"

# What each status means here, and what to do; the description of the API says the same.
MEANS = {
    400: "Begäran gick inte att läsa. Skicka JSON i UTF-8.",
    401: "Åtkomstnyckeln saknas, har gått ut eller är återkallad. Skaffa en ny.",
    403: "Åtkomstnyckeln räcker inte till det här: se efter vilka roller och steg den gäller för.",
    404: "Det som efterfrågas finns inte. Kontrollera adressen.",
    405: "Adressen tar inte emot det här. Se efter i beskrivningen av gränssnittet.",
    409: "Det går inte just nu: reglerna säger nej, eller så hann någon före. Läs skälen.",
    413: "Det som skickades är för stort. Dela upp det, eller gör filen mindre.",
    422: "Det som skickades är inte som det ska. Rätta det som står i reasons.",
    429: "För många begäranden. Vänta en stund och försök igen.",
    503: "Ingenting kan sparas just nu. Läs skälen, och försök igen senare.",
}


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
    elif isinstance(error, BeslutskedjanError) and status != HTTPStatus.INTERNAL_SERVER_ERROR:
        reasons = told(error)
        detail = " ".join(reasons)
    if isinstance(error, Refused):
        codes = tuple(refusal.code for refusal in error.refusals)
    said = _problem(status, detail, reasons, codes)
    if isinstance(error, HTTPException):  # which methods there are, or when to try again
        said.headers.extend(each for each in error.get_headers() if each[0] != "Content-Type")
    return said


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
        case ReadOnly() | SchemaMismatch() | PaperStuck():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR


def invalid(error: HTTPError) -> Response:
    """A body or a query that is not as the description says: each field, and what is wrong."""
    cause = error.__cause__
    reasons = tuple(faults.told(cause)) if isinstance(cause, ValidationError) else ()
    return _problem(error.status_code, "", reasons, ())


def _problem(
    status: int, detail: str, reasons: tuple[str, ...], codes: tuple[str, ...]
) -> Response:
    said = jsonify(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or MEANS.get(status, HTTPStatus(status).description),
        reasons=list(reasons),
        codes=list(codes),
    )
    said.status_code = status
    said.mimetype = MEDIA_TYPE
    if status == HTTPStatus.UNAUTHORIZED:
        said.headers["WWW-Authenticate"] = 'Bearer realm="Beslutskedjan"'
    return said
