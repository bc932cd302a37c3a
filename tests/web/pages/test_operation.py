"""The operation's pages: alive, ready, figures and the operator's own; who is told how much."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.test_read_only import BY, WHY
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs import ticker
from workflow.jobs.sender import Sender
from workflow.operations import heartbeats, read_only
from workflow.operations.heartbeats import Job
from workflow.settings import Files, Office, Operation, Settings
from workflow.store.engine import upkeep

TOKEN = "0123456789abcdef-metrics"
NEAR = {"Host": "127.0.0.1:8000"}
FAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        office=Office(base_url="http://localhost"),
        files=Files(papers=tmp_path / "papers"),
        operation=Operation(run_folder=tmp_path / "run", least_free_mb=1),
    )


@pytest.fixture
def beating(site: Site) -> Site:
    """A site beside which a worker runs."""
    sender = Sender(site.office, Outbasket(), "test", lambda: site.clock.at)
    ticker.beat(site.office, sender, 8)
    return site


def asked(site: Site, path: str, **more: object) -> tuple[int, Any]:
    answer = site.app.test_client().get(path, **more)
    return answer.status_code, answer.get_json(silent=True) or answer.get_data(as_text=True)


def with_settings(site: Site, **tables: dict[str, object]) -> Site:
    """The same office with other settings."""
    changed = {
        table: getattr(site.settings, table).model_copy(update=values)
        for table, values in tables.items()
    }
    return Site(site.world, site.clock, site.settings.model_copy(update=changed))


def wrong(site: Site) -> dict[str, str]:
    _status, said = asked(site, "/readyz", headers=NEAR)
    return {check["name"]: check["text"] for check in said["checks"] if not check["ok"]}


def test_the_process_lives_whatever_becomes_of_the_database(site: Site) -> None:
    client = site.client("officer")
    site.office.engine.dispose()
    Path(site.office.engine.url.database or "").unlink()
    assert client.http.get("/healthz").status_code == 200
    assert asked(site, "/readyz")[0] == 503


def test_a_program_that_works_is_ready(beating: Site) -> None:
    status, said = asked(beating, "/readyz", headers=NEAR)
    assert (status, said["status"], said["reasons"]) == (200, "ready", [])
    names = [check["name"] for check in said["checks"]]
    assert names[:3] == ["draining", "disk_papers", "disk_database"]
    assert {"database", "schema", "writable", "tick", "sender", "day", "verify"} <= set(names)


def test_without_tick_and_sender_it_is_not(site: Site) -> None:
    assert asked(site, "/readyz")[0] == 503
    assert wrong(site) == {
        "tick": "Bevakningen har aldrig hörts av.",
        "sender": "Sändaren har aldrig hörts av.",
    }


def test_nor_when_they_have_been_silent_for_too_long(beating: Site) -> None:
    beating.at("2023-10-24", 10, 40)
    assert wrong(beating)["tick"] == ("Bevakningen har inte hörts av sedan 2023-10-24 kl. 10.00.")
    assert asked(beating, "/readyz")[0] == 503


def test_a_job_that_others_can_wait_for_is_told_of_and_stops_nothing(beating: Site) -> None:
    heartbeats.note(beating.office.engine, beating.clock.at, Job.VERIFY, "ett fel")
    status, said = asked(beating, "/readyz")
    assert (status, said["status"]) == (200, "degraded")
    assert list(wrong(beating)) == ["verify"]


def test_a_disk_that_is_full_stops_it(beating: Site) -> None:
    full = with_settings(beating, operation={"least_free_mb": 10**12})
    assert {"disk_papers", "disk_database"} <= set(wrong(full))


def test_so_does_a_database_of_another_version(beating: Site) -> None:
    with upkeep(beating.office.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "9999" in wrong(beating)["schema"]
    assert asked(beating, "/readyz")[0] == 503


def test_and_a_program_that_is_about_to_stop(beating: Site) -> None:
    folder = beating.settings.operation.run_folder
    folder.mkdir()
    (folder / "draining").touch()
    assert list(wrong(beating)) == ["draining"]
    assert asked(beating, "/readyz")[0] == 503
    assert asked(beating, "/healthz")[0] == 200


def test_read_only_is_told_of_and_people_may_still_read(beating: Site) -> None:
    read_only.begin(beating.office, WHY, BY)
    status, said = asked(beating, "/readyz")
    assert (status, said["status"]) == (200, "degraded")
    assert WHY in wrong(beating)["writable"]


FROM_AFAR: list[dict[str, Any]] = [
    {"environ_base": FAR, "headers": NEAR},
    {"headers": {**NEAR, "X-Forwarded-For": "192.0.2.7"}},
    {"headers": {**NEAR, "Forwarded": "for=192.0.2.7"}},
    {"headers": {"Host": "beslut.region.example"}},
    {"headers": {"Host": "127.0.0.1.region.example"}},
]


@pytest.mark.parametrize("who", FROM_AFAR)
def test_who_asks_from_afar_gets_a_word_and_no_figures(beating: Site, who: dict[str, Any]) -> None:
    assert asked(beating, "/readyz", **who) == (200, {"status": "ready"})
    assert asked(beating, "/metrics", **who)[0] == 404


def test_a_token_opens_from_anywhere_and_nothing_else_does(beating: Site) -> None:
    own = with_settings(beating, operation={"metrics_token": TOKEN})
    given = {"Authorization": f"Bearer {TOKEN}"}
    assert asked(own, "/metrics", environ_base=FAR, headers=given)[0] == 200
    for headers in (NEAR, {}, {"Authorization": "Bearer fel"}, {"Authorization": TOKEN}):
        assert asked(own, "/metrics", headers=headers)[0] == 404


def figures(site: Site) -> dict[tuple[str, ...], float]:
    """Each figure by its name and labels, as Prometheus' own reader has it."""
    status, said = asked(site, "/metrics", headers=NEAR)
    assert status == 200
    return {
        (each.name, *sorted(each.labels.values())): each.value
        for family in text_string_to_metric_families(said)
        for each in family.samples
    }


