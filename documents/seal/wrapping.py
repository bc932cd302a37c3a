"""A seal's CMS message: whether it is ours, and byte for byte as our sealer makes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import algos  # type: ignore[import-untyped]  # carries no types
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from documents.seal import cms
from documents.seal.signing import DIGEST, as_asn1

_KIND = "data"
_STAMP = "signature_time_stamp_token"

_SEQUENCE, _SET, _FIRST, _SECOND = 0x30, 0x31, 0xA0, 0xA1
_VERSION_1 = b"\x02\x01\x01"
_LONG = 0x80


@dataclass(frozen=True)
class Vouched:
    """What one of our seals vouches for."""

    certificate: x509.Certificate
    digest: bytes
    signature: bytes
    exact: bool
    token: bytes | None


def read(der: bytes, trusted: Sequence[x509.Certificate]) -> Vouched | None:
    """What the message vouches for, by certificates we trust and not by those that it brings."""
    try:
        data = cms.signed_data(der)
        signer = cms.only_signer(data)
        ours = [each for each in signers(trusted) if cms.names(signer, as_asn1(each))]
        return _vouched(der, data, ours[0], trusted) if ours else None
    except cms.MALFORMED:
        return None


def signers(trusted: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The trusted certificates that seal; those that only vouch for another do not."""
    vouching = {each.issuer for each in trusted if each.issuer != each.subject}
    return tuple(each for each in trusted if each.subject not in vouching)


def der_hex(certificate: x509.Certificate) -> bytes:
    """The certificate as it stands inside a seal in a file."""
    return certificate.public_bytes(Encoding.DER).hex().upper().encode()


def _vouched(
    der: bytes,
    data: asn1.SignedData,
    certificate: x509.Certificate,
    trusted: Sequence[x509.Certificate],
) -> Vouched | None:
    signer = cms.only_signer(data)
    digest: bytes = cms.attribute(signer["signed_attrs"], "message_digest").native
    if not cms.holds(signer, as_asn1(certificate), _KIND, digest):
        return None
    stamped = len(signer["unsigned_attrs"]) > 0
    token = cms.attribute(signer["unsigned_attrs"], _STAMP).dump() if stamped else None
    brought = [choice.chosen for choice in data["certificates"]]
    known = {as_asn1(each).dump() for each in trusted}
    all_known = all(each.dump() in known for each in brought)
    exact = all_known and der == _rewritten(certificate, brought, signer)
    return Vouched(certificate, digest, signer["signature"].native, exact, token)


def _rewritten(
    certificate: x509.Certificate,
    brought: Sequence[asn1_x509.Certificate],
    signer: asn1.SignerInfo,
) -> bytes:
    """The message put together anew from what is signed: nothing else in it can be changed."""
    is_rsa = isinstance(certificate.public_key(), rsa.RSAPublicKey)
    own = as_asn1(certificate)
    hashed = algos.DigestAlgorithm({"algorithm": DIGEST}).dump()
    how = algos.SignedDigestAlgorithm({"algorithm": f"{DIGEST}_{'rsa' if is_rsa else 'ecdsa'}"})
    beside = signer["unsigned_attrs"]
    signed_by = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SEQUENCE, own.issuer.dump(), own["tbs_certificate"]["serial_number"].dump()),
        hashed,
        _der(_FIRST, signer["signed_attrs"].contents),
        how.dump(),
        signer["signature"].dump(),
        _der(_SECOND, beside.contents) if len(beside) else b"",
    )
    certificates = sorted(each.dump() for each in brought)
    data = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SET, hashed),
        _der(_SEQUENCE, asn1.ContentType(_KIND).dump()),
        _der(_FIRST, *certificates),
        _der(_SET, signed_by),
    )
    return _der(_SEQUENCE, asn1.ContentType("signed_data").dump(), _der(_FIRST, data))


def _der(tag: int, *parts: bytes) -> bytes:
    """A value that holds others, in the one way that DER allows."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, _LONG | len(length))) + length + content
