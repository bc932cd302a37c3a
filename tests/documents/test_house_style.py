"""The house style is data: two organisations' own order, words, logo and addresses on papers."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from documents import HouseRenderer, built, word
from documents.parts import Logo
from documents.pdf import write_pdf
from documents.sample import sample_ask, sample_situation
from documents.template import zipped
from tests.documents import houses, pdftext, verapdf
from web.year.establish import house_style
from workflow.casefile import read_case_file
from workflow.facts import House, Situation, pictures
from workflow.operations.register_record import plain
from workflow.orders import PaperAsk
from workflow.refusals import BadInput
from workflow.states import PaperKind
from workflow.store.regions import house_from

SAMPLES = Path(__file__).parents[2] / "documents" / "sample"
SEED, EXAMPLE = "run-536-2021", "exempelregionen"
ALT = {
    SEED: "Märke med två berg över en linje",
    EXAMPLE: "Märke med två cirklar som går i varandra",
}
MARKS = [
    ("marke-jamtland-harjedalen.png", houses.seeds_mark, (132, 132)),
    ("marke-exempelregionen.png", houses.examples_mark, (180, 132)),
]


def house_of(name: str) -> House:
    file = read_case_file(SAMPLES / f"{name}.toml")
    return house_style(file.house, file.folder)


def in_house(house: House) -> Situation:
    found = sample_situation()
    return replace(found, region=replace(found.region, house=house))


def decision(house: House) -> PaperAsk:
    return sample_ask(PaperKind.DELEGATIONSBESLUT, in_house(house))


def opened(ask: PaperAsk) -> Document:
    return docx.Document(io.BytesIO(HouseRenderer().paper(ask).content))


def headings(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]


def test_the_seeds_organisation_has_its_decision_last_and_the_other_first() -> None:
    seed, other = (headings(opened(decision(house_of(name)))) for name in (SEED, EXAMPLE))
    assert seed.index("Beslut") > seed.index("Delegationsbestämmelse och delegation")
    assert other.index("Beslut") < other.index("Ärendet")


def test_each_organisation_has_its_own_sentence() -> None:
    seed, other = (
        "\n".join(p.text for p in opened(decision(house_of(name))).paragraphs)
        for name in (SEED, EXAMPLE)
    )
    assert "fastställs." in seed
    assert "beslutar att fastställa" in other


@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_the_logo_stands_in_the_word_files_head_with_its_words(name: str) -> None:
    house = house_of(name)
    header = opened(decision(house)).sections[0].header
    (picture,) = header._element.iter(qn("wp:docPr"))
    (blip,) = header._element.iter(qn("a:blip"))
    assert picture.get("descr") == ALT[name]
    assert house.logo is not None
    assert header.part.related_parts[blip.get(qn("r:embed"))].blob == house.logo.content


@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_the_logo_and_the_addresses_stand_in_the_pdf(name: str) -> None:
    house = house_of(name)
    content = write_pdf(built(decision(house)))
    with pikepdf.open(io.BytesIO(content)) as file:
        tags = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        said = {str(each.Alt) for each in tags if "/Alt" in each}
    assert said == {ALT[name]}
    assert all(line in foot for foot in pdftext.feet(content) for line in house.address)


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_each_organisations_pdf_is_fit_for_the_record_and_for_all(name: str, flavour: str) -> None:
    assert verapdf.faults(write_pdf(built(decision(house_of(name)))), flavour) == []


def test_the_addresses_stand_one_to_a_line_in_the_word_files_foot() -> None:
    house = replace(house_of(SEED), contact=("Regionen", "Enheten"), address=("Väg 1", "Växel"))
    lines = [p.text for p in opened(decision(house)).sections[0].footer.paragraphs]
    assert lines[1:] == ["Regionen · Enheten", "Väg 1", "Växel"]


def test_four_lines_of_address_keep_clear_of_the_text() -> None:
    house = replace(house_of(SEED), address=tuple(f"Rad {i}" for i in range(4)))
    content = write_pdf(built(decision(house)))
    assert all(f"Rad {i}" in foot for foot in pdftext.feet(content) for i in range(4))
    assert pdftext.lowest(content) > 20


def test_the_font_is_the_houses_own() -> None:
    house = replace(house_of(SEED), font='A & "B"')
    styles = opened(decision(house)).styles.element
    fonts = styles.find(f".//{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.get(qn("w:ascii")) == 'A & "B"'


@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_the_files_properties_are_the_papers_and_nobody_elses(name: str) -> None:
    ask = decision(house_of(name))
    core = opened(ask).core_properties
    assert (core.title, core.subject) == (built(ask).title, "RUN/536/2021")
    assert (core.language, core.author) == ("sv-SE", ask.situation.region.name)
    assert b"python-docx" not in HouseRenderer().paper(ask).content


@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_the_same_house_gives_the_same_bytes(name: str) -> None:
    first, second = (HouseRenderer().paper(decision(house_of(name))) for _ in range(2))
    assert first.content == second.content


@pytest.mark.parametrize("name", [SEED, EXAMPLE])
def test_a_house_style_comes_back_from_the_registers_as_it_went_in(name: str) -> None:
    house = house_of(name)
    stored = plain(
        {
            "headings": house.headings,
            "clause_style": house.clause_style,
            "contact": house.contact,
            "address": house.address,
            "font": house.font,
            "logo": house.logo.__dict__ if house.logo else None,
            "template": house.template,
            "court": house.court.__dict__ if house.court else None,
        }
    )
    assert isinstance(stored, dict)
    assert house_from(stored) == house


def test_a_house_style_from_before_there_were_logos_is_still_read() -> None:
    stored = {"headings": [["beslut", "Beslut"]], "clause_style": "passive", "contact": []}
    assert house_from(stored) == House((("beslut", "Beslut"),))


def test_a_template_without_the_styles_stops_the_case_before_its_first_step(tmp_path: Path) -> None:
    parts = houses.template_parts()
    styles = parts["word/styles.xml"].replace(b'w:val="Signature"', b'w:val="Min"')
    (tmp_path / "mall.docx").write_bytes(zipped(parts | {"word/styles.xml": styles}))
    file = read_case_file(SAMPLES / f"{EXAMPLE}.toml")
    house = file.house.model_copy(update={"template": "mall.docx", "logo": None})
    with pytest.raises(BadInput, match=r"mall\.docx: formatmallarna «Signature» saknas"):
        house_style(house, tmp_path)


@pytest.mark.parametrize(("file", "mark", "size"), MARKS)
def test_the_samples_marks_are_drawn_here(
    file: str, mark: "houses.Mark", size: tuple[int, int]
) -> None:
    content = (SAMPLES / "profil" / file).read_bytes()
    assert houses.rows_of(content) == mark()
    assert pictures.size(content) == size


def test_the_samples_template_is_made_here() -> None:
    shipped = (SAMPLES / "profil" / "mall-exempelregionen.docx").read_bytes()
    assert shipped == houses.own_template()


PNG = houses.png(houses.seeds_mark(), houses.SIZE, houses.SIZE)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00\xff\xd9"
)


def test_a_jpeg_is_measured() -> None:
    assert pictures.size(JPEG) == (32, 16)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "PNG eller JPEG"),
        (b"<svg/>", "PNG eller JPEG"),
        (PNG[:-20], "trasig"),
        (PNG[:60] + b"x" + PNG[61:], "trasig"),
        (PNG + b"x", "trasig"),
        (JPEG[:-2], "trasig"),
        (JPEG.replace(b"\x20\x01", b"\x20\x04"), "CMYK"),
        (houses.png(houses.drawn(houses.peaks, 3, 3), 3, 4), "trasig"),
        (houses.png(b"", 3000, 3), "3000 gånger 3"),
        (PNG + b"\0" * pictures.MOST_BYTES, "200 kB"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        pictures.size(content)


def test_a_drawing_that_word_does_not_show_is_refused() -> None:
    house = replace(house_of(SEED), logo=Logo(b"<svg/>", "image/svg+xml", "Märke"))
    with pytest.raises(BadInput, match="PNG eller JPEG"):
        word.render(built(decision(house)))
