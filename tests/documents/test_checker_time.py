"""However strange a text is, the time to check it is in proportion to its length."""

import subprocess
import sys

import pytest

# Not a measure of speed: what takes twice the time for twice the text never comes near it.
MOST_CPU_SECONDS = 60
LENGTH = 200_000
SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from documents.checker import check_text
from tests.documents.checker_slips import KNOWN
unit = sys.argv[1]
print(len(check_text(unit * ({length} // len(unit)), KNOWN)))
"""


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "§",
        "-",
        "1",
        "000 ",
        "A. ",
        '"',
        "1-2 ",
        "a\n",
        "\u200b",
        "nämnden fastställer ",
        "anmälan av beslut ",
        "delegationsbeslut godkänns av ",
    ],
    ids=ascii,
)
def test_a_very_long_text_is_checked_in_time(unit: str) -> None:
    script = SCRIPT.format(seconds=MOST_CPU_SECONDS, length=LENGTH)
    done = subprocess.run(
        [sys.executable, "-c", script, unit], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 0
