"""What this program refuses, told in Swedish sentences to whoever asked."""

from zoneinfo import ZoneInfo

from web.swedish import Swedish
from workflow.chain import BY_NAME
from workflow.reasons import sentences
from workflow.refusals import (
    BeslutskedjanError,
    Earlier,
    NotFound,
    Outpaced,
    PaperIncomplete,
    ReadOnly,
    Refused,
)

ZONE = ZoneInfo("Europe/Stockholm")


def told(error: BeslutskedjanError) -> tuple[Swedish, ...]:
    """Every reason there is, each as a sentence that says what is wrong."""
    return tuple(map(Swedish, _told(error)))


def _told(error: BeslutskedjanError) -> tuple[str, ...]:
    match error:
        case Refused():
            return sentences(error)
        case Outpaced(earlier=earlier):
            return (_outpaced(earlier),)
        case ReadOnly():
            return (_closed(error),)
        case PaperIncomplete(missing=missing):
            what = f"{missing.paper} kan inte upprättas: {', '.join(missing.fields)} saknas."
            return (f"{what} Fyll i det som saknas och försök igen.",)
        case NotFound() if not str(error).endswith("."):
            return ("Det som efterfrågas finns inte. Kontrollera det du har angett.",)
        case _:
            return tuple(str(error).split("\n"))


def _closed(error: ReadOnly) -> str:
    at = error.since.astimezone(ZONE) if error.since else None
    since = f" sedan {at:%Y-%m-%d} kl. {at:%H.%M}" if at else ""
    return (
        f"Programmet är skrivskyddat{since}: {error.reason.rstrip('.')}. Ingenting har sparats. "
        "Du kan läsa allt. Gör om det du ville göra när skrivskyddet har tagits bort."
    )


def _outpaced(earlier: Earlier | None) -> str:
    end = "Inget av det du gjorde har sparats i ärendet. Ladda om sidan för att se hur det står."
    if earlier is None:
        return f"Någon annan ändrade i ärendet samtidigt. {end}"
    step = BY_NAME.get(earlier.step)
    what = f" (steget ”{step.swedish}”)" if step else ""
    at = earlier.at.astimezone(ZONE)
    return f"{earlier.actor} hann före{what}, {at:%Y-%m-%d} kl. {at:%H.%M}. {end}"
