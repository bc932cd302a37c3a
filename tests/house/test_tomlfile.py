"""A TOML file from outside: read strictly, and every fault said in Swedish with line and key."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt

from workflow import tomlfile, tomlwords
from workflow.refusals import BadInput
from workflow.tomlfile import LONGEST_LINE, MOST_COMPLAINTS


class Kind(StrEnum):
    SHOP = "butik"
    FUEL = "drivmedel"


def _even(number: int) -> int:
    if number % 2:
        raise ValueError("ska vara ett jämnt tal")
    return number


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Plan(Part):
    year: Annotated[StrictInt, Field(alias="år")]
    names: tuple[Annotated[str, Field(max_length=5)], ...] = ()


class Case(Part):
    reference: Annotated[str, Field(pattern=r"^[A-Z]+/\d+/\d{4}$", examples=["RUN/536/2021"])] = ""
    plans: Annotated[tuple[Plan, ...], Field(min_length=1)] = (Plan.model_validate({"år": 2024}),)
    kind: Kind = Kind.SHOP
    mode: Literal["a", "b", "c"] = "a"
    on: date = date(2024, 2, 29)
    open: StrictBool = True
    amount: Annotated[Decimal, Field(max_digits=4, decimal_places=2)] = Decimal(0)
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    even: Annotated[StrictInt, AfterValidator(_even)] = 2
    either: StrictInt | StrictBool = 1
    parties: dict[str, Plan] = {}
    head: Plan | None = None


def told(text: str) -> list[str]:
    with pytest.raises(BadInput) as refused:
        tomlfile.check(tomlfile.parse(text, "fall.toml"), Case)
    return str(refused.value).split("\n")


def refusal(path: Path, limit: int = 1_000) -> str:
    with pytest.raises(BadInput) as refused:
        tomlfile.load(path, Case, limit)
    return str(refused.value)


def test_a_right_file_becomes_its_model(tmp_path: Path) -> None:
    path = tmp_path / "fall.toml"
    path.write_text('kind = "drivmedel"\n[[plans]]\n"år" = 2025\nnames = ["Åre"]\n', "utf-8")
    case = tomlfile.load(path, Case)
    assert case.kind is Kind.FUEL
    assert case.plans == (Plan.model_validate({"år": 2025, "names": ("Åre",)}),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('reference = "RUN/280//2023"', "har inte rätt form. Skriv till exempel RUN/536/2021."),
        ("reference = 5", "ska vara text inom citattecken. Skriv till exempel RUN/536/2021."),
        ("plans = []", "får inte vara tom."),
        ("plans = 1", 'ska vara en lista inom hakparenteser, till exempel ["a", "b"].'),
        ("plans = [1]", "ska vara en tabell med egna nycklar."),
        ('kind = "affär"', "ska vara «butik» eller «drivmedel»."),
        ('mode = "d"', "ska vara «a», «b» eller «c»."),
        ('on = "igår"', "ska vara ett datum som finns, skrivet som 2024-02-29 utan citattecken."),
        ("on = 2024-02-28T10:00:00", "ska vara ett datum som finns"),
        ("open = 1", "ska vara true eller false, utan citattecken."),
        ('amount = "x"', "ska vara ett tal utan citattecken, med punkt före decimalerna."),
        ("amount = 1.234", "får ha högst 2 decimaler."),
        ("amount = 123.0", "får ha högst 2 siffror före decimalpunkten."),
        ("amount = 12345", "får ha högst 4 siffror."),
        ("amount = inf", "ska vara ett tal utan citattecken"),
        ("share = 1.5", "ska vara mindre än 1.0."),
        ("share = 0", "ska vara större än 0.0."),
        ("even = 3", "ska vara ett jämnt tal."),
        ("colour = 3", "okänd nyckel. Här får stå: reference, plans, kind"),
        ("refrence = 3", "okänd nyckel. Menade du «reference»?"),
    ],
)
def test_each_fault_has_its_swedish_sentence(text: str, sentence: str) -> None:
    key = text.split(" ", maxsplit=1)[0]
    [complaint] = told(f"\n{text}\n")
    assert complaint.startswith(f"fall.toml, rad 2, nyckel «{key}")
    assert sentence in complaint


def test_a_misspelt_key_without_its_rings_is_recognised() -> None:
    complaints = told("[[plans]]\nar = 2024\n")
    assert complaints == [
        "fall.toml, rad 1, nyckel «plans[1].år»: nyckeln saknas. Lägg till den.",
        "fall.toml, rad 2, nyckel «plans[1].ar»: okänd nyckel. Menade du «år»?",
    ]


@pytest.mark.case("R12")
def test_every_fault_is_told_at_once_in_line_order() -> None:
    text = 'even = 3\nopen = 1\n[[plans]]\n"år" = "x"\n[[plans]]\nnames = ["Åre", "Härjedalen"]\n'
    assert [each.split(":")[0] for each in told(text)] == [
        "fall.toml, rad 1, nyckel «even»",
        "fall.toml, rad 2, nyckel «open»",
        "fall.toml, rad 4, nyckel «plans[1].år»",
        "fall.toml, rad 5, nyckel «plans[2].år»",
        "fall.toml, rad 6, nyckel «plans[2].names[2]»",
    ]


def test_keys_of_inner_tables_and_unions_are_named_as_in_the_file() -> None:
    text = 'either = "x"\n[parties.are]\n"år" = 1\nyaer = 2\n[head]\n"år" = "2024"\n'
    assert [each.split(": ")[0] for each in told(text)] == [
        "fall.toml, rad 1, nyckel «either»",
        "fall.toml, rad 1, nyckel «either»",
        "fall.toml, rad 4, nyckel «parties.are.yaer»",
        "fall.toml, rad 6, nyckel «head.år»",
    ]


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted() -> None:
    complaints = told("".join(f"x{number} = 1\n" for number in range(MOST_COMPLAINTS + 7)))
    assert len(complaints) == MOST_COMPLAINTS + 1
    assert complaints[-1] == "fall.toml: och 7 fel till. Rätta de här först och försök igen."


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a = 1\nb\n", 2, "det saknas ett likhetstecken efter nyckeln."),
        ("a = 1\na = 2\n", 2, "nyckeln har redan fått ett värde längre upp."),
        ("[a]\nb = 1\n[a]\n", 3, "rubriken finns redan längre upp."),
        ("a = åre\n", 1, "värdet går inte att tolka. Text ska stå inom citattecken."),
        ("a = 2023-02-30\n", 1, "datumet eller klockslaget finns inte."),
        ("\na = [1,\n2\n", 3, "listan saknar sin avslutande hakparentes."),
        ("a = {b = 1\n", 1, "tabellen saknar sin avslutande klammer."),
        ('a = "x\nb = 1\n', 1, "ett otillåtet tecken eller en radbrytning står i texten."),
        ('a = """x\n\n', 1, "texten saknar sitt avslutande citattecken."),
        ("[a\nb = 1\n", 1, "rubriken saknar sin avslutande hakparentes."),
        ("a = 1 b = 2\n", 1, "det står något mer efter värdet. Skriv en nyckel per rad."),
        ("a = {b = 1}\na.c = 2\n", 2, "tabellen är redan avslutad längre upp"),
        ('a = "C:\\mapp"\n', 1, "skriv omvänt snedstreck dubbelt"),
        ('a = "\\ud800"\n', 1, "teckenkoden efter omvänt snedstreck finns inte."),
        ("b = 1\når = 2024\n", 2, 'en nyckel med å, ä eller ö ska stå inom citattecken: "år" ='),
        ("[år]\n", 1, "en nyckel med å, ä eller ö ska stå inom citattecken"),
        ("= 1\n", 1, "raden går inte att tolka."),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int, sentence: str) -> None:
    [complaint] = told(text)
    assert complaint.startswith(f"fall.toml, rad {line}: ")
    assert sentence in complaint


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"\na = {'[' * 5_000}", "rad 2: tabeller och listor får ligga i högst 20 nivåer."),
        (f"\n{'a.' * 9_000}a = 1", "rad 2: tabeller och listor får ligga i högst 20 nivåer."),
        (f"\n[{'a.' * 9_000}a]", "rad 2: tabeller och listor får ligga i högst 20 nivåer."),
        (f"a = {'9' * 5_000}", ": filen går inte att läsa: ett tal är för långt"),
    ],
)
def test_what_would_choke_the_parser_is_refused_in_words(text: str, sentence: str) -> None:
    assert sentence in told(text)[0]


