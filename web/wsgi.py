"""The application for a WSGI server, on the settings of config.toml and the environment."""

import os

from web.app import create_app
from web.environment import settings_of

app = create_app(settings_of(os.environ))
