"""Right texts, for each rule those that lie nearest a slip: the checker says nothing of them."""

from tests.documents.checker_slips import decided

_CLAUSE = "Handlingsplan 2031 för Norra länet fastställs."

# By rule; ~ holds a space. No rule at all may remark on any of them.
RIGHTS: dict[str, tuple[str, ...]] = {
    "hidden": ("Ett hjärta ❤️ och en familj 👨‍👩‍👧.", "Två\trader.\nOch en till."),
    "decomposed": ("Åre, Älvdalen, Örebro och Café.", "x\u0304 är medelvärdet."),
    "paragraph_space": ("Se §~12/2022 och 7~kap.~8~§ kommunallagen.", "Tecknet § kallas paragraf."),
    "hard_space": (
        "Den 7~mars~2022 kl.~9.00 kostade det 12~500~kronor.",
        "Hon är 7 och det är mars.",
        "Skriv till a.b@norrby.example eller https://norrby.example/a?b=1 2.",
    ),
    "double_space": ("  - En punkt\n  - En punkt till", "Ett ord. Ett till."),
    "space_before_mark": ("Frågan: vad, när och var?", "Filen .txt finns.", "Ja! Nej; kanske."),
    "span_hyphen": (
        "Den 2023-10-24 ringde någon 063-14~66~03 om 212000-2452.",
        "Ärendet RUN-77-2022 och dnr 12-345 gäller e-post och covid-19.",
        "Det gäller åren 2024–2029, kl.~9.00–11.30, januari–mars.",
        "Läs in- och utförsel.",
    ),
    "span_mixed": ("Programmet 2024–2029 och planen 2024–2029.", "Dagen 2024-10-29 och 2024–2029."),
    "hyphen_as_dash": ("Butiken – den enda – är öppen.", "- En punkt\n- En till", "In- och ut."),
    "dots": ("Och så vidare…", "Se ../mapp och version 1.2.3."),
    "quotation_marks": ("Det kallas ”plan” här.", "Det kallas »plan» och kommunens 'plan'."),
    "numeric_date": ("Det gäller 30~november~2022.", "Det är 3/4 av länet, RUN/12/2022, 1/2023."),
    "ordinal_date": ("Det är den 30~november.", "Det är den 2:a insatsen i mars."),
    "english_date": (
        "Hon heter May Holm.",
        "Mars, april och maj går fort.",
        "Under september 24 gånger.",
        "Den 24~september~2022 är det möte.",
    ),
    "month_capital": ("Mars är kort. Maj är lång.", "Det är klart i mars.", "Hos Maj Berg i byn."),
    "weekday_capital": ("Tisdagen den 7~mars är bra.", "Vi ses på tisdag."),
    "decimal_point": ("Det kostar 1,5~mnkr enligt punkt~4.2.", "Kl.~9.30 är det 20~minuter kvar."),
    "thousands_point": ("Det kostar 1~250~kronor.", "Adressen är 10.0.0.1.", "Version 1.10.200b."),
    "money_mixed": ("Först 2~mnkr och sedan 3~mnkr.", "Först 2~mkr, sedan 3~mkr."),
    "reference_form": (
        "Ärendena RUN/77/2022, KS/2018:60 och KS 2022/100.",
        "Och/eller, A/B, EN 301~549/WCAG.",
    ),
    "personal_number": ("Regionens nummer är 232100-0214.", "Ring 063-14~66~03 eller 070-1234567."),
    "full_stop": (
        decided(_CLAUSE),
        "Anmälan\n\nBeslutet anmäls till tillväxtnämnden.",
        "Utdrag till\n\nNorrby kommun\nLänsstyrelsen",
        "Beslutsunderlag\n\nProtokollsutdrag för Norra länets serviceprogram",
        "Länken står här:\nhttps://norrby.example/x",
        "Planen är klar, och den gäller hela länet under\nhela året. Den följs upp.",
        "| rubrik | text |\n| --- | --- |\n| a | Först. Sedan |",
    ),
    "clause_form": (decided(_CLAUSE, "En annan plan fastställs."),),
    "proposal_left": (
        f"Förslag till beslut\n\n{_CLAUSE}",
        decided(_CLAUSE, text="Handläggaren har lämnat ett förslag om planen."),
    ),
    "heading_case": (
        "# Förslag till beslut\n\nDet gäller planen.",
        "# Region Jämtland Härjedalen och Länsstyrelsen\n\nDet gäller planen.",
        "# Program: Handlingsplan 2031\n\nDet gäller planen.",
        "# Möten i nätverket Service Z\n\nDet gäller planen.",
    ),
    "recipients_heading": (
        "Utdrag till\n\nNorrby kommun",
        "Skicka en kopia till registratorn.",
    ),
    "address_mixed": ("Du får planen. Svara om du vill.", "Ni får planen, och er kommun svarar."),
    "register_name": (
        "Länsstyrelsen i Jämtlands län och Åre kommun svarar Tillväxtverket.",
        "Det ingår i Tillväxtverkets uppdrag.",
        "Skicka till registrator@tillvaxtverket.example.",
        "Det är region Jämtland Härjedalen som svarar.",
    ),
    "municipality_genitive": (
        "Krokoms kommun, Bergs kommun, Bräcke kommun och Åre kommun.",
        "Berg ligger högt, och i Krokom finns en kommunal butik.",
    ),
    "name_mixed": (
        "Länsstyrelsen i Norra län och Länsstyrelsen i Södra län.",
        "Lillby kommun och Storbys kommun.",
    ),
    "committee_capital": (
        "Regionala utvecklingsnämnden beslutar, säger regionala utvecklingsnämnden.",
        "Nämnden beslutar. Nämnden tar del.",
    ),
    "post_title": (
        "Regional utvecklingsdirektör",
        "Det avgör regional utvecklingsdirektör i dag.",
        "Det avgör regionala utvecklingsdirektörer.",
    ),
    "misspelling": ("Tjänsteskrivelsen och delegationsbeslutet är klara.",),
    "anglicism": ("Insatsen är klar och godkänd.", "Företaget Flow AB deltar."),
    "office_word": (decided(_CLAUSE), "Ärendemeningen är kort.", "Boken heter något annat."),
    "takes_note": ("Nämnden tar del av de anmälda delegationsbesluten.",
                   "Nämnden fastställer programmet."),
    "mandate_year": (
        decided(_CLAUSE, mandate="Nämndens beslut §~12/2022"),
        decided(_CLAUSE, mandate="Delegationsordningen punkt~4.2, 7~kap.~5~§ kommunallagen"),
        "Det sker med stöd av 6~kap.~37~§ kommunallagen.",
    ),
    "old_statute": ("Enligt kommunallagen (2017:725) gäller det.",
                    "Enligt 6~kap.~33~§ miljöbalken gäller det."),
    "old_support": ("Handlingsplan 2024 bygger på förordning 2000:284.",
                    "Handlingsplan 2026 bygger på förordning 2024:1243."),
    "county_council": ("Det avgör regionen på länets ting.",),
    "wrong_appeal": (
        "Tiden är tre veckor från den dag då det tillkännagavs att protokollet är justerat.",
    ),
    "urgent_decision": ("Ordföranden fattar brådskande beslut.", "Det är bråttom."),
    "plan_title": (
        decided(_CLAUSE, basis="Handlingsplan 2031 för Norra länet, 7~november~2022"),
        decided("Chefen beslutar att fastställa Handlingsplan 2031 för Norra länet.",
                basis="Handlingsplan 2031 för Norra länet"),
    ),
    "begun_year": (
        decided("Handlingsplan 2025 fastställs."),
        decided("Handlingsplan 2022 fastställs.", text="Planen avser hela året."),
    ),
    "several_plans": ("# Handlingsplaner 2031 och 2032\n\nDet gäller planerna.",
                      "# Handlingsplan 2031\n\nDet gäller planen."),
}  # fmt: skip
