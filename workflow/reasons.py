"""Each refusal's Swedish sentence: which rule says no, and what to do about it."""

from workflow.machine import BEGINNING
from workflow.refusals import Refusal, Refused
from workflow.states import (
    DecisionState,
    DispatchState,
    NoticeState,
    PlanState,
    Role,
    Thing,
)

THINGS = {
    Thing.PLAN: "handlingsplanen",
    Thing.DECISION: "beslutet",
    Thing.NOTICE: "anmälan",
    Thing.DISPATCH: "expedieringen",
}

# Who has a task of the house.
STAFF = {
    Role.OFFICER: "handläggare",
    Role.SECRETARY: "nämndsekreterare",
    Role.REGISTRAR: "registrator",
    Role.ADMINISTRATOR: "administratör",
}

# How a thing stands, as the end of a sentence that begins with its name.
STANDS: dict[tuple[Thing, str], str] = {
    (Thing.PLAN, BEGINNING): "är inte påbörjad",
    (Thing.PLAN, PlanState.DRAFTING): "är under beredning",
    (Thing.PLAN, PlanState.CIRCULATED): "är på samråd",
    (Thing.PLAN, PlanState.SUBMITTED): "är lämnad för beslut",
    (Thing.PLAN, PlanState.REFERRED): "är hänskjuten till nämnden",
    (Thing.PLAN, PlanState.ADOPTED): "är fastställd",
    (Thing.PLAN, PlanState.FOLLOWING_UP): "är under uppföljning",
    (Thing.PLAN, PlanState.FOLLOWED_UP): "är uppföljd",
    (Thing.PLAN, PlanState.REPORTED): "är rapporterad till myndigheten",
    (Thing.PLAN, PlanState.REPORTED_BACK): "är återrapporterad till nämnden",
    (Thing.PLAN, PlanState.CLOSED): "är avslutad",
    (Thing.PLAN, PlanState.REPEALED): "är upphävd",
    (Thing.PLAN, PlanState.DISCARDED): "är makulerad",
    (Thing.DECISION, BEGINNING): "är inte påbörjat",
    (Thing.DECISION, DecisionState.DRAFTING): "är under beredning",
    (Thing.DECISION, DecisionState.SUBMITTED): "är lämnat till beslutsfattaren",
    (Thing.DECISION, DecisionState.REFERRED): "är hänskjutet till nämnden",
    (Thing.DECISION, DecisionState.DECIDED): "är fattat",
    (Thing.DECISION, DecisionState.DISCARDED): "är makulerat",
    (Thing.DECISION, DecisionState.BY_COMMITTEE): "är fattat av nämnden själv",
    (Thing.NOTICE, BEGINNING): "är inte påbörjad",
    (Thing.NOTICE, NoticeState.PENDING): "väntar på att tas upp på anmälningslistan",
    (Thing.NOTICE, NoticeState.LISTED): "står på anmälningslistan",
    (Thing.NOTICE, NoticeState.NOTIFIED): "är antecknad av nämnden",
    (Thing.NOTICE, NoticeState.RECORDED): "görs inte: beslutet är protokollfört särskilt",
    (Thing.NOTICE, NoticeState.ADJUSTED): "är justerad",
    (Thing.NOTICE, NoticeState.POSTED): "är anslagen",
    (Thing.NOTICE, NoticeState.IN_FORCE): "är klar: beslutet har laga kraft",
    (Thing.NOTICE, NoticeState.REPEALED): "är avslutad: beslutet är upphävt",
    (Thing.DISPATCH, BEGINNING): "är inte påbörjad",
    (Thing.DISPATCH, DispatchState.READY): "väntar på registratorn",
    (Thing.DISPATCH, DispatchState.DISPATCHED): "är gjord och väntar på kvittenser",
    (Thing.DISPATCH, DispatchState.ACKNOWLEDGED): "är klar: alla har kvitterat",
}

# What the calendar does by itself, as told in lists of what has happened.
STEPS_BY_THEMSELVES = {
    "list": "tar upp beslutet på anmälningslistan",
    "complete": "slutför expedieringen: alla har kvitterat",
    "open_follow_up": "öppnar uppföljningen",
}

