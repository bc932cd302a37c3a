"""The example's organisations: real names and numbers, but only addresses that reach nobody."""

from workflow.facts import Party

_MUNICIPALITIES = (
    ("ragunda", "Ragunda kommun", "212000-2452"),
    ("bracke", "Bräcke kommun", "212000-2460"),
    ("krokom", "Krokoms kommun", "212000-2478"),
    ("stromsund", "Strömsunds kommun", "212000-2486"),
    ("are", "Åre kommun", "212000-2494"),
    ("berg", "Bergs kommun", "212000-2502"),
    ("harjedalen", "Härjedalens kommun", "212000-2510"),
    ("ostersund", "Östersunds kommun", "212000-2528"),
)


def _party(number: int, key: str, name: str, kind: str, organisation_number: str) -> Party:
    return Party(number, key, name, kind, organisation_number, f"registrator@{key}.example")


MUNICIPALITIES = tuple(
    _party(i, key, name, "kommun", number)
    for i, (key, name, number) in enumerate(_MUNICIPALITIES, start=1)
)
COUNTY = _party(9, "lansstyrelsen", "Länsstyrelsen i Jämtlands län", "lansstyrelse", "202100-2452")
AGENCY = _party(10, "tillvaxtverket", "Tillväxtverket", "myndighet", "202100-6149")
REGION = _party(11, "region", "Region Jämtland Härjedalen", "region", "232100-0214")
RECIPIENTS = (*MUNICIPALITIES, COUNTY, AGENCY)
