"""Those outside who get papers or links: they can be reached, and none of them is the region."""

from collections.abc import Iterator

from workflow.casefile.checks.finding import Finding
from workflow.casefile.lookup import members, recipients
from workflow.casefile.model import CaseFile, Party
from workflow.casefile.plans import REGION


def everyone_can_be_reached(file: CaseFile) -> Iterator[Finding]:
    reasons = _reasons(file)
    for i, party in enumerate(file.parties):
        if party.email is None and party.key in reasons:
            text = f"{party.name} {reasons[party.key]}, men saknar adress. Lägg till email."
            yield Finding(("parties", i, "email"), text)


def _reasons(file: CaseFile) -> dict[str, str]:
    """Why each party needs an address; the weightiest reason where there are several."""
    why = {m.responsible: "ansvarar för en insats" for p in file.plans for m in p.measures}
    if any(plan.circulated_on for plan in file.plans):
        why |= {party.key: "ska svara på samråd" for party in members(file)}
    why[file.programme.agency] = "ska få den årliga rapporten"
    for decision in file.decisions:
        found = recipients(file, decision.dispatch_to)
        why |= {party.key: "ska få utdrag" for party in found}
    return why


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
    asked, network = {party.key for party in members(file)}, file.region.network
    known = {party.key for party in file.parties}
    for i, plan in enumerate(file.plans):
        if plan.circulated_on and not asked:
            text = "planen skickas på samråd, men nätverket saknar medlemmar. Skriv network under "
            yield Finding(("plans", i, "circulated_on"), f"{text}[region] och en grupp med namnet.")
        for j, answer in enumerate(plan.answers):
            if asked and answer.party in known - asked:
                text = f"«{answer.party}» är inte med i {network} och kan inte svara."
                yield Finding(("plans", i, "answers", j, "party"), text)


def only_recipients_acknowledge(file: CaseFile) -> Iterator[Finding]:
    known = {party.key for party in file.parties}
    for i, decision in enumerate(file.decisions):
        sent_to = {party.key for party in recipients(file, decision.dispatch_to)}
        for j, each in enumerate(decision.acknowledgements):
            if each.party in known - sent_to:
                text = f"«{each.party}» står inte på sändlistan och kan inte kvittera."
                yield Finding(("decisions", i, "acknowledgements", j, "party"), text)


def everyone_acknowledges_before_the_end(file: CaseFile) -> Iterator[Finding]:
    """A plan can't be closed while a copy of its decision is unaccounted for."""
    closed = {plan.year for plan in file.plans if plan.closed_on}
    for i, decision in enumerate(file.decisions):
        done = {each.party for each in decision.acknowledgements}
        sent_to = recipients(file, decision.dispatch_to)
        waiting = [party.name for party in sent_to if party.key not in done]
        if waiting and closed & set(decision.plans):
            text = f"planen avslutas, men kvittens saknas från: {', '.join(waiting)}."
            yield Finding(("decisions", i, "acknowledgements"), text)
