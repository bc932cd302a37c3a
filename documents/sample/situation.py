"""The example's situation as it is when the decision is taken, and an ask for each paper."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.sample.measures import measures_2023, measures_2024
from documents.sample.parties import AGENCY, COUNTY, MUNICIPALITIES, RECIPIENTS
from workflow.facts import (
    Actor,
    Basis,
    Case,
    Committee,
    Decider,
    Decision,
    Delegation,
    Delivery,
    Dispatch,
    Ground,
    GroundKind,
    Holding,
    House,
    ListedDecision,
    Meeting,
    Notice,
    Opinion,
    Person,
    Plan,
    Post,
    Programme,
    Region,
    Register,
    Situation,
    YearCalendar,
)
from workflow.facts.headings import DECISION
from workflow.orders import Addressee, Handed, LetterAsk, Lost, PaperAsk
from workflow.states import (
    ActorKind,
    DecisionState,
    DeliveryState,
    DispatchState,
    DutyKind,
    LetterKind,
    NoticeState,
    PaperKind,
    PlanState,
    Role,
)

PROGRAMME = "Regionalt serviceprogram 2023\N{EN DASH}2030"
DECIDED_ON = date(2023, 10, 24)

OFFICER = Person(
    1, "Malin Nyqvist Ljungberg", "Handläggare", "malin.nyqvistljungberg@region.example",
    "063-14 66 03", "Samhällsutveckling",
)  # fmt: skip
DIRECTOR = Person(2, "Magnus Aspegren", "Regional utvecklingsdirektör", "rud@region.example")
SECRETARY = Person(3, "Nämndsekreteraren", "Nämndsekreterare", "namnd@region.example")
REGISTRAR = Person(4, "Registratorn", "Registrator", "registrator@region.example")

GROUND = Ground(
    GroundKind.COMMITTEE_DECISION, "§ 89/2023", date(2023, 5, 23), reference="RUN/536/2021"
)
POST = Post(1, "Regional utvecklingsdirektör")
MEETINGS = (
    Meeting(1, date(2023, 11, 21), date(2023, 11, 7)),
    Meeting(2, date(2024, 4, 9), date(2024, 3, 26)),
)

REPORT_HEADINGS = (
    ("genomforda", "Genomförda insatser"),
    ("maluppfyllelse", "Måluppfyllelse"),
    ("avvikelser", "Avvikelser"),
    ("samverkan", "Samverkan"),
    ("stod", "Stöd och medel"),
    ("hallbarhet", "Hållbarhet"),
    ("lardomar", "Lärdomar"),
    ("nasta_ar", "Nästa år"),
)
TEXT = (
    (
        "Regeringen erbjöd i oktober 2021 regionerna att ta fram och genomföra regionala "
        "serviceprogram. Regionala utvecklingsnämnden fastställde den 23 maj 2023, § 89/2023, "
        "programmet för 2023-2030 och delegerade besluten om årliga handlingsplaner till regional "
        "utvecklingsdirektör."
    ),
    (
        "Programmet bygger på den regionala utvecklingsstrategin (RUN/515/2018) och programmet för "
        "smart specialisering (RUN/430/2018). Det är framtaget tillsammans med länets kommuner och "
        "Länsstyrelsen i Jämtlands län, och syftet är god tillgång till kommersiell service i "
        "olika slags landsbygd."
    ),
    (
        "Regionen ansvarar för att programmet genomförs och följs upp. Planerna för 2023 och 2024 "
        "har arbetats fram i nätverket Service Z, som regionen sammankallar. De beskriver årets "
        "insatser, vem som ansvarar för dem och vilka mål som följs upp."
    ),
    (
        "Varje plan följs upp vid årets slut, och resultatet är underlag för kommande planer. "
        "Tillväxtverket får en skriftlig rapport under kvartal 1, och därefter får regionala "
        "utvecklingsnämnden en rapport."
    ),
)


def sample_situation(
    *, clause_style: str = "passive", headings: tuple[tuple[str, str], ...] = DECISION
) -> Situation:
    """The case of RUN/536/2021 on 24 October 2023, decided, with both plans."""
    house = House(headings, clause_style)
    plans = (_plan(1, 2023), _plan(2, 2024))
    delegation = Delegation(1, "RUN", GROUND, POST, GROUND.decided_on, matter="handlingsplan")
    return Situation(
        region=Region(
            1, "Region Jämtland Härjedalen", "232100-0214", "Samhällsutveckling", house,
            YearCalendar(), network="Service Z",
        ),
        case=Case(
            1, "RUN/536/2021", PROGRAMME, date(2021, 10, 25),
            Committee(1, "RUN", "regionala utvecklingsnämnden", "regionala utvecklingsnämndens"),
            OFFICER,
        ),
        programme=Programme(
            1, PROGRAMME, "Regionalt serviceprogram Jämtland Härjedalen", 2023, 2030, GROUND,
            AGENCY, REPORT_HEADINGS,
        ),
        register=Register(
            1, (delegation,), (Holding(1, DIRECTOR.id, DIRECTOR.name, date(2023, 1, 1)),)
        ),
        plans=plans,
        decision=_decision(plans),
        notice=Notice(1, 1, NoticeState.PENDING),
        dispatch=Dispatch(
            1, 1, DispatchState.READY,
            tuple(Delivery(p.id, p, DeliveryState.WAITING) for p in RECIPIENTS),
        ),
        meetings=MEETINGS,
        members=(*MUNICIPALITIES, COUNTY),
        groups={
            "Länets kommuner": MUNICIPALITIES,
            "Länsstyrelsen i Jämtlands län": (COUNTY,),
            "Tillväxtverket": (AGENCY,),
        },
        measures={1: measures_2023(), 2: measures_2024()},
        opinions={
            1: (Opinion("Åre kommun", "Bra och tydligt.", date(2023, 9, 20)),),
            2: (Opinion("Bergs kommun", "Inget att invända.", date(2023, 9, 22)),),
        },
        staff={
            Role.OFFICER: OFFICER,
            Role.DECIDER: DIRECTOR,
            Role.SECRETARY: SECRETARY,
            Role.REGISTRAR: REGISTRAR,
        },
    )  # fmt: skip


def _plan(plan_id: int, year: int) -> Plan:
    title = f"Handlingsplan {year} för Regionalt serviceprogram Jämtland Härjedalen"
    return Plan(plan_id, 1, PlanState.ADOPTED, year, title, OFFICER.id, date(2023, 9, 29))


def _decision(plans: tuple[Plan, ...]) -> Decision:
    minutes = f"Protokollsutdrag § 89 Regionala utvecklingsnämnden {PROGRAMME}"
    return Decision(
        1, 1, DecisionState.DECIDED, f"{PROGRAMME}: Handlingsplan 2023 och 2024", "handlingsplan",
        TEXT,
        (
            Basis(1, minutes, date(2023, 5, 23), "0" * 64),
            *(
                Basis(i, plan.title, date(2023, 10, 10), str(i) * 64, plan.id)
                for i, plan in enumerate(plans, start=2)
            ),
        ),
        1, OFFICER, ("Länets kommuner", "Länsstyrelsen i Jämtlands län", "Tillväxtverket"),
        new_direction=False, document_on=date(2023, 10, 10), number="1/2023",
        decided_on=DECIDED_ON, decided_at=datetime(2023, 10, 24, 7, 30, tzinfo=UTC),
        decider=Decider(DIRECTOR.id, DIRECTOR.name, DIRECTOR.title),
    )  # fmt: skip


_DAYS = {
    PaperKind.TJANSTESKRIVELSE: date(2023, 10, 10),
    PaperKind.HANDLINGSPLAN: date(2023, 10, 10),
    PaperKind.HANSKJUTANDE: date(2023, 10, 17),
    PaperKind.ANMALAN: date(2023, 11, 6),
    PaperKind.ANMALNINGSLISTA: date(2023, 11, 6),
    PaperKind.UTDRAG: date(2023, 10, 25),
    PaperKind.FOLJEBREV: date(2023, 10, 25),
    PaperKind.RATTELSE: date(2023, 10, 30),
    PaperKind.UPPFOLJNING: date(2024, 2, 15),
    PaperKind.ARSRAPPORT: date(2024, 3, 15),
    PaperKind.ATERRAPPORTERING: date(2024, 3, 22),
    PaperKind.TILLKANNAGIVANDE: date(2023, 11, 30),
    PaperKind.SARSKILT_PROTOKOLL: date(2023, 10, 26),
    PaperKind.PAMINNELSEBREV: date(2023, 11, 9),
}
_OF_A_PLAN = frozenset(
    {
        PaperKind.HANDLINGSPLAN,
        PaperKind.UPPFOLJNING,
        PaperKind.ARSRAPPORT,
        PaperKind.ATERRAPPORTERING,
    }
)
_LISTED = ListedDecision(
    1, "RUN/536/2021", "1/2023", DECIDED_ON, f"{PROGRAMME}: Handlingsplan 2023 och 2024",
    "Regional utvecklingsdirektör Magnus Aspegren", "§ 89/2023",
    "Handlingsplan 2023 och Handlingsplan 2024 fastställs.",
)  # fmt: skip


_SECRETARY = Actor(
    ActorKind.PERSON,
    SECRETARY.name,
    frozenset({Role.SECRETARY}),
    SECRETARY.id,
    title=SECRETARY.title,
)
_ACTORS = {
    PaperKind.RATTELSE: Actor(
        ActorKind.PERSON, DIRECTOR.name, frozenset(), DIRECTOR.id, title=DIRECTOR.title
    ),
    PaperKind.UTDRAG: Actor(
        ActorKind.PERSON,
        REGISTRAR.name,
        frozenset({Role.REGISTRAR}),
        REGISTRAR.id,
        title=REGISTRAR.title,
    ),
    PaperKind.TILLKANNAGIVANDE: _SECRETARY,
    PaperKind.SARSKILT_PROTOKOLL: _SECRETARY,
}


def sample_register() -> Register:
    """The committee's whole register: mandates passed on, revoked, over, and of another matter."""
    manager, deputy = Post(2, "Enhetschef"), Post(3, "Ställföreträdande utvecklingsdirektör")
    order = Ground(
        GroundKind.DELEGATION_ORDER, "Punkt 4.2", date(2023, 1, 31), reference="RUN/12/2023"
    )
    return Register(
        4,
        (
            Delegation(
                1, "RUN", GROUND, POST, GROUND.decided_on, matter="handlingsplan", deputy=deputy
            ),
            Delegation(
                2, "RUN", order, POST, date(2023, 2, 1), matter="projektmedel",
                conditions="Högst 500 000 kronor för varje projekt", may_sub_delegate=True,
            ),
            Delegation(
                3, "RUN", order, manager, date(2023, 3, 1), date(2024, 12, 31),
                matter="projektmedel", conditions="Högst 100 000 kronor för varje projekt",
                parent_id=2,
            ),
            Delegation(
                4, "RUN", order, manager, date(2023, 2, 1), revoked_on=date(2023, 9, 1),
                case_reference="RUN/77/2022",
            ),
        ),
        (
            Holding(POST.id, DIRECTOR.id, DIRECTOR.name, date(2023, 1, 1)),
            Holding(deputy.id, 5, "Ställföreträdaren", date(2023, 1, 1)),
        ),
    )  # fmt: skip