SENTENCES: dict[str, str] = {
    # The mandate.
    "not_a_person": "{actor} kan inte göra detta: bara en person får besluta "
    "(6 kap. 38 § andra stycket kommunallagen). Logga in och ta steget själv.",
    "delegation_missing": "Beslutet vilar inte på någon delegation som finns i registret för "
    "{committee}. Välj en delegation som finns. Är ärendet redan lämnat återtar handläggaren det "
    "först.",
    "delegation_wrong_committee": "Delegationen {ground} är inte given av {committee}. "
    "Välj en delegation från rätt nämnd. Är ärendet redan lämnat återtar handläggaren det först.",
    "delegation_wrong_matter": "Delegationen {ground} omfattar inte detta ärende ({matter}). "
    "Välj rätt delegation. Är ärendet redan lämnat återtar handläggaren det först. Finns ingen "
    "delegation som omfattar det får nämnden besluta.",
    "delegation_not_yet_valid": "Delegationen {ground} börjar gälla {begins}. "
    "Vänta till dess, eller låt handläggaren återta ärendet och välja en annan.",
    "delegation_expired": "Delegationen {ground} gällde till och med {ended}. "
    "Välj en delegation som gäller. Är ärendet redan lämnat återtar handläggaren det först. "
    "Finns ingen får nämnden besluta.",
    "delegation_revoked": "Delegationen {ground} är återkallad från och med {revoked}. "
    "Välj en delegation som gäller. Är ärendet redan lämnat återtar handläggaren det först. "
    "Finns ingen får nämnden besluta.",
    "sub_delegation_not_allowed": "Delegationen {ground} är en vidaredelegering som nämnden "
    "inte har medgett (7 kap. 6 § kommunallagen). Kontakta nämndsekreteraren.",
    "not_the_holder": "{actor} har inte den befattning som delegationen {ground} är given till: "
    "{post}, som i dag innehas av {holder}. Låt den personen besluta.",
    "drafted_by_decider": "{actor} har berett ärendet och kan därför inte besluta i det. "
    "En annan person måste besluta.",
    "conflict_of_interest": "{actor} har anmält jäv i ärendet ({ground}) och får inte ta del i "
    "handläggningen (7 kap. 4 § kommunallagen). Låt ersättaren eller en kollega ta över. "
    "Kan ingen besluta lämnar handläggaren över ärendet till nämnden.",
    "deputy_without_reason": "Du beslutar i stället för {post}. Skriv varför ordinarie "
    "beslutsfattare inte beslutar.",
    "already_decided": "Beslutet är redan fattat av {by} den {at} (nr {number}). "
    "Ladda om sidan för att se det.",
    "papers_not_those_seen": "Handlingarna har ändrats sedan du öppnade dem, eller så har du "
    "inte öppnat alla. Läs dem som de är nu och besluta sedan.",
    "new_direction_must_be_referred": "Ärendet gäller en ny inriktning eller frågan är inte "
    "besvarad. Sådant får inte delegeras (6 kap. 38 § kommunallagen). Hänskjut till nämnden.",
    "committees_day_wrong": "Nämndens beslut är från tidigast {since}, då ärendet lämnades dit, "
    "och senast i dag ({today}). Skriv dagen för sammanträdet.",
    # Where the thing stands, and who asks.
    "wrong_state": "Steget ”{step}” kan inte tas nu: {thing} {state}. "
    "Ladda om sidan för att se var ärendet står.",
    "plan_in_wrong_state": "Handlingsplan {year} {state} och kan inte följa med i steget. "
    "Ladda om sidan för att se var den står.",
    "wrong_role": "{actor} har inte den roll som krävs för att {step}. "
    "Kontakta administratören om det är fel.",
    "link_for_something_else": "{actor} har en länk som gäller något annat. Öppna länken i det "
    "brev som gäller det här.",
    # Reminding by hand.
    "nobody_is_missing": "Alla utfall är lämnade. Ingen behöver påminnas.",
    "written_to_today": "{party} har redan fått ett brev om utfallen i dag. Vänta till i morgon.",
    # Drafting.
    "year_outside_programme": "Året {year} ligger utanför programmet {span}. Välj ett år i det.",
    "plan_exists": "Det finns redan en handlingsplan för {year}. Öppna den i stället.",
    "no_members": "Nätverket {network} har inga medlemmar i registret. Lägg in dem först.",
    "member_without_address": "{party} saknar e-postadress i registret. Lägg in den först.",
    "answer_day_not_ahead": "Ange en sista svarsdag som ligger efter i dag ({today}).",
    "not_a_member": "{actor} är inte medlem i {network} och kan inte svara på samrådet. "
    "Kontakta handläggaren om det är fel.",
    "answer_time_over": "Svarstiden gick ut {answer_by}. Kontakta handläggaren.",
    "answer_day_not_later": "Sista svarsdag är {answer_by}. Ange en senare dag: ingen får kortare "
    "tid än vad som är sagt.",
    "answering_member_missing": "Ange vilken medlem i {network} som har svarat.",
    "member_has_answered": "{party} svarade själv {day}. Ska svaret ändras gör {party} det med sin "
    "länk. Har tiden gått ut flyttar du svarsdagen först.",
    "answer_without_how": "Skriv hur svaret kom, till exempel med brev eller per telefon.",
    "answer_came_ahead": "Ange den dag då svaret kom, senast i dag ({today}).",
    "opinion_missing": "Skriv ett yttrande, till exempel ”Inga synpunkter.”",
    "no_measure_given": "Skriv minst en insats.",
    "measure_not_yours": "{actor} ansvarar inte för insatsen ”{measure}” och kan inte ändra den. "
    "Kontakta handläggaren om det är fel.",
    "measure_key_taken": "Det finns redan en insats med beteckningen {key} i planen. "
    "Välj en annan.",
    "measure_unknown": "Insatsen ”{measure}” finns inte längre i planen. Ladda om sidan.",
    "measure_changed": "Någon annan har ändrat insatsen ”{measure}” sedan du öppnade den. "
    "Jämför texterna och välj vilken som ska gälla.",
    "measure_is_carried_on": "Insatsen ”{measure}” är förd över till en senare handlingsplan och "
    "kan inte tas bort. Ta bort den i den senare planen först.",
    "plan_stands_in_decision": "Handlingsplan {year} ingår i ett beslut som bereds: {title}. "
    "Makulera det utkastet först, eller låt planen vara kvar.",
    # Preparing and submitting.
    "decision_without_plan": "Välj minst en handlingsplan som beslutet ska gälla.",
    "plan_is_no_draft": "Handlingsplan {year} är inte ett utkast och kan inte tas med. "
    "Välj en som är under beredning.",
    "plan_in_other_decision": "Handlingsplan {year} ingår redan i ett annat beslut som bereds. "
    "Välj en annan, eller gå till det beslutet.",
    "plan_without_measures": "Handlingsplan {year} har inga insatser. Lägg till minst en.",
    "measure_without_responsible": "Insatsen ”{measure}” saknar ansvarig. Ange organisation och "
    "befattning.",
    "measure_without_target": "Insatsen ”{measure}” saknar mål. Lägg till minst ett mål.",
    "target_cannot_be_followed_up": "Målet ”{target}” i insatsen ”{measure}” kan inte följas upp: "
    "{lacking} saknas. Komplettera målet.",
    "draft_missing": "Skriv ärendemening och ärendebeskrivning.",
    "title_missing": "Ärendet saknar ärendemening. Skriv en.",
    "text_missing": "Ärendebeskrivningen är tom. Skriv den.",
    "basis_not_attached": "Beslutsunderlaget ”{title}” saknar bifogad handling eller datum. "
    "Bifoga handlingen och ange dess datum.",
    "plan_not_in_basis": "Handlingsplan {year} står inte bland beslutsunderlagen. Lägg till den.",
    "plan_twice_or_other_in_basis": "Bland beslutsunderlagen ska varje handlingsplan som beslutet "
    "gäller stå en gång, och ingen annan. Ladda om sidan och ordna underlagen på nytt.",
    "direction_not_answered": "Svara på frågan om ärendet gäller en ny inriktning.",
    "no_recipients": "Beslutet har inga mottagare. Ange vilka som ska få utdrag.",
    "recipient_unknown": "Mottagaren ”{name}” finns inte i registret. Rätta namnet eller lägg in "
    "mottagaren.",
    "group_is_empty": "Gruppen ”{name}” har ingen medlem som gäller i registret den {day}. Lägg in "
    "minst en medlem, eller ta bort gruppen ur listan.",
    "recipient_not_yet_valid": "{party} gäller i registret först från och med {begins}. Ta bort "
    "mottagaren ur listan, eller rätta dagarna i registret.",
    "recipient_no_longer_valid": "{party} gällde i registret till och med {ended}. Välj den som "
    "har tagit över, eller rätta dagarna i registret.",
    "recipient_without_address": "{party} saknar adress i registret. Lägg in den först.",
    "recipient_without_postal_address": "{party} får sina utdrag med post men saknar postadress i "
    "registret. Lägg in den först.",
    "recipient_is_the_region": "{party} är avsändaren själv och kan inte vara mottagare. "
    "Ta bort den ur listan.",
    "reason_missing": "Skriv en motivering.",
    # The committee.
    "no_meeting": "Det finns inget kommande sammanträde med {committee} vars stoppdatum inte har "
    "passerat. Lägg in nästa sammanträde.",
    "meeting_not_held": "Sammanträdet hålls {held_on}. Anmälan kan antecknas tidigast den dagen.",
    "paragraph_wrong": "«{paragraph}» är inte en paragraf i årets protokoll; skriv till exempel "
    "§ 187/{year}.",
    "recorded_separately": "Delegationsbeslut anmäls inte till {committee} utan protokollförs "
    "särskilt. Ta steget ”protokollföra särskilt” i stället.",
    "notified_instead": "Delegationsbeslut anmäls till {committee} och behöver inte protokollföras "
    "särskilt. Ta upp beslutet på anmälningslistan i stället.",
    "no_other_meeting": "Det finns inget annat kommande sammanträde med {committee} som tar emot "
    "beslut. Lägg in ett sammanträde och flytta sedan anmälan.",
    "listed_elsewhere": "Anmälan är redan flyttad: beslutet står på listan till sammanträdet "
    "{held_on}. Ladda om sidan.",
    "adjustment_day_wrong": "Justeringsdagen ska ligga mellan sammanträdet ({held_on}) och i dag "
    "({today}).",
    "separate_adjustment_day_wrong": "Justeringsdagen ska ligga mellan beslutet ({decided_on}) "
    "och i dag ({today}).",
    "posting_day_wrong": "Anslagsdagen ska ligga mellan justeringen ({adjusted_on}) och i dag "
    "({today}).",
    "place_missing": "Ange var protokollet förvaras.",
    "notice_changed": "Någon annan har ändrat uppgifterna sedan du öppnade sidan. Läs dem som de "
    "är nu och rätta sedan om det fortfarande behövs.",
    "not_noted_yet": "Det finns ingen {what} att rätta än. Anteckna den först när anmälan har "
    "kommit så långt.",
    "nothing_amended": "Alla uppgifter är som förut. Ändra den uppgift som är fel, eller gå "
    "tillbaka utan att rätta.",
    "appeal_time_runs": "Sista dag för överklagande är {last}. Laga kraft kan bekräftas tidigast "
    "dagen efter.",
    "appeal_is_open": "Beslutet är överklagat ({day}) och överklagandet är inte avslutat. Anteckna "
    "först hur det slutade.",
    "no_appeal": "Det finns inget öppet överklagande av beslutet. Anteckna överklagandet först.",
    "appeal_day_wrong": "Ange den dag då överklagandet kom in till förvaltningsrätten: mellan "
    "beslutet ({decided_on}) och i dag ({today}).",
    "appealed_too_late": "Överklagandet kom in {day}, men sista dag för överklagande var {last}. "
    "Anteckna det i stället som ett överklagande som kom för sent. Är någon av dagarna fel rättar "
    "du den först.",
    "appealed_in_time": "Överklagandet kom in {day} och sista dag för överklagande är {last}: det "
    "kom i tid. Anteckna det som ett överklagande.",
    "appeal_end_day_wrong": "Ange den dag då överklagandet blev slutligt avgjort: mellan dagen då "
    "det kom in ({appealed_on}) och i dag ({today}).",
    "repeal_day_wrong": "Ange den dag då upphävandet blev slutligt avgjort: mellan {since} och i "
    "dag ({today}).",
    "appeal_outcome_missing": "Ange hur överklagandet slutade: avslag, avvisat eller återkallat. "
    "Om beslutet är upphävt tar du steget ”anteckna upphävande”.",
    "decision_repealed": "Beslutet upphävdes {day} och kan varken rättas eller expedieras. "
    "Kontakta nämndsekreteraren om det är fel.",
    "not_in_force": "Beslutet har inte fått laga kraft. Bekräfta laga kraft först.",
    # Dispatch.
    "not_a_recipient": "{actor} är inte mottagare av beslutet. "
    "Kontakta registratorn om det är fel.",
    "already_acknowledged": "{party} har redan kvitterat ({by}, {day}). Ingenting mer behövs.",
    "recipient_not_named": "Ange vilken mottagare det gäller.",
    "address_unusable": "Det går inte att sända till ”{address}”. Skriv en e-postadress, till "
    "exempel registrator@kommunen.example.",
    "nobody_to_chase": "Ingen mottagare behöver påminnas: alla har kvitterat, eller så har "
    "utdraget inte kommit fram än.",
    "nothing_to_send_anew": "Det finns ingen ny länk att skicka: utdraget är redan kvitterat, "
    "eller så har det inte kommit fram. Svara på brevet, så hjälper vi er.",
    "chased_today": "{party} har redan fått en påminnelse i dag. Vänta till i morgon.",
    "letter_not_unsure": "Brevet till {party} är inte längre osäkert. Ingenting behövs.",
    "letter_not_stoppable": "Brevet till {party} kan inte stoppas: det är skickat eller på väg. "
    "Kontakta mottagaren om något i det är fel.",
    "mail_has_its_case": "Meddelandet hör redan till ett ärende. Ladda om sidan för att se vilket.",
    "case_unknown": "Det finns inget ärende med diarienumret ”{reference}”. Kontrollera numret.",
    "mail_already_handled": "Meddelandet är redan hanterat ({by}, {day}). Ladda om sidan.",
    "acknowledgement_without_how": "Ange vilken mottagare det gäller och hur mottagandet "
    "bekräftades, till exempel per telefon.",
    "not_by_post": "{party} får inte sitt utdrag med post. Välj bara dem som får det med post.",
    "already_posted": "Alla utdrag som går med post är redan lämnade. Ladda om sidan.",
    "posting_note_day_wrong": "Ange en dag mellan beslutet ({decided_on}) och i dag ({today}).",
    "deliveries_outstanding": "Alla mottagare har inte kvitterat: {parties}. Påminn dem, eller "
    "anteckna hur de har bekräftat.",
    # Handing over cases.
    "handover_to_oneself": "{person} har redan ärendena. Välj någon annan som tar över.",
    "handover_without_cases": "Välj minst ett ärende att lämna över.",
    "handover_day_ahead": "Ärenden lämnas över senast i dag ({today}). Ska någon annan ta hand om "
    "dem senare lägger du in frånvaro med en ersättare.",
    "receiver_lacks_role": "{person} har inte rollen handläggare i dag. Välj någon som har den, "
    "eller ge rollen först.",
    "receiver_is_away": "{person} är frånvarande {first_on} till och med {last_on}. Välj någon "
    "annan.",
    "case_not_the_givers": "{person} är inte handläggare för {reference}. Ladda om sidan.",
    "cases_left_behind": "Rollen som handläggare kan inte avslutas medan {person} har kvar "
    "ärenden: {references}. Lämna över alla, eller låt rollerna vara kvar.",
    "role_left_to_nobody": "Ingen annan har rollen {role} efter {last_on}. Ge rollen till någon "
    "annan först.",
    "last_day_has_passed": "Sista dagen för roller och befattningar ({last_on}) har passerat. Ange "
    "i dag ({today}) eller en senare dag.",
    # Follow-up and reports.
    "follow_up_not_open": "Handlingsplan {year} följs upp från och med {opens}. Vänta till dess.",
    "not_responsible": "{actor} ansvarar inte för någon insats i planen. "
    "Kontakta handläggaren om det är fel.",
    "value_not_yours": "{actor} kan inte fylla i eller ändra ett värde för {party}. Påminn, eller "
    "skriv varför ett utfall saknas.",
    "no_outcome_given": "Fyll i utfallet för minst ett mål.",
    "target_not_yours": "{actor} ansvarar inte för målet och kan inte lämna dess utfall. "
    "Kontakta handläggaren om det är fel.",
    "outcome_empty": "Målet ”{target}” saknar utfall. Fyll i ett värde (0 är ett värde) eller "
    "skriv varför det saknas.",
    "target_without_outcome": "Målet ”{target}” saknar utfall från {party}. Påminn, eller skriv "
    "varför det saknas.",
    "outcome_written_meanwhile": "{by} lämnade {on} ett utfall för målet ”{target}” medan du "
    "hade sidan öppen. Läs det och lämna sedan ditt om det fortfarande behövs.",
    "receipt_missing": "Skriv kvittensens nummer eller hur myndigheten har bekräftat.",
    "no_other_meeting_for_report": "Det finns inget annat kommande sammanträde med {committee} som "
    "tar emot handlingar. Lägg in ett sammanträde och flytta sedan återrapporteringen.",
    "report_is_elsewhere": "Återrapporteringen är redan flyttad: den är upprättad till "
    "sammanträdet {held_on}. Ladda om sidan.",
    "report_meeting_not_held": "Nämnden får återrapporteringen vid sammanträdet {held_on}. Vänta "
    "till dess med att avsluta planen.",
    "plan_year_not_over": "Rapporten om {year} lämnas först när året är slut. Vänta till dess.",
}


def sentence(refusal: Refusal) -> str:
    """The refusal as an official reads it."""
    params = dict(refusal.params)
    if "state" in params:
        thing = Thing(params.get("thing", Thing.PLAN))
        params["state"] = STANDS[thing, params["state"]]
        params["thing"] = THINGS[thing]
    return SENTENCES[refusal.code].format_map(params)


def sentences(refused: Refused) -> tuple[str, ...]:
    """All reasons of a refused step, in the order in which the rules gave them."""
    return tuple(sentence(refusal) for refusal in refused.refusals)
