"""With a virus scanner, no file from outside is kept before it has said that it is clean."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.clamd import EICAR, Started, as_clamd, guarded
from tests.inbound.messages import written
from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import rows
from tests.web.pages.page import Page
from tests.web.pages.site import Site
from web.bootstrap import open_office
from workflow.delivery.clamd import Clamd
from workflow.operations import incoming
from workflow.settings import Database, Files, Record, Settings, Uploads
from workflow.store import tables as t

PDF = b"%%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%% %s\nstartxref\n9\n%%%%EOF\n"


def test_the_settings_name_the_scanner(tmp_path: Path) -> None:
    settings = Settings(
        database=Database(url=f"sqlite:///{tmp_path / 'chain.db'}"),
        files=Files(papers=tmp_path / "papers"),
        record=Record(key_file=tmp_path / "record.key"),
        uploads=Uploads(clamd="unix:/run/clamav/clamd.ctl"),
    )
    scanner = open_office(settings, when("2023-09-27")).scanner
    assert isinstance(scanner, Clamd)
    assert scanner.where == "unix:/run/clamav/clamd.ctl"


def uploading(site: Site, where: str, content: bytes) -> Page:
    """The page after an officer has uploaded a file, with the scanner at this address."""
    site = replace(site, world=replace(site.world, office=guarded(site.office, where)))
    site.at("2023-09-27")
    w.opened(site.world, 2024)
    client, url = site.client("officer"), f"/arenden/{site.world.case_id}/beslut/nytt"
    form = {**client.see(url).form(), "text": "Min text.", "do": "upload"}
    return client.send(url, {**form, "upload": (BytesIO(content), "utdrag.pdf")})


@pytest.mark.case("F08")
def test_an_infected_file_is_refused_and_stands_in_the_record(site: Site, scanner: Started) -> None:
    with scanner(as_clamd) as where:
        page = uploading(site, where, PDF % EICAR)
    assert page.status == 422
    assert page.has("utdrag.pdf: filen innehåller skadlig kod (Eicar-Signature) och är inte sparad")
    assert page.form()["text"] == ["Min text."]
    assert "basis-1-title" not in page.form()
    events = [row for row in rows(site.office.engine, t.event) if row.step == "refuse_file"]
    assert [event.actor_name for event in events] == ["Malin Nyqvist Ljungberg"]
    case = site.client("officer").see(f"/arenden/{site.world.case_id}/handelser")
    assert case.has("Filen utdrag.pdf innehöll Eicar-Signature.")


@pytest.mark.case("F08")
def test_a_file_waits_while_the_scanner_is_down(site: Site) -> None:
    page = uploading(site, "unix:/nowhere/clamd.ctl", PDF % b"clean")
    assert page.status == 422
    assert page.has("utdrag.pdf: filen väntar på viruskontroll")
    assert "basis-1-title" not in page.form()


@pytest.mark.case("F08")
def test_a_clean_file_is_kept(site: Site, scanner: Started) -> None:
    with scanner(as_clamd) as where:
        page = uploading(site, where, PDF % b"clean")
    assert page.has("utdrag.pdf (PDF, ")


@pytest.mark.case("F08")
def test_the_registrar_is_told_of_an_infected_letter_and_can_open_nothing_of_it(
    site: Site, scanner: Started
) -> None:
    with scanner(as_clamd) as where:
        raw = written(Subject="Er faktura").as_bytes() + EICAR
        incoming.file(guarded(site.office, where), raw, site.clock.at)
    registrar = site.client("registrar")
    assert registrar.see("/").has("Inkommet som inte hör till något ärende")
    page = registrar.see(registrar.see("/inkommet").links["Er faktura"])
    assert page.has("Det ligger kvar i brevlådan: öppna det inte, och kontakta it-avdelningen.")
    assert not page.has("Spara meddelandet")
    assert "Markera som hanterat" in page.buttons
