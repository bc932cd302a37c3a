"""The slips that the checker must find, each with what is right; ~ holds a space."""

from dataclasses import dataclass

from documents.checker import Known, known_in
from documents.sample import sample_situation

NBSP = "\N{NO-BREAK SPACE}"
KNOWN: Known = known_in(sample_situation())


@dataclass(frozen=True)
class Slip:
    """A text with one fault; ``right`` is the suggestion, if the rule is sure of one."""

    rule: str
    text: str
    found: str
    right: str | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.found[:30]!r}"


def slip(rule: str, text: str, found: str, right: str | None = None) -> Slip:
    return Slip(rule, held(text), held(found), None if right is None else held(right))


def held(text: str) -> str:
    return text.replace("~", NBSP)


def decided(*clauses: str, basis: str = "", mandate: str = "", text: str = "") -> str:
    """A short decision by our own hand, with the headings of the house."""
    parts = [
        "Delegationsbeslut\n2022-11-30",
        f"Ärendebeskrivning\n\n{text}" if text else "",
        f"Beslutsunderlag\n\n{basis}" if basis else "",
        f"Delegationsbestämmelse och delegation\n\n{mandate}" if mandate else "",
        "Beslut\n\n" + "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, start=1)),
    ]
    return "\n\n".join(part for part in parts if part)


SPACES_AND_DASHES = (
    slip("hidden", "Planen\u200b gäller.", "\u200b", ""),
    slip("hidden", "Planen \u202egäller.", "\u202e", ""),
    slip("hidden", "Hand\u00adlingsplan.", "\u00ad", ""),
    slip("hidden", "Planen\u2028gäller.", "\u2028", " "),
    slip("decomposed", "A\u030are deltar.", "A\u030a", "Å"),
    slip("paragraph_space", "Se §12/2022.", "§12", "§~12"),
    slip("paragraph_space", "Se 7~kap. 8§ i lagen.", "8§", "8~§"),
    slip("paragraph_space", "Se §§12–14.", "§§12", "§§~12"),
    slip("paragraph_space", "Det finns mer om saken att läsa i protokollet, se §\n12/2022.",
         "§\n12", "§~12"),
    slip("hard_space", "Se § 12/2022.", "§ 12/2022", "§~12/2022"),
    slip("hard_space", "Se §§ 12–14.", "§§ 12–14", "§§~12–14"),
    slip("hard_space", "Det var den 7 mars 2022.", "7 mars 2022", "7~mars~2022"),
    slip("hard_space", "Den kostar 1,5 mnkr.", "1,5 mnkr", "1,5~mnkr"),
    slip("hard_space", "Den kostar 12 500 kronor.", "12 500 kronor", "12~500~kronor"),
    slip("hard_space", "Möte kl. 9.00 i dag.", "kl. 9.00", "kl.~9.00"),
    slip("hard_space", "Enligt kap. 6 får nämnden besluta.", "kap. 6", "kap.~6"),
    slip("double_space", "Planen  gäller.", "  ", " "),
    slip("space_before_mark", "Planen , som gäller.", " ,", ","),
    slip("space_before_mark", "Planen gäller .", " .", "."),
    slip("span_hyphen", "Det gäller åren 2024-2029.", "2024-2029", "2024–2029"),
    slip("span_hyphen", "Det gäller åren 2024 - 2029.", "2024 - 2029", "2024–2029"),
    slip("span_hyphen", "Det gäller §§~12-14.", "12-14", "12–14"),
    slip("span_hyphen", "Öppet kl.~9.00-11.30.", "9.00-11.30", "9.00–11.30"),
    slip("span_hyphen", "Det görs januari-mars.", "januari-mars", "januari–mars"),
    slip("span_mixed", "Programmet 2024–2029 och planen 2024-2029.", "2024-2029", "2024–2029"),
    slip("hyphen_as_dash", "Butiken - den enda - är öppen.", " - ", " – "),
    slip("hyphen_as_dash", "Butiken är öppen\u2014alltid.", "\u2014", "–"),
    slip("dots", "Och så vidare...", "...", "…"),
    slip("dots", "Planen gäller..", "..", "."),
    slip("dots", "Mötet börjar kl 9.00.", "kl 9.00", "kl.~9.00"),
    slip("dots", "Mötet slutar kl~11:30.", "kl~11:30", "kl.~11:30"),
    slip("quotation_marks", 'Det kallas "plan" här.', '"', "”"),
    slip("quotation_marks", "Det kallas “plan” här.", "“", "”"),
)  # fmt: skip

