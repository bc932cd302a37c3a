"""Where to go after signing in: a page of our own, and nothing else."""

from urllib.parse import urlsplit

HOME = "/"
_LONGEST = 2_000
# Pages of signing in itself would lead round in a circle.
_ROUND = ("/logga-", "/bekrafta", "/forsta-start")


def local(asked: str | None) -> str:
    """The page that was asked for, if it is one of ours; otherwise the first page."""
    if not asked or len(asked) > _LONGEST or not _is_local(asked):
        return HOME
    return HOME if asked.startswith(_ROUND) else asked


def _is_local(asked: str) -> bool:
    # Browsers read a backslash as a slash, and leave out tabs and line ends.
    if not asked.startswith("/") or asked.startswith("//") or "\\" in asked:
        return False
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in asked):
        return False
    parts = urlsplit(asked)
    return not parts.scheme and not parts.netloc
