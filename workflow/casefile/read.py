"""Reading a case file: the whole file is right, or every fault is named at once."""

from pathlib import Path

from workflow import tomlfile
from workflow.casefile.checks import findings
from workflow.casefile.model import CaseFile
from workflow.refusals import BadInput


def read_case_file(path: Path, max_bytes: int = 2_000_000) -> CaseFile:
    """The case file at ``path``; ``BadInput`` in Swedish, with line and key, where it is wrong.

    First each table by itself, then what the tables say of each other and of the attached files.
    """
    written = tomlfile.read(path, max_bytes)
    file = tomlfile.check(written, CaseFile)
    faults = [written.complaint(each.path, each.text) for each in findings(file, path.parent)]
    if faults:
        raise BadInput(*tomlfile.arranged(iter(faults)))
    return file.lying_in(path.parent)
