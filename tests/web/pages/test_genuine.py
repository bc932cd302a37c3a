"""Is the paper genuine? What anybody is told of a file or of its checksum."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from tests.documents.seal_samples import OTHER_SECRET, identity, paper, sealed
from tests.operations import walking as w
from tests.operations.reading import rows
from tests.web.pages.page import Page
from tests.web.pages.site import Site
from web import sealfolder
from workflow.settings import Seal
from workflow.store import tables as t


def kept(site: Site) -> bytes:
    """The bytes of the decision's paper."""
    matter = w.decided(site.world)
    uses = rows(site.office.engine, t.paper_use, decision_id=matter.decision_id)
    (paper, *_rest) = [each for each in uses if each.kind == "delegationsbeslut"]
    content: bytes = site.office.files.get(paper.sha256)
    return content


def dropped(site: Site, content: bytes) -> Page:
    return site.client().send("/akta", {"file": (BytesIO(content), "papper.pdf")})


def test_a_paper_of_the_register_is_genuine_and_leads_to_its_decision(site: Site) -> None:
    page = dropped(site, kept(site))
    assert page.has("Filen är äkta.")
    assert "Läs beslutet RUN 1/2023" in page.links


def test_a_paper_with_one_byte_changed_is_not_genuine(site: Site) -> None:
    content = kept(site)
    page = dropped(site, bytes([content[0] ^ 1]) + content[1:])
    assert not page.has("Filen är äkta.")
    assert page.has("finns inte i registret")


@pytest.fixture
def sealing(site: Site, tmp_path: Path) -> Site:
    """The same application, which trusts the organisation's own seal and no other."""
    sealfolder.publish(tmp_path / "seal", identity().certificates)
    settings = site.settings.model_copy(update={"seal": Seal(folder=tmp_path / "seal")})
    return replace(site, settings=settings)


def test_a_paper_with_our_seal_is_genuine_also_where_no_register_knows_it(sealing: Site) -> None:
    page = dropped(sealing, sealed())
    assert page.has("Filen är äkta.")
    assert page.has("Region Jämtland Härjedalen")


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
def test_a_sealed_paper_with_one_byte_changed_is_called_changed(sealing: Site, part: float) -> None:
    content = bytearray(sealed())
    place = int(len(paper()) * part)
    content[place] ^= 1
    page = dropped(sealing, bytes(content))
    assert page.has("Filen är ändrad. Lita inte på den.")
    assert not page.has("Filen är äkta.")


def test_somebody_elses_seal_says_nothing(sealing: Site) -> None:
    page = dropped(sealing, sealed(OTHER_SECRET))
    assert page.has("Filen är okänd.")


def test_a_checksum_is_enough_with_spaces_too(site: Site) -> None:
    digest = sha256(kept(site)).hexdigest()
    page = site.client().send("/akta", checksum=f"{digest[:32]} {digest[32:]}")
    assert page.has("Filen är äkta.")
    assert page.has(digest)


def test_what_is_no_checksum_is_told_and_kept(site: Site) -> None:
    page = site.client().send("/akta", checksum="abc")
    assert page.status == 422
    assert page.has("Kontrollsumman ska ha 64 tecken") or page.has("Kontrollsumma ska ha 64 tecken")
    assert page.form("akta")["checksum"] == ["abc"]


def test_nothing_sent_says_what_to_send(site: Site) -> None:
    page = site.client().send("/akta")
    assert page.status == 422
    assert page.has("Välj en fil, eller skriv filens kontrollsumma.")
