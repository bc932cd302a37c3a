"""Those outside who get papers or links: they can be reached, and none of them is the region."""

from collections.abc import Iterator

from workflow.casefile.checks.finding import Finding
from workflow.casefile.decisions import BY_LINK
from workflow.casefile.lookup import members, sent_to
from workflow.casefile.model import CaseFile, Party
from workflow.casefile.plans import REGION


def everyone_can_be_reached(file: CaseFile) -> Iterator[Finding]:
    reasons, on_paper = _reasons(file), _on_paper(file)
    for i, party in enumerate(file.parties):
        if party.email is None and party.key in reasons:
            text = f"{party.name} {reasons[party.key]}, men saknar adress. Lägg till email."
            yield Finding(("parties", i, "email"), text)
        if party.contact is None and party.key in on_paper:
            text = f"{party.name} får utdrag med post, men saknar postadress. Lägg till contact."
            yield Finding(("parties", i, "contact"), text)


def _reasons(file: CaseFile) -> dict[str, str]:
    """Why each party needs an e-mail address; the weightiest reason where there are several."""
    why = {m.responsible: "ansvarar för en insats" for p in file.plans for m in p.measures}
    for plan in file.plans:
        if plan.circulated_on:
            asked = members(file, plan.circulated_on.day)
            why |= {party.key: "ska svara på samråd" for party in asked}
    why[file.programme.agency] = "ska få den årliga rapporten"
    for decision in file.decisions:
        by_mail = (party for party in sent_to(file, decision) if party.channel == "email")
        why |= {party.key: "ska få utdrag" for party in by_mail}
    return why


def _on_paper(file: CaseFile) -> set[str]:
    """The parties that get an utdrag by post."""
    found = (party for decision in file.decisions for party in sent_to(file, decision))
    return {party.key for party in found if party.channel == "post"}


def recipients_are_in_force(file: CaseFile) -> Iterator[Finding]:
    """Whoever is named alone; a group is sent to those of its members that are in force."""
    by_name = {party.name: party for party in file.parties}
    for i, decision in enumerate(file.decisions):
        day = decision.decided_on.day
        for j, name in enumerate(decision.dispatch_to):
            if name in by_name and not by_name[name].covers(day):
                text = f"{name} gäller inte den {day}. Rätta valid_from och valid_to, eller listan."
                yield Finding(("decisions", i, "dispatch_to", j), text)


def days_run_forward(file: CaseFile) -> Iterator[Finding]:
    for i, party in enumerate(file.parties):
        first, last = party.valid_from, party.valid_to
        if first is not None and last is not None and last < first:
            text = f"{last} ligger före valid_from, {first}. Rätta dagarna."
            yield Finding(("parties", i, "valid_to"), text)
        if party.verified_by is not None and party.verified_on is None:
            text = "dagen då adressen kontrollerades saknas. Lägg till verified_on."
            yield Finding(("parties", i, "verified_by"), text)


def nobody_writes_to_oneself(file: CaseFile) -> Iterator[Finding]:
    """Neither a group nor a list of recipients holds the organisation itself."""
    itself = {party.key for party in file.parties if _is_the_region(file, party)} | {REGION}
    for i, group in enumerate(file.groups):
        for j, key in enumerate(group.parties):
            if key in itself:
                text = f"{file.region.name} kan inte skicka till sig själv."
                yield Finding(("groups", i, "parties", j), f"{text} Ta bort den ur gruppen.")
    names = {party.name for party in file.parties if party.key in itself} | {file.region.name}
    for i, decision in enumerate(file.decisions):
        for j, name in enumerate(decision.dispatch_to):
            if name in names:
                text = f"{name} skulle få sitt eget beslut. Ta bort mottagaren."
                yield Finding(("decisions", i, "dispatch_to", j), text)


def _is_the_region(file: CaseFile, party: Party) -> bool:
    return party.number == file.region.number or party.name == file.region.name


def groups_are_not_empty(file: CaseFile) -> Iterator[Finding]:
    for i, group in enumerate(file.groups):
        if not group.parties:
            yield Finding(("groups", i, "parties"), "gruppen är tom. Skriv vilka som ingår.")


def only_those_asked_answer(file: CaseFile) -> Iterator[Finding]:
    network, known = file.region.network, {party.key for party in file.parties}
    for i, plan in enumerate(file.plans):
        if plan.circulated_on is None:
            continue
        asked = {party.key for party in members(file, plan.circulated_on.day)}
        if not asked:
            text = "planen skickas på samråd, men nätverket saknar medlemmar. Skriv network under "
            yield Finding(("plans", i, "circulated_on"), f"{text}[region] och en grupp med namnet.")
        for j, answer in enumerate(plan.answers):
            if asked and answer.party in known - asked:
                text = f"«{answer.party}» är inte med i {network} och kan inte svara."
                yield Finding(("plans", i, "answers", j, "party"), text)


def only_recipients_acknowledge(file: CaseFile) -> Iterator[Finding]:
    known = {party.key for party in file.parties}
    for i, decision in enumerate(file.decisions):
        got = {party.key: party for party in sent_to(file, decision)}
        for j, each in enumerate(decision.acknowledgements):
            if each.party in known - got.keys():
                text = f"«{each.party}» står inte på sändlistan och kan inte kvittera."
                yield Finding(("decisions", i, "acknowledgements", j, "party"), text)
            elif each.party in got and got[each.party].channel == "post" and each.how == BY_LINK:
                text = "utdraget gick med post, utan länk. Skriv i how hur mottagaren bekräftade."
                yield Finding(("decisions", i, "acknowledgements", j, "party"), text)


def everyone_acknowledges_before_the_end(file: CaseFile) -> Iterator[Finding]:
    """A plan can't be closed while a copy of its decision is unaccounted for."""
    closed = {plan.year for plan in file.plans if plan.closed_on}
    for i, decision in enumerate(file.decisions):
        done = {each.party for each in decision.acknowledgements}
        waiting = [party.name for party in sent_to(file, decision) if party.key not in done]
        if waiting and closed & set(decision.plans):
            text = f"planen avslutas, men kvittens saknas från: {', '.join(waiting)}."
            yield Finding(("decisions", i, "acknowledgements"), text)