def _facts_of(kind: PaperKind, facts: Situation) -> Situation:
    """The facts as they are when the paper is drawn up: later than the decision for some."""
    if kind is PaperKind.DELEGATIONSFORTECKNING:
        return replace(facts, register=sample_register())
    if kind is not PaperKind.TILLKANNAGIVANDE:
        return facts
    notice = Notice(
        1, 4, NoticeState.POSTED, MEETINGS[0], 1, "§ 192/2023", date(2023, 11, 28),
        date(2023, 11, 30), "Regionens kansli, registraturet", date(2023, 12, 21),
    )  # fmt: skip
    return replace(facts, notice=notice)


def sample_ask(kind: PaperKind, situation: Situation | None = None) -> PaperAsk:
    """An ask for one paper of the example, on the day when it is drawn up."""
    facts = _facts_of(kind, situation or sample_situation())
    state = PlanState.REPORTED_BACK if kind is PaperKind.ATERRAPPORTERING else PlanState.ADOPTED
    plan = replace(facts.plans[0], state=state) if kind in _OF_A_PLAN and facts.plans else None
    are = facts.dispatch.deliveries[4] if facts.dispatch else None
    to_meeting = {PaperKind.ANMALAN, PaperKind.ANMALNINGSLISTA, PaperKind.TILLKANNAGIVANDE}
    to_one = {PaperKind.UTDRAG, PaperKind.FOLJEBREV, PaperKind.PAMINNELSEBREV}
    return PaperAsk(
        kind,
        facts,
        _DAYS.get(kind, DECIDED_ON),
        plan=plan,
        delivery=are if kind in to_one else None,
        meeting=MEETINGS[0] if kind in to_meeting else None,
        listing=(_LISTED,) if kind is PaperKind.ANMALNINGSLISTA else (),
        reason="Målvärdet för mål 2 ska vara 75 procent"
        if kind in (PaperKind.RATTELSE, PaperKind.HANSKJUTANDE)
        else "",
        by=_ACTORS.get(kind),
    )


