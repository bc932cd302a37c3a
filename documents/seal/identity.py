"""The organisation's seal as an identity: its key, its certificate and the certificate's chain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from workflow.refusals import BadInput

SealKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

SECRET_SIZE = 32
_LONGEST_NAME = 64  # the limit that X.520 sets for an organisation's name
_NUMBER = re.compile(r"\d{6}-\d{4}")
_LEAST_RSA_BITS = 2048
_CURVE = ec.SECP256R1()
_CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_KEY_BYTES = 48  # sixteen more than the curve's order has, so that no key is likelier than another
_SERIAL_BYTES = 16


@dataclass(frozen=True)
class Owner:
    """Whose seal it is: the organisation's name and its number (*organisationsnummer*)."""

    name: str
    number: str


@dataclass(frozen=True)
class Identity:
    """What seals: the private key, the certificate that names its owner, and who vouches for it."""

    key: SealKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The seal's own certificate first, then its chain."""
        return (self.certificate, *self.chain)


def make_identity(
    owner: Owner, secret: bytes, valid_from: datetime, valid_to: datetime
) -> Identity:
    """A seal that the organisation vouches for itself; the same arguments give the same seal.

    The root's key is used once and forgotten: nobody can make another certificate under it.
    """
    _require_usable(owner, secret)
    root_key, seal_key = _key(secret, "root"), _key(secret, "seal")
    root = _root(owner, root_key, _serial(secret, "root"), (valid_from, valid_to))
    blank = _blank(owner.name, owner, (valid_from, valid_to))
    public = seal_key.public_key()
    certificate = (
        blank.issuer_name(root.subject)
        .serial_number(_serial(secret, "seal"))
        .public_key(public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(seals=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return Identity(seal_key, certificate, (root,))


def to_pkcs12(identity: Identity, passphrase: str) -> bytes:
    """The identity as a PKCS#12 file, encrypted under the passphrase."""
    return pkcs12.serialize_key_and_certificates(
        b"sigill",
        identity.key,
        identity.certificate,
        identity.chain,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )


def from_pkcs12(content: bytes, passphrase: str, source: str) -> Identity:
    """The identity in a PKCS#12 file; ``source`` is what the file is called in a complaint."""
    try:
        found = pkcs12.load_pkcs12(content, passphrase.encode() or None)
    except ValueError as error:
        text = (
            "sigillet går inte att öppna: lösenordet stämmer inte, eller så är filen ingen hel "
            "PKCS#12-fil. Kontrollera seal.passphrase och filen."
        )
        raise BadInput.about(source, text) from error
    return identity_in(found, source)


def identity_in(found: pkcs12.PKCS12KeyAndCertificates, source: str) -> Identity:
    """The identity in an opened file, once it is seen to be one that seals."""
    if found.key is None or found.cert is None:
        raise BadInput.about(source, "filen ska hålla både en privat nyckel och dess certifikat.")
    certificate = found.cert.certificate
    if not isinstance(found.key, SealKey) or not _is_strong(found.key):
        text = "nyckeln ska vara en EC-nyckel (P-256, P-384 eller P-521) eller RSA med 2048 bitar."
        raise BadInput.about(source, text)
    if found.key.public_key() != certificate.public_key():
        raise BadInput.about(source, "den privata nyckeln hör inte till certifikatet.")
    return Identity(
        found.key, certificate, tuple(each.certificate for each in found.additional_certs)
    )


def to_pem(certificates: Iterable[x509.Certificate]) -> bytes:
    """The public certificates, for those who receive sealed papers."""
    return b"".join(
        certificate.public_bytes(serialization.Encoding.PEM) for certificate in certificates
    )


def from_pem(content: bytes, source: str) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file, in its order."""
    try:
        return tuple(x509.load_pem_x509_certificates(content))
    except ValueError as error:
        raise BadInput.about(source, "filen ska hålla certifikat i PEM-form.") from error


def owner_of(certificate: x509.Certificate) -> Owner:
    """The organisation that a certificate names; the number is empty where none is given."""
    number = _attribute(certificate.subject, NameOID.ORGANIZATION_IDENTIFIER)
    return Owner(_organisation(certificate.subject), number.removeprefix("NTRSE-"))


def issuer_of(certificate: x509.Certificate) -> str:
    """Who vouches for a certificate, by the name it gives."""
    names = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    return next(filter(None, (_attribute(certificate.issuer, oid) for oid in names)), "")


def is_self_made(certificate: x509.Certificate) -> bool:
    """Whether the organisation vouches for its seal itself."""
    return _organisation(certificate.issuer) == _organisation(certificate.subject)


def _require_usable(owner: Owner, secret: bytes) -> None:
    if len(secret) != SECRET_SIZE:
        raise ValueError("a seal is made from thirty-two secret bytes")
    if not 1 <= len(owner.name) <= _LONGEST_NAME:
        text = f"organisationens namn ska ha mellan 1 och {_LONGEST_NAME} tecken i ett certifikat."
        raise BadInput.about(owner.name or "sigillet", text)
    if not _NUMBER.fullmatch(owner.number):
        text = f"organisationsnumret «{owner.number}» ska skrivas som 232100-0214."
        raise BadInput.about(owner.name, text)


def _root(
    owner: Owner,
    key: ec.EllipticCurvePrivateKey,
    serial: int,
    valid: tuple[datetime, datetime],
) -> x509.Certificate:
    blank = _blank("Egen rot för sigill", owner, valid)
    public = key.public_key()
    return (
        blank.issuer_name(_name("Egen rot för sigill", owner))
        .serial_number(serial)
        .public_key(public)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(seals=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def _blank(
    common_name: str, owner: Owner, valid: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common_name, owner))
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
    )


def _name(common_name: str, owner: Owner) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, "SE"),
        (NameOID.ORGANIZATION_NAME, owner.name),
        (NameOID.ORGANIZATION_IDENTIFIER, f"NTRSE-{owner.number}"),
        (NameOID.COMMON_NAME, common_name),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _usage(*, seals: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=seals,
        content_commitment=seals,
        key_cert_sign=not seals,
        crl_sign=not seals,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key(secret: bytes, use: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(_derived(secret, f"{use} key", _KEY_BYTES))
    return ec.derive_private_key(number % (_CURVE_ORDER - 1) + 1, _CURVE)


def _serial(secret: bytes, use: str) -> int:
    # The top bits make it positive and never shorter: the file is as long each time.
    return int.from_bytes(b"\x40" + _derived(secret, f"{use} serial", _SERIAL_BYTES))


def _derived(secret: bytes, use: str, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt=None, info=f"beslutskedjan {use}".encode()).derive(
        secret
    )


def _is_strong(key: SealKey) -> bool:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= _LEAST_RSA_BITS
    return isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1 | ec.SECP521R1)


def _organisation(name: x509.Name) -> str:
    return _attribute(name, NameOID.ORGANIZATION_NAME) or _attribute(name, NameOID.COMMON_NAME)


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
