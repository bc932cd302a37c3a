"""Why a letter did not get there, in Swedish, by the code that the server gave (RFC 3463)."""

# By the whole code, else by its first two numbers, else by its first.
_WORDS = {
    "5.1": "Adressen är fel",
    "5.1.0": "Adressen finns inte hos mottagaren",
    "5.1.1": "Adressen finns inte hos mottagaren",
    "5.1.2": "Det finns ingen e-postserver för den del av adressen som står efter @",
    "5.1.3": "Adressen är felskriven",
    "5.1.6": "Mottagaren har flyttat till en annan adress",
    "5.1.10": "Adressen finns inte hos mottagaren",
    "5.2": "Mottagarens brevlåda tar inte emot brevet",
    "5.2.1": "Mottagarens brevlåda är avstängd",
    "5.2.2": "Mottagarens brevlåda är full",
    "5.2.3": "Brevet är för stort för mottagarens brevlåda",
    "5.3": "Mottagarens server kan inte ta emot brevet",
    "5.3.4": "Brevet är för stort för mottagarens server",
    "5.4": "Mottagarens server gick inte att nå",
    "5.6": "Mottagarens server kunde inte läsa brevet",
    "5.7": "Mottagarens server släppte inte in brevet",
    "4.4.7": "Tiden för att försöka leverera brevet har gått ut",
    "4": "Mottagarens server tog inte emot brevet, och tiden för att försöka har gått ut",
}
_ELSE = "Mottagarens server avvisade brevet"


def in_swedish(status: str, diagnostic: str = "") -> str:
    """``Adressen finns inte hos mottagaren (5.1.1).`` and what the server said beside it."""
    numbers = status.split(".")
    keys = (".".join(numbers[:count]) for count in (3, 2, 1))
    words = next((_WORDS[key] for key in keys if key in _WORDS), _ELSE)
    why = f"{words} ({status})." if status else f"{words}."
    return f"{why} Servern svarade: ”{diagnostic}”" if diagnostic else why