def test_a_line_without_end_is_refused() -> None:
    [complaint] = told(f'a = 1\nb = "{"x" * LONGEST_LINE}"\n')
    assert complaint.startswith("fall.toml, rad 2, nyckel «b»: raden har fler än 20000 tecken.")


HIDDEN = (
    "\x00\x01\x0b\x1b\x7f\x85\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066"
    "\u2069\ufeff\uffff"
)


@pytest.mark.parametrize("character", HIDDEN, ids=lambda character: f"U+{ord(character):04X}")
@pytest.mark.parametrize(("as_code", "line"), [(False, 3), (True, 2)], ids=["itself", "as-code"])
def test_a_hidden_character_is_refused_with_line_and_key(
    character: str, as_code: bool, line: int
) -> None:
    code = f"{ord(character):04X}"
    written = "\\u" + code if as_code else character
    [complaint] = told(f'even = 2\nreference = """\n{written}"""\n')
    assert complaint.startswith(f"fall.toml, rad {line}, nyckel «reference»: ")
    assert f"U+{code}" in complaint
    assert character not in complaint


def test_a_hidden_character_in_a_key_is_refused_and_not_repeated() -> None:
    complaints = told('"a\\u202eb" = 1\n')
    assert "nyckel «a<U+202E>b»: det osynliga tecknet U+202E" in complaints[0]


