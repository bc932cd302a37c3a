"""One case on one kind of database, in a process that has everything imported already."""

import json
import os
from pathlib import Path

from tests.databases import Server
from tests.forking import Told, serve
from tests.torture.bed import Beds
from tests.torture.cases import CASES


def run(told: Told) -> None:
    """Do as told: the case's name, rounds, folder, and the server's folder where there is one."""
    case = next(case for case in CASES if case.name == told["name"])
    server = Server(Path(told["server"])) if told["server"] else None
    beds = Beds(Path(told["folder"]), server, Path(told["patterns"]))
    found = case.run(beds, told["rounds"])
    Path(told["out"]).write_text(json.dumps(found.told()), "utf-8")


if __name__ == "__main__":
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    serve(run)
