"""The doors: command line, pages, and the one place where all parts are tied together."""
