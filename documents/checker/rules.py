"""The table of rules: every check there is, in the order in which remarks are made."""

from documents.checker import (
    dashes,
    days,
    figures,
    law,
    marks,
    names,
    plans,
    sentences,
    spacing,
    wording,
)
from documents.checker.model import Rule

# The number after each row is that of the check in the list of what would embarrass an office.
RULES: tuple[Rule, ...] = (
    # What no eye sees comes first: other rules read past it once it is gone.
    Rule("hidden", marks.hidden,
         "Osynliga tecken och tecken som vänder läsriktningen ska bort.",
         mechanical=True),  # 32
    Rule("decomposed", marks.decomposed,
         "Å, ä, ö och andra bokstäver är ett tecken vardera, inte två.",
         mechanical=True, by_typesetting=True),  # 32
    Rule("paragraph_space", spacing.paragraph_space,
         "Mellan paragraftecknet och numret står ett hårt mellanslag: § 89, §§ 89–91.",
         mechanical=True, by_typesetting=True),  # 27
    Rule("hard_space", spacing.hard_space,
         "Hårt mellanslag håller ihop paragrafer, dagar, belopp, kap. och kl. på en rad.",
         mechanical=True, by_typesetting=True),  # 27
    Rule("double_space", spacing.double_space,
         "Mellan två ord står ett mellanslag.",
         mechanical=True, by_typesetting=True),
    Rule("space_before_mark", spacing.space_before_mark,
         "Före komma, punkt och andra skiljetecken står inget mellanslag.",
         mechanical=True),
    Rule("span_hyphen", dashes.span_hyphen,
         "Ett intervall skrivs med tankstreck utan mellanslag: 2023–2030.",
         mechanical=True, by_typesetting=True),  # 28
    Rule("span_mixed", dashes.span_mixed,
         "Ett och samma intervall skrivs på ett sätt i hela texten.",
         mechanical=True, by_typesetting=True),  # 28
    Rule("hyphen_as_dash", dashes.hyphen_as_dash,
         "Mellan satsdelar står tankstreck med mellanslag, inte bindestreck.",
         mechanical=True),  # 28
    Rule("dots", marks.dots,
         "Tre punkter skrivs som ett tecken, en mening slutar med en punkt, och kl. har punkt.",
         mechanical=True),
    Rule("quotation_marks", marks.quotation_marks,
         "Citattecken är ” på båda sidor.",
         mechanical=True),
    Rule("numeric_date", days.numeric_date,
         "En dag skrivs som 24 oktober 2023 i löpande text, inte som 24/10/2023.",
         mechanical=True),  # 29
    Rule("ordinal_date", days.ordinal_date,
         "Dagens tal skrivs utan ändelse: 24 oktober, inte 24:e oktober.",
         mechanical=True),  # 29
    Rule("english_date", days.english_date,
         "Dagar skrivs på svenska: 24 oktober, inte October 24.",
         mechanical=True),  # 29
    Rule("month_capital", days.month_capital,
         "Månader skrivs med liten bokstav.",
         mechanical=True),  # 29
    Rule("weekday_capital", days.weekday_capital,
         "Veckodagar skrivs med liten bokstav.",
         mechanical=True),  # 29
    Rule("decimal_point", figures.decimal_point,
         "Decimaler skrivs efter komma: 1,5 mnkr.",
         mechanical=True),  # 25
    Rule("thousands_point", figures.thousands_point,
         "Tusental skiljs åt med hårt mellanslag, inte med punkt eller komma.",
         mechanical=True),  # 25
    Rule("money_mixed", figures.money_mixed,
         "Miljoner kronor förkortas på ett sätt i texten: mkr eller mnkr.",
         mechanical=True),  # 25
    Rule("reference_form", figures.reference_form,
         "Ett diarienummer har kod, löpnummer och fyrsiffrigt år: RUN/536/2021."),  # 17
    Rule("personal_number", figures.personal_number,
         "Det som ser ut som ett personnummer ska inte stå i texten."),
    Rule("full_stop", sentences.full_stop,
         "Beslutssatser och meningar slutar med punkt.",
         mechanical=True),  # 30
    Rule("clause_form", sentences.clause_form,
         "Alla beslutssatser har samma form: «fastställs» eller «att fastställa»."),  # 30
    Rule("proposal_left", sentences.proposal_left,
         "Ett fattat beslut har inte ett förslags ordalydelse."),  # 30
    Rule("heading_case", sentences.heading_case,
         "I en rubrik har bara det första ordet och namn stor bokstav.",
         mechanical=True),  # 35
    Rule("recipients_heading", sentences.recipients_heading,
         "Rubrikerna heter «Utdrag till» och «Anmälan».",
         mechanical=True),  # 33
    Rule("address_mixed", sentences.address_mixed,
         "Läsaren tilltalas på ett sätt: du eller ni."),  # 35
    Rule("register_name", names.register_name,
         "Organisationers namn skrivs som i registret.",
         mechanical=True),  # 32
    Rule("municipality_genitive", names.municipality_genitive,
         "En kommuns namn har den form som står i registret: Bergs kommun, Åre kommun.",
         mechanical=True),  # 32
    Rule("name_mixed", names.name_mixed,
         "En länsstyrelse eller en kommun heter likadant i hela texten."),  # 32
    Rule("committee_capital", names.committee_capital,
         "Nämnders namn skrivs med liten bokstav i löpande text.",
         mechanical=True),  # 35
    Rule("post_title", names.post_title,
         "Befattningar skrivs som i registret: regional utvecklingsdirektör.",
         mechanical=True),  # 19
    Rule("misspelling", wording.misspelling,
         "Handläggningens egna ord ska vara rättstavade och hopskrivna.",
         mechanical=True),  # 35
    Rule("anglicism", wording.anglicism,
         "Svenska ord används där de finns."),  # 33
    Rule("office_word", wording.office_word,
         "Ärendemening, diarieföra och fastställa är orden som gäller."),  # 34
    Rule("takes_note", wording.takes_note,
         "Nämnden tar del av ett anmält beslut; den godkänner eller avslår det inte.",
         grave=True),  # 7
    Rule("mandate_year", law.mandate_year,
         "En paragraf som grund för delegation har årtal: § 89/2023.",
         grave=True),  # 18
    Rule("old_statute", law.old_statute,
         "Kommunallagen är lagen 2017:725.",
         mechanical=True,
         grave=True),  # 15
    Rule("old_support", law.old_support,
         "Planer från 2025 hänvisar till förordning 2024:1243, inte till 2000:284.",
         grave=True),  # 15
    Rule("county_council", law.county_council,
         "Landstingen heter regioner."),  # 15
    Rule("wrong_appeal", law.wrong_appeal,
         "Beslutet överklagas genom laglighetsprövning, inte som förvaltningsbesvär.",
         grave=True),  # 8
    Rule("urgent_decision", law.urgent_decision,
         "Bara ordföranden eller en utsedd ledamot kan fatta brådskande beslut.",
         grave=True),  # 5
    Rule("plan_title", plans.plan_title,
         "En plan har samma titel i beslutet, i beslutsunderlaget och på planen."),  # 31
    Rule("decided_years", plans.decided_years,
         "Ärendemeningen nämner de år vars planer beslutet gäller, varken andra eller färre.",
         grave=True),  # 31
    Rule("begun_year", plans.begun_year,
         "Fastställs en plan när dess år har börjat ska texten säga det."),  # 26
    Rule("several_plans", plans.several_plans,
         "Flera handlingar nämns som flera: «Handlingsplaner 2023 och 2024».",
         note=True),  # 31
)  # fmt: skip

BY_NAME = {rule.name: rule for rule in RULES}


def table() -> str:
    """The rules as the table of ``docs/checker.md``."""
    rows = ["| regel | vad den kräver | rättas av sig själv |", "| --- | --- | --- |"]
    rows += [f"| `{rule.name}` | {rule.says} | {_how(rule)} |" for rule in RULES]
    return "\n".join(rows) + "\n"


def _how(rule: Rule) -> str:
    return "upplysning" if rule.note else "ja" if rule.mechanical else "nej"
