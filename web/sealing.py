"""The seal tied up: which one the settings name, and what it says of a file."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from cryptography import x509

from documents.seal.identity import Identity, Owner, make_identity
from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner
from documents.seal.timestamping import ServiceTimeStamper
from documents.seal.verdict import KnownPaper, Outcome, Verdict
from documents.seal.verifying import MOST_BYTES, verify_pdf
from web import sealfolder
from web.timeservice import asking
from workflow import settings as given
from workflow.ports import Sealer
from workflow.refusals import BadInput, Complaint

GENUINE, NOT_GENUINE = 0, 1
_VALID = timedelta(days=3_653)  # ten years
_EARLIER = timedelta(days=1)  # what is sealed in the same minute is sealed within its time
_HARDWARE = "documents.seal.hardware"  # needs a package that only those with a token install

Register = Callable[[str], KnownPaper | None]


@dataclass(frozen=True)
class OpenSeal:
    """A seal ready for use, and the certificates by which it is known again."""

    sealer: Sealer
    certificates: tuple[x509.Certificate, ...]


def open_seal(settings: given.Settings, owner: Owner, now: datetime) -> OpenSeal:
    """The seal that the settings name; the organisation's own is made at its first use."""
    seal = settings.seal
    _require_one(seal)
    stamper = ServiceTimeStamper(asking(seal.timestamp_url)) if seal.timestamp_url else None
    if seal.pkcs11_module:
        hardware = _hardware(seal.pkcs11_module)
        signer = hardware.open_token(
            seal.pkcs11_module, seal.pkcs11_token, seal.pkcs11_key, seal.passphrase
        )
        found = OpenSeal(PadesSealer(signer, stamper), (hardware.certificate_in(signer),))
    else:
        identity = _identity(seal, owner, now)
        found = OpenSeal(PadesSealer(KeySigner(identity), stamper), identity.certificates)
    sealfolder.publish(seal.folder, found.certificates)
    return found


def demonstration_seal(key: bytes, owner: Owner, at: datetime) -> OpenSeal:
    """A seal for a run that leaves nothing elsewhere: the same key and time, the same seal."""
    identity = _made(owner, key, at)
    return OpenSeal(PadesSealer(KeySigner(identity)), identity.certificates)


def verdict_on(path: Path, settings: given.Settings, register: Register) -> Verdict:
    """What the seals in the settings' folder, and the register, say of a file."""
    trusted = sealfolder.published(settings.seal.folder)
    return verify_pdf(_content(path), trusted, register, ZoneInfo(settings.office.time_zone))


def told_of(
    path: Path, settings: given.Settings, register: Register
) -> tuple[tuple[str, ...], int]:
    """What `beslutskedjan verify FILE.pdf` says, line by line, and the code it ends with."""
    found = verdict_on(path, settings, register)
    code = GENUINE if found.outcome is Outcome.GENUINE else NOT_GENUINE
    return (*found.sentences, f"Kontrollsumma (SHA-256): {found.sha256}"), code


def _identity(seal: given.Seal, owner: Owner, now: datetime) -> Identity:
    if seal.pkcs12:
        return sealfolder.read_identity(Path(seal.pkcs12), seal.passphrase)
    return sealfolder.own_identity(
        seal.folder, seal.passphrase, lambda secret: _made(owner, secret, now)
    )


def _made(owner: Owner, secret: bytes, at: datetime) -> Identity:
    start = at.replace(microsecond=0) - _EARLIER
    return make_identity(owner, secret, start, start + _VALID)


def _require_one(seal: given.Seal) -> None:
    if seal.pkcs12 and seal.pkcs11_module:
        text = "ett sigill finns antingen i en PKCS#12-fil eller i en modul. Töm den ena nyckeln."
        raise _wrong("inställningarna", "seal.pkcs12", text)
    if seal.pkcs11_module and not (seal.pkcs11_token and seal.pkcs11_key):
        text = "namnen på token och nyckel saknas. Ge seal.pkcs11_token och seal.pkcs11_key."
        raise _wrong("inställningarna", "seal.pkcs11_module", text)


def _hardware(module: str) -> ModuleType:
    try:
        return importlib.import_module(_HARDWARE)
    except ImportError as error:
        text = "stödet för PKCS#11 är inte installerat. Installera tillägget «pkcs11»."
        raise _wrong(module, "seal.pkcs11_module", text) from error


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _wrong(str(path), "", "det finns ingen sådan fil. Kontrollera sökvägen.")
        if path.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1_000_000
            text = f"filen är större än {limit} MB, och så stora filer kontrolleras inte."
            raise _wrong(str(path), "", text)
        return path.read_bytes()
    except OSError as error:
        raise _wrong(str(path), "", f"filen går inte att läsa: {error.strerror}.") from error


def _wrong(source: str, key: str, text: str) -> BadInput:
    return BadInput(Complaint(source, None, key, text))
