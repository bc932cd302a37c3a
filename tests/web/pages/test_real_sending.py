"""Where letters are really sent, every page says so; and a setting that stops them alarms."""

import pytest

from tests.operations import walking as w
from tests.operations.builders import when
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs import sender
from workflow.outgoing import SETUP, TryLater
from workflow.settings import Mail, Office, Settings

BANNER = "Breven skickas på riktigt till mottagarna"
REALLY = Mail(mode="smtp", really_send=True, smtp_host="relay.region.example")


@pytest.mark.parametrize(
    ("settings", "is_said"),
    [
        (Settings(office=Office(base_url="http://localhost")), False),
        (Settings(office=Office(base_url="http://localhost"), mail=REALLY), True),
    ],
    ids=["folder", "smtp"],
)
@pytest.mark.parametrize("url", ["/", "/expediering", "/beslut", "/finns-inte"])
def test_every_page_says_that_letters_are_really_sent_and_no_page_says_it_otherwise(
    site: Site, url: str, is_said: bool
) -> None:
    shown = site.client("registrar").http.get(url).get_data(as_text=True)
    assert (BANNER in shown) == is_said


class Shut(Outbasket):
    """A server that does not let us in."""

    def ready(self) -> TryLater | None:
        return TryLater(f"{SETUP}inloggningen nekades", down=True, setup=True)


def test_a_wrong_setting_alarms_at_once_and_until_a_letter_leaves(site: Site) -> None:
    w.decided(site.world)
    site.clock.at = when("2023-10-24", 14, 35)
    sender.send_due(site.office, Shut(), "w1", site.clock.at)
    told = "Inga brev kan skickas, för e-posten är fel inställd: inloggningen nekades."
    assert told in site.client("registrar").see("/").text
    site.clock.at = when("2023-10-24", 14, 50)
    sender.send_due(site.office, Outbasket(), "w1", site.clock.at)
    assert told not in site.client("registrar").see("/").text
