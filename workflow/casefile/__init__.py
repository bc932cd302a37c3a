"""The case file: one TOML file with all that the run of one case's years needs."""

from workflow.casefile.model import CaseFile
from workflow.casefile.read import read_case_file

__all__ = ["CaseFile", "read_case_file"]
