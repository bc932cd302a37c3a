"""What the tools report becomes findings, and only what is explained is left out."""

import json
from pathlib import Path

import pytest

from tests.scan import api, pages
from tests.scan.findings import Explanation, Finding, explanations, shape, unexplained
from tests.scan.table import lines

WRONG = Finding("wapiti", "officer", "SQL Injection", "GET /arenden", "in the parameter sok")


def explained(toml: str, folder: Path) -> tuple[Explanation, ...]:
    file = folder / "explained.toml"
    file.write_text(toml, "utf-8")
    return explanations(file)


def row(finding: str, where: str) -> str:
    return f"[[explained]]\ntool = 'wapiti'\nfinding = '{finding}'\nwhere = '{where}'\nwhy = 'no'\n"


@pytest.mark.parametrize(
    ("finding", "where", "left"),
    [
        ("SQL Injection: .*", "GET /arenden", []),
        ("SQL Injection", "GET /arenden", [WRONG]),  # not the whole of what was said
        ("SQL Injection: .*", "GET /", [WRONG]),
        ("XSS: .*", "GET .*", [WRONG]),
    ],
)
def test_a_finding_is_left_unless_its_whole_is_explained(
    tmp_path: Path, finding: str, where: str, left: list[Finding]
) -> None:
    assert unexplained([WRONG, WRONG], explained(row(finding, where), tmp_path)) == left


def test_every_explanation_says_why() -> None:
    assert [each for each in explanations() if len(each.why) < 30] == []


@pytest.mark.parametrize(
    ("path", "like"),
    [
        ("/arenden/12/handelser?sida=2", "/arenden/N/handelser"),
        ("/beslut/RUN/1-2024", "/beslut/RUN/1-2024"),
        (f"/handlingar/{'a1' * 32}/utdrag.pdf", "/handlingar/SHA256"),
    ],
)
def test_like_pages_are_one(path: str, like: str) -> None:
    assert shape(path) == like


def test_a_failure_of_schemathesis_is_a_finding(tmp_path: Path) -> None:
    failure = {"message": "Received: 500\n\nDocumented: 200", "operation": "GET /api/v1/me"}
    checks = [
        {"name": "not_a_server_error", "status": "failure", "failure_info": {"failure": failure}},
        {"name": "response_schema_conformance", "status": "success"},
    ]
    recorder = {"checks": {"a": checks}, "interactions": {"a": {"response": {"status_code": 500}}}}
    report = tmp_path / "report.ndjson"
    report.write_text(json.dumps({"ScenarioFinished": {"recorder": recorder}}) + "\n", "utf-8")
    said = "500: Received: 500 Documented: 200"
    wanted = Finding("schemathesis", "nobody", "not_a_server_error", "GET /api/v1/me", said)
    assert list(api.found(report, "nobody")) == [wanted]


def test_a_row_of_wapiti_is_a_finding(tmp_path: Path) -> None:
    facts = {
        "infos": {"crawled_pages_nbr": 1},
        "vulnerabilities": {
            "SQL Injection": [{"method": "GET", "path": "/planer/7", "info": "in the parameter x"}]
        },
        "anomalies": {},
        "additionals": {},
    }
    report = tmp_path / "report.json"
    report.write_text(json.dumps(facts), "utf-8")
    wanted = Finding("wapiti", "officer", "SQL Injection", "GET /planer/N", "in the parameter x")
    assert list(pages.found(report, "officer")) == [wanted]


def test_a_scan_that_met_nothing_is_a_finding(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    parts: dict[str, object] = {"vulnerabilities": {}, "anomalies": {}, "additionals": {}}
    report.write_text(json.dumps(parts | {"infos": {"crawled_pages_nbr": 0}}), "utf-8")
    assert [each.kind for each in pages.found(report, "officer")] == ["Nothing crawled"]


def test_the_table_counts_by_role_and_tool_and_names_what_is_left() -> None:
    told = list(lines((["officer"], ["wapiti"]), [WRONG], ()))
    assert told[1].split() == ["officer", "wapiti", "1", "0", "1"]
    assert "SQL Injection" in told[-1]
