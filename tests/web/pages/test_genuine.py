"""Is the paper genuine? What anybody is told of a file or of its checksum."""

from hashlib import sha256
from io import BytesIO

from tests.operations import walking as w
from tests.operations.reading import rows
from tests.web.pages.page import Page
from tests.web.pages.site import Site
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