DAYS_AND_FIGURES = (
    slip("numeric_date", "Mötet hölls 30/11/2022.", "30/11/2022", "30~november~2022"),
    slip("numeric_date", "Mötet hölls 11/30/2022.", "11/30/2022", "30~november~2022"),
    slip("numeric_date", "Mötet hölls 04/05/2022.", "04/05/2022"),
    slip("numeric_date", "Mötet hölls 30.11.2022.", "30.11.2022", "30~november~2022"),
    slip("ordinal_date", "Mötet hölls den 30:e november.", "30:e november", "30~november"),
    slip("ordinal_date", "Mötet hölls den 1:a mars.", "1:a mars", "1~mars"),
    slip("english_date", "Mötet hölls Nov 30.", "Nov 30", "30~november"),
    slip("english_date", "Mötet hölls October 3, 2022.", "October 3, 2022", "3~oktober~2022"),
    slip("english_date", "Mötet hölls 3 October 2022.", "3 October 2022", "3~oktober~2022"),
    slip("english_date", "Mötet hölls i May 2022.", "May 2022", "maj~2022"),
    slip("english_date", "Mötet hölls i January.", "January", "januari"),
    slip("month_capital", "Det var den 30 November.", "November", "november"),
    slip("month_capital", "Planen är klar i Mars.", "Mars", "mars"),
    slip("weekday_capital", "Mötet är på Tisdagen.", "Tisdagen", "tisdagen"),
    slip("decimal_point", "Den kostar 1.5~mnkr.", "1.5", "1,5"),
    slip("decimal_point", "Andelen är 96.2~procent.", "96.2", "96,2"),
    slip("thousands_point", "Den kostar 1.250~kronor.", "1.250", "1~250"),
    slip("thousands_point", "Den kostar 1,250,000~kronor.", "1,250,000", "1~250~000"),
    slip("money_mixed", "Först 2~mnkr och sedan 3~mkr.", "mkr", "mnkr"),
    slip("money_mixed", "Först 2~MSEK.", "MSEK", "mnkr"),
    slip("reference_form", "Ärendet är RUN/77//2022.", "RUN/77//2022", "RUN/77/2022"),
    slip("reference_form", "Ärendet är RUN/77/22.", "RUN/77/22"),
    slip("reference_form", "Ärendet är RUN/34/202.", "RUN/34/202"),
    slip("personal_number", "Sökanden 121212-1212 fick stöd.", "121212-1212"),
    slip("personal_number", "Sökanden 19121212-1212 fick stöd.", "19121212-1212"),
    slip("personal_number", "Sökanden 191212121212 fick stöd.", "191212121212"),
)  # fmt: skip

