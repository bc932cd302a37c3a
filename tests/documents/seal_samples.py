"""What the tests of the seal share: a real PDF/A and PDF/UA paper, seals, and a time service."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import typst
from asn1crypto import (  # type: ignore[import-untyped]  # carries no types
    keys,
    tsp,
)
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from documents.seal.identity import Identity, Owner, make_identity
from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner
from documents.seal.verdict import KnownPaper

AT = datetime(2023, 10, 24, 9, 12, tzinfo=UTC)
STAMPED_AT = datetime(2023, 10, 24, 9, 12, 7, tzinfo=UTC)
FROM, TO = datetime(2023, 1, 1, tzinfo=UTC), datetime(2033, 1, 1, tzinfo=UTC)
REASON = "Delegationsbeslut RUN/536/2021"
OWNER = Owner("Region Jämtland Härjedalen", "232100-0214")
OUR_SECRET, OTHER_SECRET = b"1" * 32, b"2" * 32
_TYPST = """
#set document(title: "Delegationsbeslut", author: "Region Jämtland Härjedalen")
#set text(lang: "sv", region: "SE")
= Beslut
Handlingsplan 2023 för Regionalt serviceprogram Jämtland Härjedalen fastställs.
"""


@cache
def paper() -> bytes:
    """A paper as typst leaves it: PDF/A-2a and PDF/UA-1, with no line end at its end."""
    return typst.compile(
        _TYPST.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=1_698_134_400
    )


def encrypted() -> bytes:
    """The paper behind a password, as no paper of ours is."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@cache
def identity(secret: bytes = OUR_SECRET) -> Identity:
    return make_identity(OWNER, secret, FROM, TO)


@cache
def sealed(secret: bytes = OUR_SECRET) -> bytes:
    return PadesSealer(KeySigner(identity(secret))).seal(paper(), AT, REASON)


def nobody_knows(sha256: str) -> KnownPaper | None:
    """A register without papers."""
    return None


@cache
def stamper() -> DummyTimeStamper:
    """A time-stamp service of its own, with a clock that stands still."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tidsstämpeltjänsten")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, FROM, TO + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(der),
        fixed_dt=STAMPED_AT,
    )


def stamped(request: bytes) -> bytes:
    """What the service answers."""
    answer: bytes = stamper().request_tsa_response(tsp.TimeStampReq.load(request)).dump()
    return answer


@contextmanager
def time_service() -> Iterator[str]:
    """The service on this machine's own address, for as long as it is needed."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            is_query = self.headers["Content-Type"] == "application/timestamp-query"
            answer = stamped(request) if is_query and self.path == "/tsa" else b"nej"
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
