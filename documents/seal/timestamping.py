"""Time stamps of a service (RFC 3161): asked for when a seal is set, checked when it is read."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms as asn1  # type: ignore[import-untyped]  # carries no types
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from documents.seal import cms

_KIND = "tst_info"
_IMPRINTS = {"sha256", "sha384", "sha512"}
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Stamp:
    """When a service saw the seal, and what the service calls itself."""

    at: datetime
    service: str


class ServiceTimeStamper(TimeStamper):
    """Asks a service for stamps through ``ask``, which takes a request and brings the answer.

    What comes back is checked at once: a seal with a stamp that does not hold is never made.
    """

    def __init__(self, ask: Callable[[bytes], bytes]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko's
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._ask(req.dump()), strict=True)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> asn1.ContentInfo:
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
        except cms.MALFORMED as error:
            raise TimestampRequestError("svaret är ingen tidsstämpel") from error
        if (
            _stamp(token.dump(), lambda name: message_digest if name == md_algorithm else b"")
            is None
        ):
            raise TimestampRequestError("tidsstämpeln i svaret stämmer inte")
        return token


def read_stamp(token: bytes, signature: bytes) -> Stamp | None:
    """The stamp of a seal's signature; ``None`` where the token does not hold for it."""
    return _stamp(token, lambda name: hashlib.new(name, signature).digest())


def _stamp(token: bytes, imprint: Callable[[str], bytes]) -> Stamp | None:
    try:
        data = cms.signed_data(token)
        signer = cms.only_signer(data)
        content = data["encap_content_info"]["content"]
        info = tsp.TSTInfo.load(bytes(content), strict=True)
        return _held(data, signer, bytes(content), info, imprint)
    except cms.MALFORMED:
        return None


def _held(
    data: asn1.SignedData,
    signer: asn1.SignerInfo,
    content: bytes,
    info: tsp.TSTInfo,
    imprint: Callable[[str], bytes],
) -> Stamp | None:
    said = info["message_imprint"]
    name = said["hash_algorithm"]["algorithm"].native
    if name not in _IMPRINTS or said["hashed_message"].native != imprint(name):
        return None
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content).digest()
    at: datetime = info["gen_time"].native
    for choice in data["certificates"]:
        certificate = choice.chosen
        if cms.names(signer, certificate) and _may_stamp(certificate, at):
            return (
                _named(at, certificate) if cms.holds(signer, certificate, _KIND, digest) else None
            )
    return None


def _may_stamp(certificate: asn1_x509.Certificate, at: datetime) -> bool:
    uses = certificate.extended_key_usage_value
    in_time = certificate.not_valid_before <= at <= certificate.not_valid_after
    return in_time and uses is not None and uses.native == ["time_stamping"]


def _named(at: datetime, certificate: asn1_x509.Certificate) -> Stamp:
    name = certificate.subject.native
    told = name.get("common_name") or name.get("organization_name") or ""
    shown = "".join(letter for letter in str(told) if letter.isprintable())
    return Stamp(at, shown[:_LONGEST_NAME])