def test_the_figures_are_read_by_prometheus(beating: Site) -> None:
    matter = w.decided(beating.world)
    beating.at("2023-12-01")
    found = figures(beating)
    waiting = found["beslutskedjan_letters", "waiting"]
    assert waiting > 0
    since = (when("2023-12-01") - w.OPENED).total_seconds()
    assert 0 < found["beslutskedjan_oldest_unsent_seconds",] <= since
    assert found["beslutskedjan_duties_overdue",] > 0
    day = (when("2023-12-01") - when("2023-10-24")).total_seconds()
    assert found["beslutskedjan_job_age_seconds", "tick"] == day
    assert found["beslutskedjan_job_silent", "tick"] == 1
    assert found["beslutskedjan_database_up",] == 1
    assert matter.decision_id


def test_requests_and_steps_are_counted(beating: Site) -> None:
    beating = with_settings(beating)
    before = figures(beating)
    beating.client().see("/beslut")
    watched = replace(beating.world, office=beating.app.extensions["beslutskedjan"].office)
    matter = w.submitted(watched)
    w.decide(matter)
    after = figures(beating)

    def grew(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert grew("beslutskedjan_requests_total", "200", "public.decisions") == 1
    assert grew("beslutskedjan_steps_total", "decide", "taken") == 1
    assert grew("beslutskedjan_step_seconds_count", "decide") == 1


def test_without_a_database_the_figures_say_so(beating: Site) -> None:
    beating.office.engine.dispose()
    Path(beating.office.engine.url.database or "").write_bytes(b"no database")
    found = figures(beating)
    assert found["beslutskedjan_database_up",] == 0
    assert ("beslutskedjan_oldest_unsent_seconds",) not in found


@pytest.fixture
def closed(beating: Site) -> Site:
    read_only.begin(beating.office, WHY, BY)
    return beating


def test_the_operators_page_says_what_is_red_and_what_to_do(site: Site) -> None:
    page = site.client("administrator").see("/drift")
    assert page.has("Sändaren av brev har aldrig hörts av.")
    assert page.has("Se efter att arbetaren är i gång")
    assert page.has("operation.least_free_mb")


def test_the_operators_page_says_when_all_is_well(beating: Site) -> None:
    page = beating.client("administrator").see("/drift")
    assert page.has("Allt går som det ska.")
    assert page.has("2023-10-24 10:00")


def test_no_secret_stands_on_the_operators_page(beating: Site) -> None:
    word = "hemligt-ord"
    url = f"postgresql+psycopg://bk:{word}@db.region.example/bk"
    own = with_settings(beating, mail={"smtp_password": word}, database={"url": url})
    page = own.client("administrator").see("/drift")
    assert "hemligt" not in page.html
    assert page.has("postgresql+psycopg://bk:…@db.region.example/bk")
    assert page.has("angivet, visas inte")


def test_administrators_are_alarmed_on_their_first_page_and_others_are_not(site: Site) -> None:
    assert site.client("administrator").see("/").has("Sändaren av brev har aldrig hörts av.")
    assert not site.client("officer").see("/").has("Sändaren av brev har aldrig hörts av.")


def test_in_read_only_mode_every_page_says_so_and_is_read(closed: Site) -> None:
    page = closed.client("officer").see("/arenden")
    assert f"Skrivskyddat: {WHY}" in page.html
    assert "Skrivskyddat" not in closed.client().see("/beslut").html


def test_in_read_only_mode_a_form_says_why_and_keeps_what_was_typed(closed: Site) -> None:
    client = closed.client("officer")
    form = client.see("/arenden/ny").form()
    sent = client.send(
        "/arenden/ny", form, reference="RUN/700/2023", title="Nytt", opened_on="2023-10-24"
    )
    assert sent.has(f"Programmet är skrivskyddat sedan 2023-10-25 kl. 10.00: {WHY}.")
    assert "RUN/700/2023" in sent.html
    assert sent.status == 409


def test_in_read_only_mode_one_can_sign_out(closed: Site) -> None:
    client = closed.client("officer")
    assert client.send("/logga-ut", {}, follow=False).status == 303