_TWO = "Handlingsplan 2031 för Norra länet"
SENTENCES = (
    slip("full_stop", decided(f"{_TWO} fastställs"), "fastställs", "fastställs."),
    slip("full_stop", "Anmälan\n\nBeslutet anmäls till tillväxtnämnden", "tillväxtnämnden",
         "tillväxtnämnden."),
    slip("full_stop", "Planen är klar. Den gäller hela länet", "länet", "länet."),
    slip("clause_form", decided(f"{_TWO} fastställs.", "Att fastställa en plan till."),
         "Att fastställa"),
    slip("clause_form", decided("Chefen beslutar att fastställa en plan.", f"{_TWO} fastställs."),
         "fastställs"),
    slip("proposal_left", decided(f"{_TWO} föreslås fastställas."), "föreslås"),
    slip("proposal_left", f"Delegationsbeslut\n\nFörslag till beslut\n\n{_TWO} fastställs.",
         "Förslag till beslut", "Beslut"),
    slip("heading_case", "# Förslag Till Beslut\n\nDet gäller planen.", "Till", "till"),
    slip("heading_case", "# Uppföljning av Insatser\n\nDet gäller planen.", "Insatser",
         "insatser"),
    slip("recipients_heading", "Kopia till\n\nNorrby kommun", "Kopia till", "Utdrag till"),
    slip("recipients_heading", "Distributionslista\n\nNorrby kommun", "Distributionslista",
         "Utdrag till"),
    slip("recipients_heading", "Notifikation\n\nBeslutet anmäls till nämnden.", "Notifikation",
         "Anmälan"),
    slip("address_mixed", "Du får planen i dag. Svara om ni vill ändra den.", "ni"),
)  # fmt: skip

NAMES = (
    slip("register_name", "Svar har kommit från Länsstyrelsen Jämtlands län.",
         "Länsstyrelsen Jämtlands län", "Länsstyrelsen i Jämtlands län"),
    slip("register_name", "Svar har kommit från Åre Kommun.", "Åre Kommun", "Åre kommun"),
    slip("register_name", "Svar har kommit från Are kommun.", "Are kommun", "Åre kommun"),
    slip("register_name", "Svar har kommit från tillväxtverket.", "tillväxtverket",
         "Tillväxtverket"),
    slip("register_name", "Region Jämtland-Härjedalen svarar.", "Region Jämtland-Härjedalen",
         "Region Jämtland Härjedalen"),
    slip("municipality_genitive", "Svar har kommit från Krokom kommun.", "Krokom kommun",
         "Krokoms kommun"),
    slip("municipality_genitive", "Svar har kommit från Berg kommun.", "Berg kommun",
         "Bergs kommun"),
    slip("municipality_genitive", "Svar har kommit från Åres kommun.", "Åres kommun",
         "Åre kommun"),
    slip("name_mixed", "Länsstyrelsen i Norra län svarar. Länsstyrelsen Norra län deltar.",
         "Länsstyrelsen Norra län", "Länsstyrelsen i Norra län"),
    slip("name_mixed", "Lillby kommun svarar. Lillbys kommun deltar.", "Lillby kommun"),
    slip("committee_capital", "Det beslutas av Regionala utvecklingsnämnden.",
         "Regionala utvecklingsnämnden", "regionala utvecklingsnämnden"),
    slip("committee_capital", "Regionala Utvecklingsnämnden beslutar.",
         "Regionala Utvecklingsnämnden", "Regionala utvecklingsnämnden"),
    slip("post_title", "Det beslutas av Regional utvecklingsdirektör i dag.",
         "Regional utvecklingsdirektör", "regional utvecklingsdirektör"),
    slip("post_title", "Beslutsfattare:\nRegional Utvecklingsdirektör",
         "Regional Utvecklingsdirektör", "Regional utvecklingsdirektör"),
    slip("post_title", "Beslutsfattare:\nRegiondirektör", "Regiondirektör"),
)  # fmt: skip

