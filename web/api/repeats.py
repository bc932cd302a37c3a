"""A step is taken once: a request that is sent again under the same key gives the first answer."""

import json
from hashlib import sha256
from http import HTTPStatus

from flask import Blueprint, Response, g, request

from web import current, once
from web.api import bearers
from web.api.problems import ProblemError
from workflow.operations import form_uses

HEADER = "Idempotency-Key"
LONGEST = 200


def install(blueprint: Blueprint) -> None:
    """Let every request to these addresses be repeated without being acted on again."""
    blueprint.before_request(_claim)
    blueprint.after_request(_settle)
    blueprint.teardown_request(_release)


def _claim() -> Response | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST:
        text = f"{HEADER} ska ha 1–{LONGEST} tecken. Välj en annan nyckel."
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, text)
    # The person's, not the token's: a program may be given a new token between two tries.
    owner = f"person:{bearers.token().person_id}"
    return _first_answer("api:" + _hashed(f"{owner} {key}".encode()), owner)


def _first_answer(nonce: str, owner: str) -> Response | None:
    """What the first request was answered; nothing where this one is the first to act."""
    for _turn in once.patiently():
        claim = form_uses.claim(current.office(), nonce, owner, current.at())
        if claim.new:
            g.repeat = nonce
            return None
        if claim.location:
            return _again(claim.location)
    raise ProblemError(
        HTTPStatus.CONFLICT,
        f"En begäran med samma {HEADER} pågår redan. Försök igen om en stund, med samma nyckel.",
    )


def _again(kept: str) -> Response:
    """The kept answer, if it was to this very request."""
    first = json.loads(kept)
    if first["asked"] != _asked():
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"{HEADER} har redan använts för en annan begäran. Välj en ny nyckel.",
        )
    return Response(first["said"], first["status"], mimetype="application/json")


def _settle(response: Response) -> Response:
    nonce = g.pop("repeat", None)
    if nonce is None:
        return response
    if response.status_code in {HTTPStatus.OK, HTTPStatus.CREATED}:
        said, status = response.get_data(as_text=True), response.status_code
        kept = json.dumps({"asked": _asked(), "status": status, "said": said})
        form_uses.settle(current.office(), nonce, kept)
    else:  # nothing was done: the same request may be tried again
        form_uses.release(current.office(), nonce)
    return response


def _release(_error: BaseException | None) -> None:
    nonce = g.pop("repeat", None)
    if nonce is not None:
        form_uses.release(current.office(), nonce)


def _asked() -> str:
    """What the request asks for, to be told from another one."""
    return _hashed(f"{request.method} {request.path}\n".encode() + request.get_data())


def _hashed(content: bytes) -> str:
    return sha256(content).hexdigest()
