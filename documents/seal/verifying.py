"""Whether a file is one of ours: genuine, changed or unknown, whatever its bytes may be.

The answer rests on bytes and one signature. A file is genuine when our key signed all of its bytes
but the seal's own, and those are what our sealer writes; so a file of unknown origin is never read
as a PDF, and there is no parser that it could lead astray.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import tzinfo
from zoneinfo import ZoneInfo

from cryptography import x509

from documents.seal import verdict as words
from documents.seal.container import RANGE_KEY, Place, places
from documents.seal.timestamping import Stamp, read_stamp
from documents.seal.verdict import KnownPaper, Outcome, Verdict, verdict
from documents.seal.wrapping import Vouched, der_hex, read, signers

MOST_BYTES = 50_000_000
_HEAD = 1_024  # a PDF says that it is one within so many bytes
_SWEDEN = ZoneInfo("Europe/Stockholm")

Known = Callable[[str], KnownPaper | None]


def verify_pdf(
    content: bytes,
    trusted: Sequence[x509.Certificate],
    known_hash: Known,
    zone: tzinfo = _SWEDEN,
) -> Verdict:
    """The verdict on a file: ``trusted`` are our seals' certificates, ``known_hash`` the register.

    A certificate that seals is trusted by itself, and not for who issued it: another seal from
    the same issuer is not ours.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    known = known_hash(sha256)
    if len(content) > MOST_BYTES:
        limit = words.TOO_LARGE.format(limit=MOST_BYTES // 1_000_000)
        found = verdict(Outcome.UNKNOWN, sha256, limit)
    else:
        found = _by_seal(content, sha256, trusted, zone)
    return _with_register(found, known)


def _by_seal(
    content: bytes, sha256: str, trusted: Sequence[x509.Certificate], zone: tzinfo
) -> Verdict:
    for place in places(content):
        vouched = read(place.der, trusted)
        if vouched is not None:
            return _ours(place, vouched, sha256, zone)
    return verdict(Outcome.UNKNOWN, sha256, _unproven(content, trusted))


def _ours(place: Place, vouched: Vouched, sha256: str, zone: tzinfo) -> Verdict:
    """One of our seals was found; what has become of the bytes that it covered."""
    owner = words.whose(vouched.certificate)
    stamp = read_stamp(vouched.token, vouched.signature) if vouched.token else None
    fault = _fault(place, vouched, stamp)
    if fault is not None:
        told = fault.format(owner=owner, added=place.added)
        return verdict(Outcome.CHANGED, sha256, told, sealed_at=place.at)
    told_of = words.sealed_words(vouched.certificate, place.at, stamp, zone)
    at = stamp.at if stamp else place.at
    return verdict(Outcome.GENUINE, sha256, *told_of, sealed_at=at)


def _fault(place: Place, vouched: Vouched, stamp: Stamp | None) -> str | None:
    if place.digest() != vouched.digest:
        return words.CHANGED
    if place.added:
        return words.ADDED
    if not (place.is_whole and vouched.exact):
        return words.REWRAPPED
    if vouched.token and stamp is None:
        return words.WRONG_STAMP
    return None


def _unproven(content: bytes, trusted: Sequence[x509.Certificate]) -> str:
    """What can be said of a file that no key of ours vouches for."""
    upper = content.upper()
    if any(der_hex(each) in upper for each in signers(trusted)):
        return words.UNPROVEN
    if RANGE_KEY in content:
        return words.FOREIGN
    return words.NO_SEAL if b"%PDF-" in content[:_HEAD] else words.NO_PDF


def _with_register(found: Verdict, known: KnownPaper | None) -> Verdict:
    """What the register keeps byte for byte is genuine, sealed or not."""
    if known is None:
        return found
    sealed = found.outcome is Outcome.GENUINE
    more = found.sentences[1:] if sealed else (words.KNOWN_ONLY,)
    told = (words.known_words(known), *more)
    return verdict(Outcome.GENUINE, found.sha256, *told, sealed_at=found.sealed_at)
