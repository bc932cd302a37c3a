"""A run that was killed says where it stopped; what it wrote holds, and it can be run again."""

import errno
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.command import EXAMPLE, SEED, Told, beslutskedjan, contents, process
from tests.web.left import Year
from web.year import folder, leaving

# What is told last before each kill, from the first step to the year after the decision.
KILLED_AFTER = (
    "öppnar handlingsplan 2023",
    "beslutar",
    "öppnar uppföljningen",
)
AGAIN = "Mappen är inte färdig. Kör om «beslutskedjan year» för att få en hel mapp.\n"
HOLDS = "Det som hann skrivas stämmer.\n"


def kill_after(words: str, out: Path) -> str:
    """Run the year into a folder, and kill it with no warning once it has told of a step."""
    with process("year", SEED, "--out", out, cwd=out.parent) as running:
        assert running.stdout
        last = next(line for line in running.stdout if line.rstrip().endswith(words))
        running.kill()
    assert running.returncode == -9
    return last


def verify(out: Path) -> Told:
    return beslutskedjan("verify", out, cwd=out.parent)


def test_a_killed_run_says_where_and_can_be_run_again(year: Year, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    for words in KILLED_AFTER:
        day = kill_after(words, out)[:10]
        told = verify(out)
        assert (told.code, told.err) == (1, "")
        assert told.out.endswith(AGAIN + HOLDS)
        stopped = re.match(r"Körningen stannade (\d{4}-\d{2}-\d{2}) när .+\.\n", told.out)
        assert stopped
        assert stopped[1] >= day
    assert beslutskedjan("year", SEED, "--out", out, cwd=tmp_path).code == 0
    assert contents(out) == contents(year.folder)
    assert verify(out) == Told(0, "Allt stämmer: kedjor, sigill och papper.\n", "")


def test_a_run_that_stopped_while_it_wrote_its_result_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(leaving, "calendar", full_disk)
    with pytest.raises(OSError, match="no space"):
        beslutskedjan("year", EXAMPLE, "--out", tmp_path / "ut", cwd=tmp_path)
    told = verify(tmp_path / "ut")
    where = "Alla steg är tagna. Körningen stannade när resultatet skrevs ut.\n"
    assert told == Told(1, where + AGAIN + HOLDS, "")


# What a kill can leave that no test can time: each is a folder as it stands at one such moment.


def just_begun(out: Path) -> None:
    folder.begin(out)


def while_the_marker_was_written(out: Path) -> None:
    folder.begin(out)
    (out / folder.MARKER).write_bytes(b"")


def before_the_tables_were_made(out: Path) -> None:
    folder.begin(out)
    (out / folder.KEY).write_bytes(bytes(32))
    (out / folder.WORK / "chain.db").touch()


def while_the_earlier_run_was_cleared(out: Path) -> None:
    """The key is gone, the work folder is half gone."""
    before_the_tables_were_made(out)
    (out / folder.WORK).rename(out / folder.LEFT)
    (out / folder.KEY).unlink()


def while_the_work_folder_was_tidied_away(out: Path) -> None:
    before_the_tables_were_made(out)
    shutil.rmtree(out / folder.WORK / "papers", ignore_errors=True)
    (out / folder.WORK).rename(out / folder.LEFT)


Moment = Callable[[Path], None]


@pytest.mark.case("R01")
@pytest.mark.parametrize(
    "moment",
    [
        just_begun,
        while_the_marker_was_written,
        before_the_tables_were_made,
        while_the_earlier_run_was_cleared,
        while_the_work_folder_was_tidied_away,
    ],
)
def test_whenever_it_was_killed_the_folder_says_so(tmp_path: Path, moment: Moment) -> None:
    out = tmp_path / "ut"
    moment(out)
    told = verify(out)
    assert (told.code, told.err) == (1, "")
    assert told.out.endswith(AGAIN + HOLDS)
    folder.begin(out)
    assert {path.name for path in out.iterdir()} == {
        folder.MARKER,
        folder.WORK,
        folder.PAPERS,
        folder.MAIL,
    }


def test_a_stopped_run_whose_record_was_changed_does_not_hold(tmp_path: Path) -> None:
    out = tmp_path / "ut"
    kill_after("svarar på samrådet om 2024", out)
    for path in (out / folder.WORK / "papers").rglob("*"):
        if path.is_file():
            path.write_bytes(b"Annat")
    told = verify(out)
    assert told.code == 1
    assert "Stämmer inte: Handlingen RUN-536-2021_handlingsplan-2023_utkast.pdf" in told.out
    assert HOLDS not in told.out


def test_a_run_killed_before_it_wrote_anything_leaves_an_empty_folder(tmp_path: Path) -> None:
    told = verify(tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{tmp_path}: mappen är tom. Fyll den med «beslutskedjan year».\n"
