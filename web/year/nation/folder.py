"""The folder of the nation: a folder for each region, and a table of them all when it is whole."""

import shutil
from pathlib import Path

from web.year import folder
from web.year.nation.counties import County, nation
from web.year.nation.orders import Asked, RegionDone
from web.year.nation.region import folder_of
from workflow.disk import make_folder, sync_folder
from workflow.refusals import BadInput, Complaint

TABLE = "riket.txt"
_NAMED = 28  # letters for the name of a region


def begin(asked: Asked) -> None:
    """Make the folder ready: what an earlier run left goes, anything else is refused."""
    out = asked.out
    try:
        _refuse_what_is_not_ours(asked)
        make_folder(out)
        mark(asked, "Körningen har börjat.")
        (out / TABLE).unlink(missing_ok=True)
        for name in sorted(_regions()):
            if (out / name).is_dir():
                shutil.rmtree(out / name)
    except OSError as error:
        text = f"går inte att skriva i ({error.strerror}). Ange en annan mapp."
        raise _wrong(asked, text) from error


def _regions() -> set[str]:
    return {folder_of(county) for county in nation().counties}


def _refuse_what_is_not_ours(asked: Asked) -> None:
    if not asked.out.exists():
        return
    if not asked.out.is_dir():
        raise _wrong(asked, "är en fil. Ange en mapp som inte finns än.")
    names = {path.name for path in asked.out.iterdir()}
    marks = {folder.MARKER, folder.DRAFT, TABLE}
    strange = sorted(names - marks - _regions() if names & marks else names)
    if strange:
        text = f"innehåller annat än en tidigare körning av riket ({strange[0]}). "
        raise _wrong(asked, f"{text}Ange en annan mapp.")


def mark(asked: Asked, where: str, *why: str) -> None:
    """Say in the folder how far the run has come."""
    folder.mark(asked.out, where, *why)


def finish(asked: Asked, regions: tuple[RegionDone, ...]) -> None:
    """The table of all regions; the marker goes where everything was true."""
    (asked.out / TABLE).write_text("\n".join(table(asked, regions)) + "\n", "utf-8")
    wrong = [asked.counties[each.county].region for each in regions if each.untrue]
    if wrong:
        mark(asked, f"Allt är gjort, men kontrollen fann fel i {', '.join(wrong)}.")
        return
    (asked.out / folder.MARKER).unlink()
    sync_folder(asked.out)


def regions_in(out: Path) -> tuple[County, ...]:
    """The regions that stand in the table of a folder that is whole."""
    lines = (out / TABLE).read_text("utf-8").splitlines()
    names = {line[:_NAMED].rstrip() for line in lines}
    return tuple(county for county in nation().counties if county.region in names)


def table(asked: Asked, regions: tuple[RegionDone, ...]) -> list[str]:
    """A row for each region, and their sum."""
    heads = ("Mottagare", "Beslut", "Papper", "Brev", "Bevakningar", "Fel")
    rows = [(asked.counties[each.county].region, _numbers(each)) for each in regions]
    sums = tuple(map(sum, zip(*(numbers for _, numbers in rows), strict=True)))
    rows.append((f"{len(regions)} regioner, {asked.years}", sums))
    first = f"{'Region':<{_NAMED}}" + "".join(f"{head:>13}" for head in heads)
    return [
        first,
        *(f"{name:<{_NAMED}}" + "".join(f"{n:>13}" for n in numbers) for name, numbers in rows),
    ]


def _numbers(each: RegionDone) -> tuple[int, ...]:
    return (
        each.recipients,
        each.decisions,
        each.papers,
        each.letters,
        each.duties,
        len(each.untrue),
    )


def _wrong(asked: Asked, text: str) -> BadInput:
    return BadInput(Complaint(str(asked.out), None, "", f"sökvägen {text}"))