_LOST = Lost(
    "Åre kommun",
    "registrator@are.example",
    "RUN/536/2021: Utdrag ur delegationsbeslut",
    "Adressen finns inte hos mottagaren (5.1.1).",
)


_HANDED = Handed(
    "Handläggaren",
    "Den nya handläggaren",
    DECIDED_ON,
    (("RUN/536/2021", "Regionalt serviceprogram 2023–2030"),),
    (("RUN/536/2021", DutyKind.CLOSE_FOLLOW_UP, date(2024, 2, 15)),),
)


_OF_OUR_OWN = Addressee(OFFICER.name, OFFICER.email, person_id=OFFICER.id)


def sample_letter(kind: LetterKind, duty: DutyKind = DutyKind.OUTCOME) -> LetterAsk:
    """An ask for one letter of the example, with everything that a letter can say."""
    facts = sample_situation()
    reminds = kind is LetterKind.REMINDER
    return LetterAsk(
        kind,
        facts,
        _OF_OUR_OWN
        if kind in (LetterKind.CORRECTED, LetterKind.REPEALED)
        else Addressee("Åre kommun", "registrator@are.example", party_id=5),
        DECIDED_ON,
        plan=facts.plans[0],
        link="https://beslutskedjan.example/lank/x_9-2018-2030",
        papers=("RUN-536-2021_delegationsbeslut_2023-10-24.docx",),
        reason="Målet för insats 2 behöver ett basvärde.",
        duty=duty if reminds else None,
        due_on=date(2023, 10, 27),
        days=3 if reminds else 0,
        lost=_LOST if kind is LetterKind.UNDELIVERED else None,
        handed=_HANDED if kind is LetterKind.HANDED_OVER else None,
    )
