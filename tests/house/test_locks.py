"""The locked packages: whole, hashed, and the same for the program and for its tests."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:\w{64}.*\n)+", re.MULTILINE
)
LOCKS = ("requirements.lock", "tests/requirements.lock")
# Each in an environment of its own: neither agrees with the other, nor with the program.
PEERS = tuple(
    f"benchmarks/peers/{peer}/requirements.lock"
    for peer in ("django_list", "django_viewflow", "spiffworkflow", "statemachine")
)
SCANNERS = ("tests/scan/schemathesis.lock", "tests/scan/wapiti.lock")


def pinned(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text("utf-8")))


def wanted() -> dict[str, list[str]]:
    facts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    program = facts["project"]["dependencies"] + facts["build-system"]["requires"]
    tests = facts["project"]["optional-dependencies"]["test"]
    groups = facts["dependency-groups"]
    scanners = {f"tests/scan/{name}.lock": asked for name, asked in groups.items()}
    peers = {lock: groups[lock.split("/")[2]] for lock in PEERS}
    return {"requirements.lock": program, "tests/requirements.lock": tests} | scanners | peers


@pytest.mark.parametrize("lock", [*LOCKS, *SCANNERS, *PEERS])
def test_every_line_of_a_lock_is_a_version_with_its_hashes(lock: str) -> None:
    rest = PIN.sub("", (ROOT / lock).read_text("utf-8"))
    assert [line for line in rest.split("\n") if line and not line.startswith("    #")] == []


@pytest.mark.parametrize("lock", [*LOCKS, *SCANNERS, *PEERS])
def test_every_package_asked_for_is_locked(lock: str) -> None:
    asked = {re.split(r"[^\w-]", package)[0].lower() for package in wanted()[lock]}
    assert asked <= set(pinned(lock))


def test_the_program_and_its_tests_agree_on_versions() -> None:
    program, tests = map(pinned, LOCKS)
    assert {name: program[name] for name in program.keys() & tests.keys()} == {
        name: tests[name] for name in program.keys() & tests.keys()
    }
