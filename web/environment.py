"""The settings of a process: the file that it was started with, and its environment."""

import json
from collections.abc import Mapping
from pathlib import Path

from workflow.environment import Setting, variable
from workflow.settings import Settings, load_settings

USUAL_FILE = Path("config.toml")
FILE = "BK_CONFIG"  # tells a server's processes which file the command was given


def settings_of(environ: Mapping[str, str], path: Path | None = None) -> Settings:
    """The settings of the file given, or named in the environment, or of config.toml if it is."""
    named = Path(environ[FILE]) if environ.get(FILE) else None
    usual = USUAL_FILE if USUAL_FILE.is_file() else None
    return load_settings(path or named or usual, environ)


def as_variables(values: Mapping[Setting, object]) -> dict[str, str]:
    """Settings as the variables that give them to a process."""
    return {variable(setting): _written(value) for setting, value in values.items()}


def _written(value: object) -> str:
    if isinstance(value, str | Path):
        return str(value)
    return json.dumps(value)  # a number, a list or true as TOML writes it too
