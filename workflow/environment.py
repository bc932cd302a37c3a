"""Settings given in environment variables, or in files that environment variables name."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.plaintext import hidden_characters, read_text
from workflow.refusals import BadInput, Complaint
from workflow.tomlfile import arranged, nearest

PREFIX = "BESLUTSKEDJAN_"
FROM_FILE = "_FILE"
_FILE_MAX_BYTES = 10_000

Setting = tuple[str, str]  # table and key


@dataclass(frozen=True)
class Given:
    """What the environment sets, by setting, and what to call the place in a complaint."""

    values: Mapping[Setting, object]
    sources: Mapping[tuple[str | int, ...], str]


def variable(setting: Setting) -> str:
    """The name of a setting's variable: `BESLUTSKEDJAN_OFFICE__HOUR`."""
    return f"{PREFIX}{'__'.join(setting).upper()}"


def given(defaults: Mapping[Setting, object], environ: Mapping[str, str]) -> Given:
    """The settings that the environment holds; BadInput names each variable that is not known."""
    names = {variable(setting): setting for setting in defaults}
    ours = sorted(name for name in environ if name.startswith(PREFIX))
    if faults := arranged(_faults(ours, names, environ)):
        raise BadInput(*faults)
    found = {_setting(name, names): _text(name, names, environ) for name in ours}
    return Given(
        {setting: _value(text, defaults[setting]) for setting, text in found.items()},
        {_setting(name, names): _called(name) for name in ours},
    )


def _faults(
    ours: list[str], names: Mapping[str, Setting], environ: Mapping[str, str]
) -> Iterator[Complaint]:
    taken: dict[Setting, str] = {}
    for name in ours:
        if not (name in names or name.removesuffix(FROM_FILE) in names):
            yield Complaint(_called(name), None, "", _unknown(name, names))
            continue
        for _, fault in hidden_characters(_text(name, names, environ)):
            yield Complaint(_called(name), None, "", fault)
        if other := taken.get(_setting(name, names)):
            yield Complaint(_called(name), None, "", f"{other} säger redan detsamma. Ta bort en.")
        taken[_setting(name, names)] = name


def _unknown(name: str, names: Mapping[str, Setting]) -> str:
    near = nearest(name, tuple(names))
    hint = f" Menade du {near}?" if near else " Se docs/settings.md."
    return f"ingen inställning heter så.{hint}"


def _setting(name: str, names: Mapping[str, Setting]) -> Setting:
    return names.get(name) or names[name.removesuffix(FROM_FILE)]


def _text(name: str, names: Mapping[str, Setting], environ: Mapping[str, str]) -> str:
    """The variable's own text, or that of the file it names (a secret is best kept so)."""
    if name in names:
        return environ[name]
    return read_text(Path(environ[name]), _FILE_MAX_BYTES).rstrip("\n")


def _value(text: str, default: object) -> object:
    """Text stands as it is; numbers and lists are written as in config.toml."""
    if isinstance(default, str | Path):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text  # of the wrong kind: the settings' model says what was wanted


def _called(name: str) -> str:
    return f"miljövariabeln {name}"
