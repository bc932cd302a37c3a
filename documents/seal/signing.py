"""A signer whose key stays in memory, and whose signatures are the same each time."""

from asn1crypto import x509 as asn1  # type: ignore[import-untyped]  # carries no types
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.seal.identity import Identity, SealKey

DIGEST = "sha256"


class KeySigner(Signer):
    """Signs with an identity's key, which is checked once, when it is read, and not at each seal.

    ECDSA takes its nonce from the key and the message (RFC 6979) and not from chance, so that the
    same paper sealed at the same time is the same file.
    """

    def __init__(self, identity: Identity) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's
        store.register_multiple(map(as_asn1, identity.chain))
        super().__init__(signing_cert=as_asn1(identity.certificate), cert_registry=store)
        self._key = identity.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002  # always DIGEST
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002  # as pyHanko calls it
    ) -> bytes:
        return signed(self._key, data)


def signed(key: SealKey, data: bytes) -> bytes:
    """The signature, by SHA-256, of the data."""
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
