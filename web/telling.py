"""What this program refuses, told in Swedish sentences to whoever asked."""

from workflow.reasons import sentences
from workflow.refusals import BeslutskedjanError, NotFound, PaperIncomplete, Refused


def told(error: BeslutskedjanError) -> tuple[str, ...]:
    """Every reason there is, each as a sentence that says what is wrong."""
    match error:
        case Refused():
            return sentences(error)
        case PaperIncomplete(missing=missing):
            return (f"{missing.paper} kan inte upprättas: {', '.join(missing.fields)} saknas.",)
        case NotFound() if not str(error).endswith("."):
            return ("Det som efterfrågas finns inte. Kontrollera det du har angett.",)
        case _:
            return tuple(str(error).split("\n"))
