"""The example's measures, targets and outcomes; made up: the real ones are not known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.sample.parties import COUNTY, MUNICIPALITIES, REGION
from workflow.facts import (
    Choice,
    Funding,
    Measure,
    Outcome,
    OutcomeStatus,
    Target,
)

_ACCESS = "Tillgänglighet till kommersiell service"
_PROVIDERS = "Förutsättningar för den som ger service"
_COORDINATION = "Samordning mellan offentliga aktörer"
_ON = date(2024, 1, 26)
_ARE, _HARJEDALEN = MUNICIPALITIES[4], MUNICIPALITIES[6]

_REACHED, _PARTLY, _MISSED = OutcomeStatus.REACHED, OutcomeStatus.PARTLY, OutcomeStatus.MISSED

OUTCOMES_2023: dict[int, Outcome] = {
    1: Outcome(Decimal(5), _REACHED, "Alla fem serviceplatser är i drift", reported_on=_ON),
    2: Outcome(
        Decimal("71.5"), _PARTLY, "två orter saknar fortfarande ombud för paket",
        lesson="Avtal med ombud behöver vara klara före sommaren", reported_on=_ON,
    ),
    3: Outcome(Decimal(14), _REACHED, reported_on=_ON),
    4: Outcome(
        None, OutcomeStatus.NOT_MEASURED, missing_reason="enkäten går ut först i mars 2024",
        reported_on=_ON,
    ),
    5: Outcome(
        Decimal(0), _MISSED, "ingen ansökan kom in under året",
        lesson="Stödet behöver göras känt tidigare", reported_on=_ON,
    ),
    6: Outcome(Decimal(4), _REACHED, "Mötena hölls digitalt", reported_on=_ON),
}  # fmt: skip


def measures_2023(*, with_outcomes: bool = True) -> tuple[Measure, ...]:
    drafted = (_service_points(), _advice(), _support(), _meetings())
    return tuple(_with_outcomes(m) for m in drafted) if with_outcomes else drafted


def measures_2024() -> tuple[Measure, ...]:
    """Two go on from 2023, one of them changed; the rest is left out of the example."""
    points = _next_year(_service_points(), 11, 1, 1, Choice.KEEP)
    support = _next_year(_support(), 12, 2, 3, Choice.CHANGE)
    changed = "Informera om stöd till dagligvarubutiker före första kvartalets slut"
    return (points, replace(support, activity=changed))


def _with_outcomes(measure: Measure) -> Measure:
    targets = tuple(replace(t, outcome=OUTCOMES_2023[t.id]) for t in measure.targets)
    return replace(measure, targets=targets)


def _next_year(
    measure: Measure, new_id: int, position: int, carried_from: int, choice: Choice
) -> Measure:
    targets = tuple(replace(t, id=t.id + 10) for t in measure.targets)
    return replace(
        measure,
        id=new_id,
        position=position,
        key=f"2024-{position}",
        targets=targets,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
        carried_from=carried_from,
        choice=choice,
    )


def _service_points() -> Measure:
    return Measure(
        id=1, key="2023-1", position=1, area=_ACCESS,
        activity="Öppna serviceplatser i byar utan butik",
        purpose="Den som bor långt från tätorten ska kunna hämta paket, recept och dagligvaror",
        responsible=_ARE, responsible_person="Landsbygdsutvecklaren",
        participants=("Ragunda kommun", "Bräcke kommun", "Åre kommun"),
        starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31),
        funding=(
            Funding(1_500_000, "Tillväxtverket"),
            Funding(240_000, "Medverkande kommuner"),
        ),
        sustainability="Kortare resor och bättre service för den som saknar bil",
        targets=(
            Target(1, 1, "Aktivitetsmål", "Fem serviceplatser är öppna",
                   "Öppna serviceplatser", "antal", Decimal(2), Decimal(5)),
            Target(2, 2, "Resultatmål", "Fler har högst 20 minuters resa till ett paketombud",
                   "Andel invånare", "procent", Decimal("64.2"), Decimal(75),
                   "kommunernas serviceplaner"),
        ),
    )  # fmt: skip


def _advice() -> Measure:
    return Measure(
        id=2, key="2023-2", position=2, area=_PROVIDERS,
        activity="Ge rådgivning till butiker på landsbygden",
        purpose="Butikerna ska klara ägarskiften och ny teknik",
        responsible=REGION, responsible_person="Företagsrådgivaren",
        participants=("Länsstyrelsen i Jämtlands län",),
        starts_on=date(2023, 3, 1), ends_on=date(2023, 12, 15),
        funding=(Funding(380_000, "Region Jämtland Härjedalen"),),
        sustainability="",
        targets=(
            Target(3, 1, "Aktivitetsmål", "Tolv butiker får rådgivning",
                   "Butiker som fått rådgivning", "antal", Decimal(0), Decimal(12)),
            Target(4, 2, "Effektmål", "Butikerna tror på framtiden",
                   "Butiker som räknar med att finnas kvar om fem år", "procent", None,
                   Decimal(80), "regionens enkät"),
        ),
    )  # fmt: skip


def _support() -> Measure:
    return Measure(
        id=3, key="2023-3", position=3, area=_PROVIDERS,
        activity="Informera om stöd till dagligvarubutiker",
        purpose="Fler butiker ska känna till vilka stöd som finns",
        responsible=COUNTY, responsible_person="Handläggaren för servicestöd",
        participants=(), starts_on=date(2023, 2, 1), ends_on=None,
        funding=(), sustainability="Stöden bidrar till service för äldre",
        targets=(
            Target(5, 1, "Resultatmål", "Minst tre nya ansökningar kommer in",
                   "Nya ansökningar", "antal", Decimal(1), Decimal(3)),
        ),
    )  # fmt: skip


def _meetings() -> Measure:
    return Measure(
        id=4, key="2023-4", position=4, area=_COORDINATION,
        activity="Hålla samman nätverket Service Z",
        purpose="Kommunerna, Länsstyrelsen och regionen ska planera tillsammans",
        responsible=_HARJEDALEN, responsible_person="Näringslivschefen",
        participants=("Östersunds kommun", "Krokoms kommun", "Bergs kommun"),
        starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31),
        funding=(Funding(60_000, "Region Jämtland Härjedalen"),),
        sustainability="Möten hålls på distans när det går",
        targets=(
            Target(6, 1, "Aktivitetsmål", "Nätverket träffas fyra gånger",
                   "Möten", "antal", Decimal(4), Decimal(4)),
        ),
    )  # fmt: skip
