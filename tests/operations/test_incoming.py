"""What comes in by mail: a bounce, an answer, a program's answer, and what is none of ours."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from sqlalchemy import Engine

from tests.inbound.messages import OURS, report, written
from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, newest_token, row, rows
from tests.operations.together import at_once
from workflow.operations import dispatching, incoming, mending, silence
from workflow.operations.heartbeats import Heard, Job
from workflow.operations.incoming import Filed
from workflow.operations.queries.case_page import case_page
from workflow.operations.queries.case_papers import CasePaper
from workflow.operations.queries.incoming import message, of_decision, original
from workflow.operations.queries.papers import paper
from workflow.refusals import NotFound
from workflow.states import IncomingKind, LetterKind, PaperKind
from workflow.store import tables as t

AT = when("2023-10-25", 15)


def name_of(world: World, party: str = "Åre kommun", which: int = 0) -> str:
    found: str = rows(world.office.engine, t.letter, kind="utdrag", to_name=party)[which].message_id
    return found


def come(world: World, raw: bytes) -> Filed:
    return incoming.file(world.office, raw, AT)


def answer(names: str, **headers: str) -> bytes:
    return written(In_Reply_To=names, **headers).as_bytes()


def test_a_bounce_that_names_the_letter_marks_it_and_begins_the_mending(world: World) -> None:
    w.dispatched(world)
    filed = come(world, report(name_of(world)))
    assert filed == Filed(IncomingKind.BOUNCE, is_new=True, case_id=world.case_id)
    letter = row(world.office.engine, t.letter, message_id=name_of(world))
    assert (letter.state, letter.bounced_at) == ("bounced", AT)
    assert letter.problem.startswith("Adressen finns inte hos mottagaren (5.1.1).")
    assert row(world.office.engine, t.duty, kind="mend").party_id == world.parties["are"].id
    assert len(rows(world.office.engine, t.letter, kind="undelivered")) == 2


@pytest.mark.parametrize("quoted", [str, lambda link: quote(link, safe="")], ids=["bare", "safe"])
def test_a_link_that_a_reply_quotes_is_not_shown(
    world: World, quoted: Callable[[str], str]
) -> None:
    w.dispatched(world)
    token = newest_token(world.office, world.parties["are"].email, LetterKind.UTDRAG) or ""
    raw = answer(name_of(world)).replace(
        b"Vi har", f"Se {quoted(world.office.link(token))} hej".encode(), 1
    )
    come(world, raw)
    shown = message(world.office, 1, world.actor("secretary", AT), AT)
    assert token not in shown.text
    assert f"{quoted(world.office.link(''))}… hej" in shown.text
    assert shown.raw is None


def test_a_reply_as_it_came_is_the_registrars_and_the_officers(world: World) -> None:
    w.dispatched(world)
    come(world, answer(name_of(world)))
    sha256 = row(world.office.engine, t.paper_use, kind="inkommet").sha256
    for who in ("registrar", "officer"):
        assert original(world.office, 1, world.actor(who, AT), AT)
        assert paper(world.office, sha256, world.actor(who, AT), AT).content
    for who in ("secretary", "director"):
        with pytest.raises(NotFound):
            original(world.office, 1, world.actor(who, AT), AT)
        with pytest.raises(NotFound):
            paper(world.office, sha256, world.actor(who, AT), AT)


def seen_by(world: World, who: str) -> tuple[CasePaper, ...]:
    return case_page(world.office, world.case_id, world.actor(who, AT), AT).papers


def test_a_reply_is_listed_to_those_who_may_open_it(world: World) -> None:
    w.dispatched(world)
    come(world, answer(name_of(world)))
    listed = {
        who: [each.kind for each in seen_by(world, who)]
        for who in ("registrar", "officer", "secretary", "director")
    }
    seeing = [who for who, kinds in listed.items() if PaperKind.INKOMMET in kinds]
    assert seeing == ["registrar", "officer"]
    assert all(PaperKind.UTDRAG in kinds for kinds in listed.values())


def test_what_came_in_about_a_dispatch_is_listed_to_those_who_may_open_it(world: World) -> None:
    matter = w.dispatched(world)
    come(world, answer(name_of(world)))
    seen = {
        who: of_decision(world.office, matter.decision_id, world.actor(who, AT), AT)
        for who in ("registrar", "director", "stranger")
    }
    assert len(seen["registrar"]) == len(seen["director"]) == 1
    assert seen["stranger"] == ()


def test_a_bounce_is_on_record_with_its_reason(world: World) -> None:
    w.dispatched(world)
    come(world, report(name_of(world)))
    (entry,) = events(world.office, step="bounced")
    assert entry["given"]["reason"].startswith("Åre kommun, registrator@are.example: Adressen")
    assert (entry["actor"]["kind"], entry["thing"]) == ("system", "decision")
    assert findings(world.office) == []


@pytest.mark.parametrize("names", [OURS, "<0@region.example>"])
def test_a_bounce_that_proves_nothing_changes_nothing(
    world: World, database: Engine, names: str
) -> None:
    w.dispatched(world)
    before = everything(database, "incoming")
    assert come(world, report(names)).kind is IncomingKind.UNMATCHED
    assert everything(database, "incoming") == before


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_a_report_that_is_no_bounce_is_only_noted(
    world: World, database: Engine, action: str
) -> None:
    w.dispatched(world)
    before = everything(database, "incoming")
    assert come(world, report(name_of(world), action)).kind is IncomingKind.AUTO_REPLY
    assert everything(database, "incoming") == before
    assert row(database, t.incoming).note


def test_a_bounce_is_known_by_the_address_that_the_letter_was_sent_from(world: World) -> None:
    w.dispatched(world)
    token = name_of(world).strip("<>").partition("@")[0]
    raw = report("<other@mx.example>").replace(
        b"To: beslutskedjan@", f"To: beslutskedjan+{token}@".encode(), 1
    )
    assert come(world, raw).kind is IncomingKind.BOUNCE


def test_the_same_message_twice_is_one(world: World, database: Engine) -> None:
    w.dispatched(world)
    raw = report(name_of(world))
    come(world, raw)
    before = everything(database)
    assert come(world, raw).is_new is False
    assert everything(database) == before


def test_the_same_message_at_once_from_two_workers_is_one(world: World, database: Engine) -> None:
    w.dispatched(world)
    raw = answer(name_of(world))
    at_once(*[lambda: come(world, raw)] * 4)
    assert len(rows(database, t.incoming)) == len(rows(database, t.paper_use, kind="inkommet")) == 1


def test_an_answer_is_kept_as_a_paper_of_the_case_and_on_record(world: World) -> None:
    matter = w.dispatched(world)
    raw = answer(name_of(world))
    assert come(world, raw).kind is IncomingKind.REPLY
    use = row(world.office.engine, t.paper_use, kind="inkommet")
    assert (use.decision_id, use.party_id) == (matter.decision_id, world.parties["are"].id)
    assert use.name == "inkommet_2023-10-25_registrator-are.example.eml"
    assert world.office.files.get(use.sha256) == raw
    (entry,) = events(world.office, step="arrived")
    assert entry["papers"] == [["inkommet", use.name, use.sha256]]
    assert findings(world.office) == []


def test_an_answer_confirms_nothing_by_itself(world: World) -> None:
    w.dispatched(world)
    come(world, answer(name_of(world)))
    states = {each.state for each in rows(world.office.engine, t.delivery)}
    assert states == {"waiting"}


def test_an_answer_about_a_plan_is_kept_with_the_plan(world: World) -> None:
    matter = w.circulated(world)
    letter = rows(world.office.engine, t.letter, kind="circulation")[0]
    come(world, answer(letter.message_id))
    assert row(world.office.engine, t.paper_use, kind="inkommet").plan_id == matter.plan_id


def test_a_program_that_answers_is_noted_and_nothing_more(world: World, database: Engine) -> None:
    w.dispatched(world)
    before = everything(database, "incoming")
    filed = come(world, answer(name_of(world), Auto_Submitted="auto-replied"))
    assert filed.kind is IncomingKind.AUTO_REPLY
    assert everything(database, "incoming") == before


def test_our_own_letter_that_comes_back_is_noted_and_starts_no_loop(
    world: World, database: Engine
) -> None:
    w.dispatched(world)
    before = everything(database, "incoming")
    message = EmailMessage()
    message["Message-ID"], message["Auto-Submitted"] = name_of(world), "auto-generated"
    message.set_content("Hej!")
    assert come(world, message.as_bytes()).kind is IncomingKind.AUTO_REPLY
    assert everything(database, "incoming") == before


def test_a_bounce_after_the_confirmation_asks_for_no_mending(world: World) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, AT)
    come(world, report(name_of(world)))
    assert rows(world.office.engine, t.duty, kind="mend") == []


def test_a_bounce_of_an_older_letter_does_not_undo_the_mending(world: World) -> None:
    matter = w.dispatched(world)
    registrar = world.actor("registrar", AT)
    party_id, new = world.parties["are"].id, "diarium@are.example"
    decision_id = matter.decision_id
    mending.resend(
        world.office, decision_id, party_id, registrar, AT, address=new, reason="Fel adress."
    )
    come(world, report(name_of(world, which=0)))
    duties = rows(world.office.engine, t.duty, kind="mend")
    assert duties == []
    assert rows(world.office.engine, t.letter, kind="undelivered") == []


def test_what_is_none_of_ours_waits_on_the_pile(world: World, database: Engine) -> None:
    before = everything(database, "incoming")
    assert come(world, written(Subject="Fråga").as_bytes()).kind is IncomingKind.UNMATCHED
    waits = row(database, t.incoming)
    assert (waits.from_email, waits.subject) == ("registrator@are.example", "Fråga")
    assert (waits.case_id, waits.handled_on) == (None, None)
    assert everything(database, "incoming") == before


@pytest.mark.parametrize("sent", [answer, report], ids=["reply", "bounce"])
def test_what_answers_a_letter_about_the_operation_is_filed_in_no_case(
    world: World, sent: Callable[[str], bytes]
) -> None:
    silent = Heard(Job.MAILBOX, timedelta(hours=1), None, is_silent=True)
    silence.tell(world.office, [silent], AT)
    (name, *_others) = [each.message_id for each in rows(world.office.engine, t.letter)]
    assert come(world, sent(name)) == Filed(IncomingKind.UNMATCHED, is_new=True, case_id=None)
    assert rows(world.office.engine, t.paper_use) == []
