"""What seal and time stamp have in common: one signature in CMS, read from bytes of any origin."""

import hashlib
from collections.abc import Iterable

from asn1crypto import cms, core  # type: ignore[import-untyped]  # carries no types
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

# What asn1crypto and cryptography raise on bytes that are no CMS: they say it in many ways.
MALFORMED = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
    UnsupportedAlgorithm,
)  # fmt: skip
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_IDENTIFIERS = {"signing_certificate": "sha1", "signing_certificate_v2": "sha256"}


def signed_data(der: bytes) -> cms.SignedData:
    """The signed data in a CMS message; raises one of ``MALFORMED`` where there is none."""
    info = cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    return info["content"]


def only_signer(data: cms.SignedData) -> cms.SignerInfo:
    [signer] = data["signer_infos"]
    return signer


def attribute(attributes: Iterable[cms.CMSAttribute], name: str) -> core.Asn1Value:
    """The single value of the single attribute of that name."""
    [values] = [each["values"] for each in attributes if each["type"].native == name]
    [value] = values
    return value


def attribute_bytes(signer: cms.SignerInfo) -> bytes:
    """The signed attributes as they were signed: as a set, without the tag of their place."""
    return b"\x31" + bytes(signer["signed_attrs"].dump())[1:]


def names(signer: cms.SignerInfo, certificate: asn1.Certificate) -> bool:
    """Whether the signer says that this certificate is its own."""
    said = signer["sid"]
    if said.name == "subject_key_identifier":
        return bool(said.native == certificate.key_identifier)
    wanted = (certificate.issuer.dump(), certificate.serial_number)
    return (said.chosen["issuer"].dump(), said.chosen["serial_number"].native) == wanted


def holds(signer: cms.SignerInfo, certificate: asn1.Certificate, kind: str, digest: bytes) -> bool:
    """Whether the certificate's key signed this digest of content of this kind."""
    attributes = signer["signed_attrs"]
    return (
        attribute(attributes, "content_type").native == kind
        and attribute(attributes, "message_digest").native == digest
        and signed_by(signer, certificate)
    )


def signed_by(signer: cms.SignerInfo, certificate: asn1.Certificate) -> bool:
    """Whether the certificate's key made the signature, and the signature means that key."""
    algorithm = _HASHES[signer["digest_algorithm"]["algorithm"].native]
    key = x509.load_der_x509_certificate(certificate.dump()).public_key()
    data, signature = attribute_bytes(signer), signer["signature"].native
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return _identified(signer, certificate)


def _identified(signer: cms.SignerInfo, certificate: asn1.Certificate) -> bool:
    """Whether the signed attributes hold the certificate's hash: no look-alike may stand in."""
    for kind in signer["signed_attrs"]:
        name = kind["type"].native
        if name in _IDENTIFIERS:
            first = attribute(signer["signed_attrs"], name)["certs"][0]
            used = first["hash_algorithm"]["algorithm"].native if "v2" in name else "sha1"
            return bool(first["cert_hash"].native == hashlib.new(used, certificate.dump()).digest())
    return False