def test_a_letter_in_two_pieces_becomes_one(tmp_path: Path) -> None:
    path = tmp_path / "fall.toml"
    path.write_text('[[plans]]\n"a\u030ar" = 2024\nnames = ["O\u0308n"]\n', "utf-8")
    assert tomlfile.load(path, Case).plans[0].names == ("Ön",)


def test_a_letter_in_two_pieces_behind_a_code_is_refused() -> None:
    [complaint] = told('reference = "a\\u030a"\n')
    assert "ett tecken är skrivet i två delar" in complaint


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '\nkind = "å"\n'.encode("latin-1"),
            ", rad 2: filen är inte UTF-8 (byte 0xE5, troligen «å»",
        ),
        ('kind = "å"\n'.encode("utf-16"), ": filen är sparad som UTF-16 eller UTF-32."),
        (b"x" * 1_001, ": filen är 1001 byte, men får vara högst 1000 byte."),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "fall.toml"
    path.write_bytes(content)
    assert refusal(path).startswith(f"{path}{sentence}")


@pytest.mark.case("W10")
def test_ten_megabytes_are_refused_with_size_and_limit(tmp_path: Path) -> None:
    path = tmp_path / "fall.toml"
    path.write_bytes(b"#" * 10_000_000)
    assert "filen är 10,0 MB, men får vara högst 2,0 MB." in refusal(path, 2_000_000)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "det är ingen fil" in refusal(tmp_path)
    assert "det är ingen fil" in refusal(Path("/dev/zero"))
    assert "filen finns inte" in refusal(tmp_path / "none.toml")
    assert "filen går inte att läsa" in refusal(Path("a\x00b"))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_saved_on_windows_is_read(tmp_path: Path, ends: str, mark: str) -> None:
    path = tmp_path / "fall.toml"
    path.write_text(f'{mark}even = 4\nkind = "butik"\n', "utf-8", newline=ends)
    assert tomlfile.load(path, Case).even == 4


def test_a_kind_of_fault_that_nobody_foresaw_is_still_told_in_swedish() -> None:
    assert tomlwords.fault("made_up", {"made": "up"}) == "värdet godtas inte (made_up)."
    assert tomlwords.syntax_fault("Made up (at line 7, column 1)") == (
        "filen följer inte TOML:s regler här.",
        7,
    )


def test_no_sentence_is_left_in_english() -> None:
    texts = [*told("plans = 1\nkind = 1\nmode = 1\non = 1.5\nopen = 2\namount = []\nshare = []\n")]
    assert not [text for text in texts if "should" in text or "nput" in text]
