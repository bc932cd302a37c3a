"""Whose seal it is: made by the organisation itself, or read from a PKCS#12 file."""

import asyncio
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from documents.seal.identity import (
    Identity,
    Owner,
    from_pem,
    from_pkcs12,
    identity_in,
    is_self_made,
    make_identity,
    owner_of,
    to_pem,
    to_pkcs12,
)
from documents.seal.signing import as_asn1
from tests.documents.seal_samples import AT, FROM, OTHER_SECRET, OUR_SECRET, OWNER, TO, identity
from workflow.refusals import BadInput


def file_of(key: pkcs12.PKCS12PrivateKeyTypes | None, certificate: x509.Certificate) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, None, BestAvailableEncryption(b"ordet")
    )


def numbers(seal: Identity) -> object:
    """The private key itself, to compare."""
    return seal.key.private_numbers()


def test_the_same_secret_gives_the_same_seal_and_another_another() -> None:
    again = make_identity(OWNER, OUR_SECRET, FROM, TO)
    assert again.certificates == identity().certificates
    assert numbers(again) == numbers(identity())
    assert identity(OTHER_SECRET).certificate.public_key() != again.certificate.public_key()
    assert identity(OTHER_SECRET).certificate.serial_number != again.certificate.serial_number


def test_the_certificate_names_the_organisation_and_no_person() -> None:
    subject = identity().certificate.subject
    assert [each.value for each in subject] == [
        "SE", "Region Jämtland Härjedalen", "NTRSE-232100-0214", "Region Jämtland Härjedalen",
    ]  # fmt: skip
    assert subject.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    assert owner_of(identity().certificate) == OWNER
    assert is_self_made(identity().certificate)


def test_the_seal_is_a_p256_key_that_may_sign_but_not_vouch_for_others() -> None:
    certificate, (root,) = identity().certificate, identity().chain
    assert isinstance(identity().key, ec.EllipticCurvePrivateKey)
    assert identity().key.key_size == 256
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.content_commitment, usage.value.key_cert_sign) == (
        True, True, False,
    )  # fmt: skip
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    certificate.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)


def test_the_seal_is_valid_in_the_time_it_is_given() -> None:
    for certificate in identity().certificates:
        assert (certificate.not_valid_before_utc, certificate.not_valid_after_utc) == (FROM, TO)


def test_another_program_finds_the_way_from_seal_to_root() -> None:
    seal, root = map(as_asn1, identity().certificates)
    context = ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False)
    validator = CertificateValidator(seal, validation_context=context)
    usage = validator.async_validate_usage({"non_repudiation"})  # type: ignore[no-untyped-call]  # pyHanko's
    path = asyncio.run(usage)
    assert [each.dump() for each in path] == [root.dump(), seal.dump()]


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        (Owner("", "232100-0214"), "mellan 1 och 64 tecken"),
        (Owner("R" * 65, "232100-0214"), "mellan 1 och 64 tecken"),
        (Owner("Regionen", "2321000214"), "ska skrivas som 232100-0214"),
    ],
)
def test_an_owner_that_no_certificate_can_name_is_refused(owner: Owner, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        make_identity(owner, OUR_SECRET, FROM, TO)


def test_a_seal_is_never_made_of_too_short_a_secret() -> None:
    with pytest.raises(ValueError, match="thirty-two"):
        make_identity(OWNER, b"kort", FROM, TO)


def test_a_seal_comes_back_whole_from_its_file() -> None:
    read = from_pkcs12(to_pkcs12(identity(), "ordet"), "ordet", "sigill.p12")
    assert read.certificates == identity().certificates
    assert numbers(read) == numbers(identity())


def test_a_wrong_passphrase_is_told_in_swedish() -> None:
    with pytest.raises(BadInput, match=r"sigill\.p12: .*lösenordet stämmer inte"):
        from_pkcs12(to_pkcs12(identity(), "ordet"), "fel", "sigill.p12")


@pytest.mark.parametrize("content", [b"", b"ingen p12", b"0\x82\x10\x00"])
def test_what_is_no_pkcs12_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="ingen hel PKCS#12-fil"):
        from_pkcs12(content, "ordet", "sigill.p12")


def test_a_file_without_key_or_with_another_key_is_refused() -> None:
    certificate = identity().certificate
    with pytest.raises(BadInput, match="både en privat nyckel och dess certifikat"):
        from_pkcs12(file_of(None, certificate), "ordet", "sigill.p12")
    held = pkcs12.PKCS12Certificate(certificate, None)
    mixed = pkcs12.PKCS12KeyAndCertificates(identity(OTHER_SECRET).key, held, [])
    with pytest.raises(BadInput, match="hör inte till certifikatet"):
        identity_in(mixed, "sigill.p12")


def test_a_kind_of_key_that_the_seal_does_not_know_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = identity().certificate.subject
    certificate = x509.CertificateBuilder(
        name, name, key.public_key(), 1, FROM, FROM + timedelta(days=1)
    ).sign(key, None)
    with pytest.raises(BadInput, match="EC-nyckel"):
        from_pkcs12(file_of(key, certificate), "ordet", "sigill.p12")


def test_recipients_get_the_certificates_and_never_the_key() -> None:
    pem = to_pem(identity().certificates)
    assert from_pem(pem, "certifikat.pem") == identity().certificates
    assert b"PRIVATE" not in pem
    with pytest.raises(BadInput, match="PEM-form"):
        from_pem(b"x", "certifikat.pem")
