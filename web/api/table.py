"""The API's steps as one table: where each one stands, what it asks for, and what it calls.

A step of the chain gets its address by a row here; docs, access, scope and repeats follow from it.
"""

from web.api import acts, sent
from web.api import asks as a
from web.api.rows import Row
from web.api.subjects import DECISIONS, DISPATCHES, FOLLOW_UP, NOTICES, PLANS
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    mending,
    notifying,
    preparing,
)
from workflow.states import AppealOutcome

POST, PUT, DELETE = "POST", "PUT", "DELETE"
CREATED = 201

CASE = "/cases/<int:case_id>"
PLAN = "/plans/<int:plan_id>"
MEASURE = f"{PLAN}/measures/<int:measure_id>"
DECISION = "/decisions/<int:decision_id>"

# No type is written: so each row is checked against the body that it asks for.
# fmt: off
ROWS = (
    # The plan is drafted in the network.
    Row("open_plan", PLANS, POST, f"{CASE}/plans", "Öppna en handlingsplan.",
        a.PlanAsk, acts.open_plan, CREATED),
    Row("write_measure", PLANS, POST, f"{PLAN}/measures", "Lägg till en insats.",
        a.MeasureAsk, acts.write_measure, CREATED),
    Row("rewrite_measure", PLANS, PUT, MEASURE,
        "Ändra en insats, som den var när den lästes (seen).",
        a.MeasureAsk, acts.rewrite_measure),
    Row("remove_measure", PLANS, DELETE, MEASURE,
        "Ta bort en insats, som den var när den lästes (seen).",
        a.Seen, lambda x: drafting.remove_measure(
            x.office, x.plan_id, x.measure_id, x.ask.seen, x.actor, x.at)),
    Row("circulate", PLANS, POST, f"{PLAN}/circulate", "Skicka planen på samråd.",
        a.AnswerBy, lambda x: drafting.circulate(
            x.office, x.plan_id, x.ask.answer_by, x.actor, x.at)),
    Row("note_answer", PLANS, POST, f"{PLAN}/answers",
        "Anteckna en medlems svar som kom på annat sätt än med länken.",
        a.AnswerNoteAsk, lambda x: drafting.note_answer(
            x.office, x.plan_id, sent.noted_answer(x.ask), x.actor, x.at)),
    Row("extend_answer", PLANS, POST, f"{PLAN}/extend-answer",
        "Flytta sista svarsdagen i samrådet till en senare dag.",
        a.AnswerBy, lambda x: drafting.extend_answer(
            x.office, x.plan_id, x.ask.answer_by, x.actor, x.at)),
    Row("discard_plan", PLANS, POST, f"{PLAN}/discard",
        "Makulera en plan som är ett utkast.",
        a.Reason, lambda x: drafting.discard_plan(
            x.office, x.plan_id, x.ask.reason, x.actor, x.at)),

    # The decision is prepared and submitted. It is taken by a person in the web.
    Row("prepare", DECISIONS, POST, f"{CASE}/decisions",
        "Bered ett beslut om en eller flera planer.",
        a.DecisionAsk, acts.prepare, CREATED),
    Row("revise", DECISIONS, PUT, f"{DECISION}/draft",
        "Skriv om beslutets text, delegation och mottagare.",
        a.DraftAsk, lambda x: preparing.revise(
            x.office, x.decision_id, sent.text(x.ask), x.actor, x.at)),
    Row("revise_basis", DECISIONS, PUT, f"{DECISION}/basis",
        "Ersätt beslutsunderlagen, i den ordning de ska stå.",
        a.BasisListAsk, lambda x: preparing.revise_basis(
            x.office, x.decision_id, sent.basis(x.ask.basis), x.actor, x.at)),
    Row("discard", DECISIONS, POST, f"{DECISION}/discard",
        "Makulera ett utkast till beslut; planerna blir fria för ett annat.",
        a.Reason, lambda x: preparing.discard(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("submit", DECISIONS, POST, f"{DECISION}/submit", "Lämna ärendet för beslut.",
        a.Nothing, lambda x: preparing.submit(x.office, x.decision_id, x.actor, x.at)),
    Row("take_back", DECISIONS, POST, f"{DECISION}/take-back",
        "Återta ett ärende som är lämnat för beslut.",
        a.Reason, lambda x: preparing.take_back(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("send_back", DECISIONS, POST, f"{DECISION}/send-back", "Skicka tillbaka till handläggaren.",
        a.Reason, lambda x: deciding.send_back(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("refer", DECISIONS, POST, f"{DECISION}/refer", "Hänskjut ärendet till nämnden.",
        a.Reason, lambda x: deciding.refer(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("leave_to_committee", DECISIONS, POST, f"{DECISION}/leave-to-committee",
        "Lämna över ärendet till nämnden när ingen delegat kan besluta.",
        a.Reason, lambda x: deciding.leave_to_committee(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("committee_decides", DECISIONS, POST, f"{DECISION}/committee-decides",
        "Anteckna nämndens eget beslut i ett ärende som lämnats dit.",
        a.CommitteeDecisionAsk, lambda x: notifying.committee_decides(
            x.office, x.decision_id, x.ask.day, x.ask.paragraph, x.actor, x.at)),
    Row("hand_back", DECISIONS, POST, f"{DECISION}/hand-back",
        "Anteckna att nämnden lämnar ärendet åter utan beslut.",
        a.Reason, lambda x: deciding.hand_back(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("declare_conflict", DECISIONS, POST, f"{DECISION}/declare-conflict", "Anmäl eget jäv.",
        a.Reason, lambda x: deciding.declare_conflict(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),
    Row("correct", DECISIONS, POST, f"{DECISION}/correct", "Rätta ett skrivfel.",
        a.Reason, lambda x: deciding.correct(
            x.office, x.decision_id, x.ask.reason, x.actor, x.at)),

    # The committee takes note.
    Row("list", NOTICES, POST, f"{DECISION}/list", "Ta upp beslutet på anmälningslistan.",
        a.Nothing, lambda x: notifying.list_notice(x.office, x.decision_id, x.actor, x.at)),
    Row("move_notice", NOTICES, POST, f"{DECISION}/move-notice",
        "Flytta anmälan till nästa sammanträde.",
        a.MoveAsk, lambda x: notifying.move_notice(
            x.office, x.decision_id, x.ask.meeting_id, x.ask.reason, x.actor, x.at)),
    Row("record", NOTICES, POST, f"{DECISION}/record",
        "Protokollför beslutet särskilt, när det inte anmäls.",
        a.Nothing, lambda x: notifying.record(x.office, x.decision_id, x.actor, x.at)),
    Row("notify", NOTICES, POST, f"{DECISION}/notify", "Anteckna nämndens paragraf.",
        a.ParagraphAsk, lambda x: notifying.notify(
            x.office, x.decision_id, x.ask.paragraph, x.actor, x.at)),
    Row("adjust", NOTICES, POST, f"{DECISION}/adjust", "Anteckna justeringsdagen.",
        a.DayAsk, lambda x: notifying.adjust(
            x.office, x.decision_id, x.ask.day, x.actor, x.at)),
    Row("post", NOTICES, POST, f"{DECISION}/post",
        "Anteckna anslagsdagen och var protokollet förvaras.",
        a.PostingAsk, lambda x: notifying.post(
            x.office, x.decision_id, x.ask.day, x.ask.place, x.actor, x.at)),
    Row("gain_force", NOTICES, POST, f"{DECISION}/gain-force", "Bekräfta laga kraft.",
        a.Nothing, lambda x: notifying.gain_force(x.office, x.decision_id, x.actor, x.at)),
    Row("amend_notice", NOTICES, POST, f"{DECISION}/amend-notice",
        "Rätta uppgifter om anmälan: paragraf, justering och anslag.",
        a.AmendAsk, lambda x: notifying.amend_notice(
            x.office, x.decision_id, notifying.Entered(
                x.ask.paragraph, x.ask.adjusted_on, x.ask.posted_on, x.ask.place),
            x.ask.reason, x.actor, x.at)),
    Row("appeal", NOTICES, POST, f"{DECISION}/appeal", "Anteckna ett överklagande.",
        a.AppealAsk, lambda x: notifying.appeal(
            x.office, x.decision_id, x.ask.day, x.ask.reference, x.actor, x.at)),
    Row("appeal_late", NOTICES, POST, f"{DECISION}/appeal-late",
        "Anteckna ett överklagande som kom efter sista dagen.",
        a.AppealAsk, lambda x: notifying.appeal_late(
            x.office, x.decision_id, x.ask.day, x.ask.reference, x.actor, x.at)),
    Row("close_appeal", NOTICES, POST, f"{DECISION}/close-appeal",
        "Anteckna hur ett överklagande slutade, när beslutet står fast.",
        a.AppealEndAsk, lambda x: notifying.close_appeal(
            x.office, x.decision_id,
            notifying.Ended(x.ask.day, x.ask.outcome, x.ask.reference), x.actor, x.at)),
    Row("repeal", NOTICES, POST, f"{DECISION}/repeal",
        "Anteckna att domstolen har upphävt beslutet.",
        a.RepealAsk, lambda x: notifying.repeal(
            x.office, x.decision_id,
            notifying.Ended(x.ask.day, AppealOutcome.REPEALED, x.ask.reference),
            x.ask.reason, x.actor, x.at)),

    # Dispatch runs beside the notice.
    Row("dispatch", DISPATCHES, POST, f"{DECISION}/dispatch", "Expediera utdrag till mottagarna.",
        a.Nothing, lambda x: dispatching.dispatch(x.office, x.decision_id, x.actor, x.at)),
    Row("acknowledge", DISPATCHES, POST, f"{DECISION}/acknowledge",
        "Anteckna hur en mottagare har kvitterat.",
        a.AcknowledgementAsk, lambda x: dispatching.acknowledge_otherwise(
            x.office, x.decision_id, x.ask.party_id, x.ask.how, x.actor, x.at)),
    Row("resend", DISPATCHES, POST, f"{DECISION}/resend",
        "Sänd en mottagares utdrag igen, vid behov till en rättad adress.",
        a.ResendAsk, lambda x: mending.resend(
            x.office, x.decision_id, x.ask.party_id, x.actor, x.at,
            address=x.ask.address, reason=x.ask.reason)),
    Row("complete", DISPATCHES, POST, f"{DECISION}/complete", "Slutför expedieringen.",
        a.Nothing, lambda x: dispatching.complete(x.office, x.decision_id, x.actor, x.at)),

    # Follow-up at year end, then the reports.
    Row("open_follow_up", FOLLOW_UP, POST, f"{PLAN}/open-follow-up", "Öppna uppföljningen.",
        a.Nothing, lambda x: following_up.open_follow_up(x.office, x.plan_id, x.actor, x.at)),
    Row("report_outcome", FOLLOW_UP, POST, f"{PLAN}/outcomes",
        "Lämna utfall för organisationens egna mål.",
        a.OutcomesAsk, acts.report_outcomes),
    Row("close_follow_up", FOLLOW_UP, POST, f"{PLAN}/close-follow-up", "Avsluta uppföljningen.",
        a.Nothing, lambda x: following_up.close_follow_up(x.office, x.plan_id, x.actor, x.at)),
    Row("reopen_follow_up", FOLLOW_UP, POST, f"{PLAN}/reopen-follow-up",
        "Öppna en avslutad uppföljning igen.",
        a.Reason, lambda x: following_up.reopen_follow_up(
            x.office, x.plan_id, x.ask.reason, x.actor, x.at)),
    Row("report_agency", FOLLOW_UP, POST, f"{PLAN}/report-agency", "Rapportera till myndigheten.",
        a.ReceiptAsk, lambda x: following_up.report_agency(
            x.office, x.plan_id, x.actor, x.at, x.ask.receipt)),
    Row("report_committee", FOLLOW_UP, POST, f"{PLAN}/report-committee",
        "Återrapportera till nämnden.",
        a.Nothing, lambda x: following_up.report_committee(x.office, x.plan_id, x.actor, x.at)),
    Row("move_report", FOLLOW_UP, POST, f"{PLAN}/move-report",
        "Flytta återrapporteringen till nästa sammanträde.",
        a.MoveReportAsk, lambda x: following_up.move_report(
            x.office, x.plan_id, x.ask.meeting_id, x.ask.reason, x.actor, x.at)),
    Row("close", FOLLOW_UP, POST, f"{PLAN}/close", "Avsluta planen.",
        a.Nothing, lambda x: following_up.close(x.office, x.plan_id, x.actor, x.at)),
)
# fmt: on
