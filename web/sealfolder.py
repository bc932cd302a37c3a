"""The folder of the seal: its key for the program alone, its certificates for everybody."""

import secrets
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from documents.seal.identity import (
    SECRET_SIZE,
    Identity,
    from_pem,
    from_pkcs12,
    to_pem,
    to_pkcs12,
)
from workflow.disk import make_folder, write_new
from workflow.refusals import BadInput, Complaint

KEY, PASSPHRASE, CERTIFICATES = "sigill.p12", "losenord", "certifikat-{}.pem"
_SECRET_MODE = 0o600


def own_identity(folder: Path, passphrase: str, make: Callable[[bytes], Identity]) -> Identity:
    """The organisation's own seal; made of fresh secret bytes where the folder has none."""
    path = folder / KEY
    try:
        make_folder(folder)
        secret = passphrase or _passphrase(folder / PASSPHRASE)
        if not path.exists():
            made = to_pkcs12(make(secrets.token_bytes(SECRET_SIZE)), secret)
            write_new(path, made, mode=_SECRET_MODE)  # of two that make one, one is kept
    except OSError as error:
        raise _wrong(path, f"sigillet går inte att skapa: {error.strerror}.") from error
    return read_identity(path, secret)


def read_identity(path: Path, passphrase: str) -> Identity:
    """The seal in a PKCS#12 file that only its owner can read."""
    return from_pkcs12(_secret(path), passphrase, str(path))


def publish(folder: Path, certificates: Iterable[x509.Certificate]) -> None:
    """Leave a seal's certificates in the folder, where verifying finds them."""
    listed = tuple(certificates)
    name = CERTIFICATES.format(listed[0].fingerprint(hashes.SHA256()).hex()[:16])
    try:
        make_folder(folder)
        write_new(folder / name, to_pem(listed), mode=0o644)
    except OSError as error:
        text = f"certifikatet går inte att spara: {error.strerror}."
        raise _wrong(folder / name, text) from error


def published(folder: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of every seal that the folder has known, each once."""
    found: dict[x509.Certificate, None] = {}
    for path in sorted(folder.glob("*.pem")):
        found |= dict.fromkeys(from_pem(_read(path), str(path)))
    return tuple(found)


def _passphrase(path: Path) -> str:
    if not path.exists():
        write_new(path, secrets.token_urlsafe(SECRET_SIZE).encode(), mode=_SECRET_MODE)
    return _secret(path).decode("ascii", "replace").strip()


def _secret(path: Path) -> bytes:
    content = _read(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        text = f"filen kan läsas av andra än ägaren; skydda den med «chmod 600 {path}»."
        raise _wrong(path, text)
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _wrong(path, f"filen går inte att läsa: {error.strerror}.") from error


def _wrong(path: Path, text: str) -> BadInput:
    return BadInput(Complaint(str(path), None, "", text))
