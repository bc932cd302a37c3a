"""What says that somebody did not show who they are, in a sentence for them to read."""


class Unproven(Exception):
    """What was shown does not prove anything; ``sentence`` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unreachable(Unproven):
    """Whoever could say so gives no answer; another try later may do."""
