"""Decisions: text, basis, paragraph and acknowledgements are there and agree with each other."""

from collections import Counter
from collections.abc import Iterator, Sequence

from workflow.casefile.checks.finding import Finding, Path
from workflow.casefile.decisions import BY_LINK
from workflow.casefile.model import Basis, CaseFile, Notice
from workflow.references import paragraph
from workflow.year import last_appeal_day


def decisions_are_whole(file: CaseFile) -> Iterator[Finding]:
    for i, decision in enumerate(file.decisions):
        path: Path = ("decisions", i)
        for key in ("plans", "text", "dispatch_to"):
            if not getattr(decision, key):
                yield Finding((*path, key), "listan är tom. Minst en uppgift behövs.")
        if decision.notice.meeting.year != paragraph(decision.notice.paragraph).year:
            yield Finding(
                (*path, "notice", "paragraph"),
                f"{decision.notice.paragraph} är inte från sammanträdets år "
                f"{decision.notice.meeting.year}. Rätta årtalet.",
            )
        yield from _legal_force((*path, "notice"), decision.notice)
        for j, item in enumerate(decision.basis):
            yield from _basis((*path, "basis", j), item, decision.plans)
        yield from _plans_in_basis(path, decision.plans, decision.basis)
        yield from _acknowledgers(path, file, i)


def _legal_force(path: Path, notice: Notice) -> Iterator[Finding]:
    last = last_appeal_day(notice.posted_on.day)
    if notice.in_force_on.day <= last:
        yield Finding(
            (*path, "in_force_on"),
            f"{notice.in_force_on.day} är för tidigt: sista dag för överklagande är {last}. "
            "Ange tidigast dagen efter.",
        )


def _basis(path: Path, item: Basis, plans: Sequence[int]) -> Iterator[Finding]:
    own = {"title": item.title, "dated_on": item.dated_on, "file": item.file}
    if item.plan is None:
        for key in (key for key, value in own.items() if value is None):
            text = f"underlaget saknar {key}. Ett bifogat underlag har title, dated_on och file."
            yield Finding((*path, key), text)
        return
    for key in (key for key, value in own.items() if value is not None):
        text = "en handlingsplan som underlag har bara plan: dess egen handling bifogas."
        yield Finding((*path, key), f"{text} Ta bort nyckeln.")
    if item.plan not in plans:
        text = f"{item.plan} är ingen av beslutets planer, {', '.join(map(str, plans))}."
        yield Finding((*path, "plan"), text)


def _plans_in_basis(path: Path, plans: Sequence[int], basis: Sequence[Basis]) -> Iterator[Finding]:
    count = Counter(item.plan for item in basis)
    for year in plans:
        if count[year] != 1:
            fault = "saknas bland underlagen" if not count[year] else "står flera gånger"
            text = f"handlingsplanen {year} {fault}. Skriv {{ plan = {year} }} en gång."
            yield Finding((*path, "basis"), text)


def _acknowledgers(path: Path, file: CaseFile, place: int) -> Iterator[Finding]:
    for j, each in enumerate(file.decisions[place].acknowledgements):
        of_it: Path = (*path, "acknowledgements", j)
        if each.how == BY_LINK and each.by is not None:
            text = "en kvittens med länk ges av mottagaren. Ta bort by, eller skriv hur i how."
            yield Finding((*of_it, "by"), text)
        if each.how != BY_LINK and each.by is None:
            text = "kvittensen kom inte med länk. Skriv i by vem som antecknade den."
            yield Finding((*of_it, "how"), text)
