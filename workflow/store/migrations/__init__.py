"""The steps by which a database comes from one version to the next, in order of number."""

from importlib import resources

HEAD = resources.files(__name__).joinpath("head.txt").read_text("ascii").strip()  # the newest
