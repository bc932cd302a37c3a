"""The headings of a decision's papers: which section each begins, whatever house wrote it."""

from documents.checker.model import Section

_BY_WORDS = {
    "ärendemening": Section.SUBJECT,
    "ärendebeskrivning": Section.TEXT,
    "ärendet": Section.TEXT,
    "beskrivning av ärendet": Section.TEXT,
    "bakgrund": Section.TEXT,
    "sammanfattning": Section.TEXT,
    "motivering": Section.TEXT,
    "beslutsunderlag": Section.BASIS,
    "underlag": Section.BASIS,
    "underlag för beslutet": Section.BASIS,
    "bilagor": Section.BASIS,
    "delegation": Section.MANDATE,
    "delegationsgrund": Section.MANDATE,
    "delegationsbestämmelse": Section.MANDATE,
    "delegationsbestämmelse och delegation": Section.MANDATE,
    "stöd för beslutanderätten": Section.MANDATE,
    "beslut": Section.DECISION,
    "förslag till beslut": Section.PROPOSAL,
    "anmälan": Section.NOTICE,
    "anmälan till nämnden": Section.NOTICE,
    "notifikation": Section.NOTICE,
    "notifiering": Section.NOTICE,
    "utdrag till": Section.RECIPIENTS,
    "utdrag skickas till": Section.RECIPIENTS,
    "kopia till": Section.RECIPIENTS,
    "beslutet skickas till": Section.RECIPIENTS,
    "expedieras till": Section.RECIPIENTS,
    "rättelsen skickas till": Section.RECIPIENTS,
    "sändlista": Section.RECIPIENTS,
    "distributionslista": Section.RECIPIENTS,
}
_DECIDED = {"delegationsbeslut", "utdrag ur delegationsbeslut"}


def section_of(heading: str) -> Section | None:
    """The section that begins with the heading; ``None`` where the words are no such heading."""
    return _BY_WORDS.get(heading.strip(" :\N{NO-BREAK SPACE}").casefold())


def says_decided(label: str) -> bool:
    """Whether a label or a heading says that the paper is a decision, no longer a proposal."""
    words = label.strip(" :").casefold()
    return words in _DECIDED or section_of(words) is Section.DECISION
