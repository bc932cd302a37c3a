"""`--data`: commands that work in the folder that `beslutskedjan serve --data` keeps all in."""

import os
from pathlib import Path

import click

from web import serving
from web.environment import as_variables, settings_of
from workflow.settings import Settings

in_folder = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Mapp för databas, handlingar och nycklar, som i «serve --data».",
)


def settings_in(settings: Settings, data: Path | None) -> Settings:
    """The settings as they are, or with everything in the folder."""
    if data is None:
        return settings
    context = click.get_current_context()
    config: Path | None = context.parent.params["config"] if context.parent else None
    return settings_of({**os.environ, **as_variables(serving.in_folder(data))}, config)