WORDS_AND_LAW = (
    slip("misspelling", "En tjänstesskrivelse är upprättad.", "tjänstesskrivelse",
         "tjänsteskrivelse"),
    slip("misspelling", "Delegationbeslutet är fattat.", "Delegationbeslut", "Delegationsbeslut"),
    slip("misspelling", "Våra handlings planer är klara.", "handlings plan", "handlingsplan"),
    slip("anglicism", "Ärendet ska approvas i dag.", "approvas"),
    slip("anglicism", "Allt syns i en dashboard.", "dashboard"),
    slip("anglicism", "Planen ska submittas.", "submittas"),
    slip("office_word", "Skriv ärendets titel först.", "ärendets titel", "ärendemening"),
    slip("office_word", "Beslutet ska sparas i diariet.", "sparas i diariet"),
    slip("office_word", decided("Handlingsplan 2031 antas."), "antas", "fastställs"),
    slip("takes_note", "Nämnden godkänner de anmälda delegationsbesluten.", "Nämnden godkänner"),
    slip("takes_note", "Regionala utvecklingsnämnden beslutar att godkänna anmälan av "
         "delegationsbeslut.", "utvecklingsnämnden beslutar att godkänna"),
    slip("takes_note", "Nämnden beslutar att fastställa anmälda delegationsbeslut.",
         "Nämnden beslutar att fastställa"),
    slip("takes_note", "Nämnden godkänner anmälan.", "Nämnden godkänner"),
    slip("takes_note", "Anmälan av delegationsbeslut godkänns.",
         "Anmälan av delegationsbeslut godkänns"),
    slip("takes_note", "Anmälan av två beslut fastställs av nämnden.",
         "Anmälan av två beslut fastställs"),
    slip("takes_note", "Delegationsbesluten godkänns av regionala utvecklingsnämnden.",
         "Delegationsbesluten godkänns av regionala utvecklingsnämnden"),
    slip("mandate_year", decided(f"{_TWO} fastställs.", mandate="Nämndens beslut §~12"), "§~12"),
    slip("mandate_year", "Det sker med stöd av nämndens beslut §~12.", "§~12"),
    slip("old_statute", "Enligt kommunallagen (1991:900) gäller det.", "1991:900", "2017:725"),
    slip("old_statute", "Enligt 6~kap.~33~§ kommunallagen gäller det.", "6~kap.~33~§",
         "6~kap.~37~§"),
    slip("old_support", "Handlingsplan 2026 bygger på förordning 2000:284.", "2000:284",
         "2024:1243"),
    slip("county_council", "Det avgör landstinget.", "landstinget"),
    slip("wrong_appeal", "Överklaga inom tre veckor från den dag du fick del av beslutet.",
         "från den dag du fick del av"),
    slip("wrong_appeal", "Överklaga inom tre veckor från den dag du fick ta del av beslutet.",
         "från den dag du fick ta del av"),
    slip("wrong_appeal", "Beslutet kan överklagas inom tre veckor från delgivningen.",
         "tre veckor från delgivningen"),
    slip("wrong_appeal", "Så överklagar du\n\nSkriv inom tre veckor från den dag då beslutet "
         "delgavs.", "tre veckor från den dag då beslutet delgavs"),
    slip("wrong_appeal", "Underrättelse lämnas enligt 33~§ förvaltningslagen.",
         "33~§ förvaltningslagen"),
    slip("urgent_decision", "Direktören fattar brådskande beslut.", "brådskande beslut"),
)  # fmt: skip

PLANS = (
    slip("plan_title", decided(f"{_TWO} fastställs.", basis="Handlingsplan 2031 för Södra länet"),
         _TWO, "Handlingsplan 2031 för Södra länet"),
    slip("decided_years", "Ärendemening\n\nServiceprogram 2023–2030: Handlingsplan 2021 och 2022",
         "2021 och 2022", "2023 och 2024"),
    slip("decided_years", "Ärendemening\n\nHandlingsplan 2022 och handlingsplan 2023", "2022"),
    slip("decided_years", "Ärendebeskrivning\n\nBeslutet gäller handlingsplan för 2021–2022.",
         "2021–2022", "2023 och 2024"),
    slip("begun_year", decided("Handlingsplan 2022 fastställs."), "Handlingsplan 2022"),
    slip("several_plans", "# Handlingsplan 2031 och 2032\n\nDet gäller planerna.",
         "Handlingsplan 2031 och 2032"),
)  # fmt: skip

SLIPS = (
    *SPACES_AND_DASHES, *DAYS_AND_FIGURES, *SENTENCES, *NAMES, *WORDS_AND_LAW, *PLANS,
)  # fmt: skip
