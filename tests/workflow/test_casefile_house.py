"""A case file's house style: its logo and template are files that can be used, or it is told."""

import shutil
from pathlib import Path

import pytest

from tests.workflow.casefile_faults import SAMPLES, Fault, assert_is_told, write
from workflow.casefile import read_case_file

LOGO = '"profil/marke-jamtland-harjedalen.png"'
FONT = 'font = "Calibri"\n'
ADDRESS = 'address = ["Organisationsnummer 232100-0214"]\n'
FILE, TEMPLATE = "house.logo.file", "house.template"

# fmt: off
FAULTS = {
    "logo that is not there": Fault(LOGO, '"profil/marke-jamtland.png"', FILE, "finns inte"),
    "logo outside": Fault(LOGO, '"../marke.png"', FILE, "utanför ärendefilens mapp"),
    "logo that is no picture": Fault(
        LOGO, '"profil/mall-exempelregionen.docx"', FILE, "PNG eller JPEG",
    ),
    "logo without words": Fault(
        'alt = "Märke med två berg över en linje"\n', "", "house.logo.alt", "nyckeln saknas",
        "[house.logo]",
    ),
    "logo with empty words": Fault(
        'alt = "Märke med två berg över en linje"', 'alt = ""', "house.logo.alt", "tom",
    ),
    "five lines of address": Fault(
        ADDRESS, 'address = ["1", "2", "3", "4", "5"]\n', "house.address", "högst 4",
    ),
    "line of address too long": Fault(
        ADDRESS, f'address = ["{"å" * 91}"]\n', "house.address[1]", "högst 90",
    ),
    "font that is none": Fault(FONT, 'font = "<Arial>"\n', "house.font", "inget typsnitt"),
    "template that is not there": Fault(
        FONT, 'template = "profil/mall.docx"\n', TEMPLATE, "finns inte",
    ),
    "template of another kind": Fault(
        FONT, 'template = "profil/marke-exempelregionen.png"\n', TEMPLATE, ".docx eller .dotx",
    ),
    "font beside a template": Fault(
        FONT, 'template = "profil/mall-exempelregionen.docx"\nfont = "Arial"\n', "house.font",
        "mallens typsnitt", 'font = "Arial"',
    ),
}
# fmt: on


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_the_house_style_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    assert_is_told(tmp_path, FAULTS[case])


def test_a_template_that_is_too_large_is_told(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "profil", tmp_path / "profil")
    (tmp_path / "profil" / "stor.docx").write_bytes(b"PK" + b"x" * 500_000)
    fault = Fault(FONT, 'template = "profil/stor.docx"\n', TEMPLATE, "500 kB")
    assert_is_told(tmp_path, fault)


@pytest.mark.parametrize("name", ["run-536-2021.toml", "exempelregionen.toml"])
def test_a_case_file_knows_where_its_files_lie(name: str, tmp_path: Path) -> None:
    file = read_case_file(write(tmp_path, (SAMPLES / name).read_bytes()))
    assert file.folder == tmp_path
    assert file.house.logo is not None
    assert (file.folder / file.house.logo.file).is_file()
