"""A mail server for tests, in a process of its own, with a certificate of its own."""

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import mail_server


@dataclass(frozen=True)
class Received:
    """A letter as the server got it."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    connection: str


@dataclass(frozen=True)
class MailServer:
    """Where the server listens in each manner, and what it has got there."""

    folder: Path
    ports: dict[str, int]
    certificate: Path

    def received(self, manner: str) -> list[Received]:
        files = sorted((self.folder / manner).glob("*.eml"), key=lambda file: int(file.stem))
        return [_received(file) for file in files]

    def trusting(self) -> ssl.SSLContext:
        """What a machine has that trusts the server's certificate."""
        return ssl.create_default_context(cafile=self.certificate)


def _received(file: Path) -> Received:
    told = json.loads(file.with_suffix(".json").read_text())
    return Received(
        told["from"], tuple(told["to"]), file.read_bytes(), told["encrypted"], told["peer"]
    )


@pytest.fixture(scope="session")
def _mail_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    folder = tmp_path_factory.mktemp("mail")
    certificate = folder / "server.pem"
    certificate.write_bytes(_certificate("localhost"))
    command = [sys.executable, mail_server.__file__, str(folder), str(certificate)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:  # leaving closes its input, and it ends
        assert server.stdout is not None
        yield MailServer(folder, json.loads(server.stdout.readline()), certificate)


@pytest.fixture
def mail(_mail_process: MailServer) -> MailServer:
    """The server, with nothing received yet."""
    for name in mail_server.MANNERS:
        for file in (_mail_process.folder / name).iterdir():
            file.unlink()
    return _mail_process


def _certificate(host: str) -> bytes:
    """A key and a certificate for a host, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    kind = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
    return secret + made.public_bytes(serialization.Encoding.PEM)
