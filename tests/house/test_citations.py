"""A paragraph of law is cited only when somebody has read it: here is what has been read."""

import re

from tests.house.tree import PACKAGES, texts

# fmt: off
READ = {
    "5 kap. 69 §": "kommunallagen: minutes are adjusted within 14 days",
    "6 kap. 28–32 §§": "kommunallagen: conflict of interest",
    "6 kap. 37 §": "kommunallagen: what a committee may delegate",
    "6 kap. 38 §": "kommunallagen: what may not be delegated",
    "6 kap. 39 §": "kommunallagen: urgent decisions by the chair",
    "6 kap. 40 §": "kommunallagen: decisions on delegation are notified",
    "7 kap. 4 §": "kommunallagen: conflict of interest of those who are employed",
    "7 kap. 5 §": "kommunallagen: delegation to those who are employed",
    "7 kap. 5–7 §§": "kommunallagen: the same, further delegation and conditions",
    "7 kap. 6 §": "kommunallagen: a director may delegate further",
    "7 kap. 8 §": "kommunallagen: the committee says what is notified; the rest is recorded",
    "8 kap. 10 §": "kommunallagen: what the notice board holds",
    "8 kap. 12 §": "kommunallagen: the adjustment is posted by the second day",
    "13 kap. 5 §": "kommunallagen: three weeks to appeal",
    "13 kap. 14 §": "kommunallagen: what is carried out already",
    "2 kap. 5–8 §§": "cybersäkerhetslagen: incidents are reported",
}
# fmt: on
CITED = re.compile(r"\b(\d+) kap\.\s+(\d+(?:–\d+)?)\s+(§§?)")
PLACES = (*PACKAGES, "docs", "README.md")


def cited() -> set[str]:
    """Every citation in the program and its documents, in plain spaces."""
    found = [
        hit.groups()
        for name, text in texts()
        if name.split("/")[0] in PLACES
        for hit in CITED.finditer(text)
    ]
    return {f"{chapter} kap. {section} {sign}" for chapter, section, sign in found}


def test_no_paragraph_is_cited_that_nobody_has_read() -> None:
    assert cited() - set(READ) == set()


def test_what_is_no_longer_cited_is_taken_off_the_list() -> None:
    assert set(READ) - cited() == set()
