"""A seal whose key lies in a token: a stand-in everywhere, SoftHSM where it is installed."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.x509 import decode_x509_certificate

from documents.seal.hardware import certificate_in, open_token, signer_in
from documents.seal.sealing import PadesSealer
from documents.seal.verdict import Outcome
from documents.seal.verifying import verify_pdf
from tests.documents.seal_samples import AT, REASON, identity, nobody_knows, paper
from workflow.refusals import BadInput

LABEL, TOKEN, PIN = "sigill", "beslutskedjan", "123456"
MODULES = [path for path in Path("/usr/lib").glob("**/softhsm/libsofthsm2.so") if path.is_file()]
KINDS = ["stand-in", *(["softhsm"] if MODULES and shutil.which("softhsm2-util") else [])]
DER = identity().certificate.public_bytes(Encoding.DER)


class StandIn:
    """A session with a token that holds one key and its certificate, and signs as one does."""

    def get_objects(self, wanted: dict[Attribute, Any]) -> list[Any]:
        if wanted[Attribute.LABEL] != LABEL:
            return []
        is_key = wanted[Attribute.CLASS] == ObjectClass.PRIVATE_KEY
        return [self] if is_key else [{Attribute.VALUE: DER, Attribute.LABEL: LABEL}]

    def sign(self, digest: bytes, mechanism: Mechanism) -> bytes:
        assert mechanism == Mechanism.ECDSA
        key = identity().key
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        signature = key.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
        return b"".join(part.to_bytes(32) for part in utils.decode_dss_signature(signature))


def softhsm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> pkcs11.Session:
    """A fresh token of SoftHSM with our key and certificate in it."""
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    made = ["--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN]
    subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
    library = pkcs11.lib(str(MODULES[0]))
    library.reinitialize()
    session = library.get_token(token_label=TOKEN).open(rw=True, user_pin=PIN)
    key = identity().key.private_bytes(
        Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    )
    marks = {Attribute.LABEL: LABEL, Attribute.TOKEN: True}
    session.create_object(decode_ec_private_key(key) | marks)
    session.create_object(decode_x509_certificate(DER) | marks)
    return session


@pytest.fixture(params=KINDS)
def session(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    if request.param == "stand-in":
        yield StandIn()
        return
    opened = softhsm(tmp_path, monkeypatch)
    yield opened
    opened.close()


def test_a_paper_sealed_by_a_token_is_genuine(session: Any) -> None:  # noqa: ANN401  # two kinds
    signer = signer_in(session, LABEL)
    content = PadesSealer(signer).seal(paper(), AT, REASON)
    assert certificate_in(signer) == identity().certificate
    verdict = verify_pdf(content, (certificate_in(signer),), nobody_knows)
    assert verdict.outcome is Outcome.GENUINE
    assert hashlib.sha256(content).hexdigest() == verdict.sha256


def test_a_key_that_the_token_lacks_is_told(session: Any) -> None:  # noqa: ANN401  # two kinds
    with pytest.raises(pkcs11.PKCS11Error, match="annan"):
        signer_in(session, "annan")


def test_a_driver_that_is_not_there_is_told_in_swedish() -> None:
    with pytest.raises(BadInput, match=r"sigillets nyckel går inte att använda .*pkcs11_token"):
        open_token("finns-inte.so", TOKEN, LABEL, PIN)


class Unplugged(StandIn):
    """A token that is taken out after it was opened."""

    def sign(self, digest: bytes, mechanism: Mechanism) -> bytes:
        if self.plugged:
            self.plugged = False
            return super().sign(digest, mechanism)
        raise pkcs11.exceptions.DeviceRemoved

    plugged = True


def test_a_token_that_is_taken_out_leaves_the_paper_unsealed() -> None:
    sealer = PadesSealer(signer_in(Unplugged(), LABEL))  # type: ignore[arg-type]  # a stand-in
    with pytest.raises(BadInput, match="säkerhetsmodulen svarar DeviceRemoved"):
        sealer.seal(paper(), AT, REASON)
