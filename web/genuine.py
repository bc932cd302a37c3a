"""Whether a paper is ours: what the seal and the register say of a file, or of its checksum."""

import re
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from documents.seal.verdict import KnownPaper, Outcome, Verdict, known_words, verdict
from documents.seal.verifying import verify_pdf
from web import sealfolder
from web.i18n import _
from workflow.operations.office import Office
from workflow.operations.queries import genuine
from workflow.operations.queries.genuine import KnownUse
from workflow.settings import Settings

_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_SPACES = re.compile(r"[\s:]+")


@dataclass(frozen=True)
class Answer:
    """What is said of a file: the outcome, why, and which decision it belongs to."""

    verdict: Verdict
    use: KnownUse | None

    @property
    def since(self) -> tuple[str, ...]:
        """What has happened to the paper since it was made."""
        said = []
        if self.use is not None and self.use.repealed_on is not None:
            said.append(_("Domstolen upphävde beslutet den %(day)s.", day=self.use.repealed_on))
        if self.use is not None and self.use.corrected_on is not None:
            day = self.use.corrected_on
            said.append(
                _(
                    "Beslutet rättades den %(day)s. Läs rättelsen tillsammans med papperet.",
                    day=day,
                )
            )
        if self.use is not None and not self.use.current:
            said.append(_("En nyare version har ersatt papperet. Be om den, om du behöver den."))
        return tuple(said)


def of_file(office: Office, settings: Settings, content: bytes) -> Answer:
    """The answer for a file. Its bytes are compared and one signature is proved; nothing is kept.

    No file is opened as a PDF or anything else, so what is in it can do nothing here.
    """
    trusted = sealfolder.published(settings.seal.folder)
    zone = ZoneInfo(settings.office.time_zone)
    digest = sha256(content).hexdigest()
    found = verify_pdf(content, trusted, lambda asked: _known(office, asked), zone)
    return Answer(found, genuine.use_of(office, digest))


def of_checksum(office: Office, checksum: str) -> Answer:
    """The answer for a checksum, as ``read_checksum`` gives it: only the register can say."""
    known = _known(office, checksum)
    if known is None:
        said = _(
            "Kontrollsumman finns inte i registret. Ladda upp filen: då prövas också sigillet."
        )
        return Answer(verdict(Outcome.UNKNOWN, checksum, said), None)
    found = verdict(Outcome.GENUINE, checksum, known_words(known), KNOWN_BY_CHECKSUM)
    return Answer(found, genuine.use_of(office, checksum))


KNOWN_BY_CHECKSUM = (
    "Svaret gäller kontrollsumman. Räkna ut den ur din egen fil, eller ladda upp filen."
)


def read_checksum(written: str) -> str | None:
    """The checksum in what somebody wrote, with or without spaces; ``None`` where it is none."""
    packed = _SPACES.sub("", written).lower().removeprefix("sha256")
    return packed if _CHECKSUM.fullmatch(packed) else None


def _known(office: Office, digest: str) -> KnownPaper | None:
    found = genuine.known(office, digest)
    return KnownPaper(*found) if found else None
