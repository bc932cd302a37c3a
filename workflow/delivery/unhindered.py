"""What a post is that waits for nothing and keeps nothing: it is always ready."""

from workflow.outgoing import TryLater


class Unhindered:
    """A post that can take a message at any time."""

    def at_once(self) -> bool:
        return True

    def ready(self) -> TryLater | None:
        return None

    def rest(self) -> None:
        """There is nothing to let go of."""
