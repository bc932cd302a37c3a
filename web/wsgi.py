"""The application for a WSGI server, on the settings of config.toml and the environment."""

import gc
import os

from web import logs
from web.app import create_app
from web.environment import settings_of

_SETTINGS = settings_of(os.environ)
logs.begin(_SETTINGS.operation)
app = create_app(_SETTINGS)
gc.freeze()  # all that is there now stays: it need not be looked through again and again
