"""The seal as the settings name it: made once, kept from others, and what verify says by it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.seal.identity import to_pkcs12
from documents.seal.verdict import KnownPaper
from documents.seal.verifying import MOST_BYTES
from tests.documents.seal_samples import (
    AT,
    OTHER_SECRET,
    OWNER,
    REASON,
    identity,
    nobody_knows,
    paper,
    time_service,
)
from web import sealfolder
from web.sealing import demonstration_seal, open_seal, told_of
from workflow.refusals import BadInput
from workflow.settings import Seal, Settings, load_settings


def settings(tmp_path: Path, **given: str) -> Settings:
    return Settings(seal=Seal.model_validate({"folder": tmp_path / "seal", **given}))


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "beslut.pdf"
    path.write_bytes(content)
    return path


def bought(tmp_path: Path, passphrase: str = "ordet") -> str:
    path = tmp_path / "bought.p12"
    path.write_bytes(to_pkcs12(identity(OTHER_SECRET), passphrase))
    path.chmod(0o600)
    return str(path)


def test_the_seal_is_made_at_first_use_and_stays(tmp_path: Path) -> None:
    first = open_seal(settings(tmp_path), OWNER, AT)
    later = open_seal(settings(tmp_path), OWNER, datetime(2024, 1, 1, tzinfo=UTC))
    assert later.certificates == first.certificates
    assert later.sealer.seal(paper(), AT, REASON) == first.sealer.seal(paper(), AT, REASON)


def test_its_key_is_for_its_owner_only_and_its_certificate_for_all(tmp_path: Path) -> None:
    open_seal(settings(tmp_path), OWNER, AT)
    modes = {
        path.suffix: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "seal").iterdir()
    }
    assert modes == {".p12": 0o600, "": 0o600, ".pem": 0o644}


def test_two_installations_have_two_seals(tmp_path: Path) -> None:
    one, other = (open_seal(settings(tmp_path / each), OWNER, AT) for each in "ab")
    assert one.certificates[0] != other.certificates[0]


def test_programs_that_start_at_once_have_the_same_seal(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_seal(settings(tmp_path), OWNER, AT), range(12)))
    assert len({each.certificates for each in opened}) == 1


def test_with_a_passphrase_of_ones_own_none_is_kept(tmp_path: Path) -> None:
    open_seal(settings(tmp_path, passphrase="ordet"), OWNER, AT)
    assert not (tmp_path / "seal" / sealfolder.PASSPHRASE).exists()
    with pytest.raises(BadInput, match="lösenordet stämmer inte"):
        open_seal(settings(tmp_path, passphrase="annat"), OWNER, AT)


@pytest.mark.parametrize("name", [sealfolder.KEY, sealfolder.PASSPHRASE])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, name: str) -> None:
    open_seal(settings(tmp_path), OWNER, AT)
    (tmp_path / "seal" / name).chmod(0o640)
    with pytest.raises(BadInput, match=f"skydda den med «chmod 600 .*{name}»"):
        open_seal(settings(tmp_path), OWNER, AT)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "seal").write_text("en fil")
    with pytest.raises(BadInput, match="sigillet går inte att skapa"):
        open_seal(settings(tmp_path), OWNER, AT)


def test_a_bought_seal_goes_before_ones_own_and_both_stay_known(tmp_path: Path) -> None:
    own = open_seal(settings(tmp_path), OWNER, AT).sealer.seal(paper(), AT, REASON)
    other = settings(tmp_path, pkcs12=bought(tmp_path), passphrase="ordet")
    opened = open_seal(other, OWNER, AT)
    assert opened.certificates == identity(OTHER_SECRET).certificates
    for content in (own, opened.sealer.seal(paper(), AT, REASON)):
        assert told_of(kept(tmp_path, content), other, nobody_knows)[1] == 0


def test_a_bought_seal_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"finns\.p12: filen går inte att läsa"):
        open_seal(settings(tmp_path, pkcs12=str(tmp_path / "finns.p12")), OWNER, AT)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"pkcs12": "a.p12", "pkcs11_module": "b.so"}, "Töm den ena nyckeln"),
        ({"pkcs11_module": "b.so"}, "namnen på token och nyckel saknas"),
        (
            {"pkcs11_module": "b.so", "pkcs11_token": "a", "pkcs11_key": "b"},
            "sigillets nyckel går inte att använda",
        ),
    ],
)
def test_settings_that_name_no_seal_or_two_are_refused(
    tmp_path: Path, given: dict[str, str], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        open_seal(settings(tmp_path, **given), OWNER, AT)
    assert not (tmp_path / "seal").exists()


def test_a_service_in_the_settings_stamps_the_time(tmp_path: Path) -> None:
    with time_service() as url:
        stamping = settings(tmp_path, timestamp_url=f"{url}/tsa")
        content = open_seal(stamping, OWNER, AT).sealer.seal(paper(), AT, REASON)
    lines, code = told_of(kept(tmp_path, content), stamping, nobody_knows)
    assert code == 0
    assert "Tidsstämpeltjänsten" in lines[2]


def test_the_demonstration_has_the_same_seal_each_time() -> None:
    one, again = (demonstration_seal(b"k" * 32, OWNER, AT) for _ in range(2))
    assert one.certificates == again.certificates
    assert one.sealer.seal(paper(), AT, REASON) == again.sealer.seal(paper(), AT, REASON)


def test_verify_says_what_it_found_and_ends_with_its_code(tmp_path: Path) -> None:
    content = open_seal(settings(tmp_path), OWNER, AT).sealer.seal(paper(), AT, REASON)
    for changed, opening, code in (
        (content, "Filen är äkta.", 0),
        (content + b"x", "Filen är ändrad. Lita inte på den.", 1),
        (paper(), "Filen är okänd. Det går inte att säga om den är äkta.", 1),
    ):
        lines, ended = told_of(kept(tmp_path, changed), settings(tmp_path), nobody_knows)
        assert (lines[0], ended) == (opening, code)
        assert lines[-1].startswith("Kontrollsumma (SHA-256): ")


def test_verify_asks_the_register_too(tmp_path: Path) -> None:
    known = KnownPaper("Utdrag", "RUN/536/2021")
    lines, code = told_of(kept(tmp_path, b"brev"), settings(tmp_path), lambda sha256: known)
    assert (code, "Utdrag, RUN/536/2021, i registret" in lines[1]) == (0, True)


def test_verify_makes_nothing_where_there_is_no_seal(tmp_path: Path) -> None:
    assert told_of(kept(tmp_path, paper()), settings(tmp_path), nobody_knows)[1] == 1
    assert not (tmp_path / "seal").exists()


def test_verify_refuses_what_is_no_file_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="ingen sådan fil"):
        told_of(tmp_path / "none.pdf", settings(tmp_path), nobody_knows)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(BadInput, match="större än 50 MB"):
        told_of(large, settings(tmp_path), nobody_knows)


def test_a_passphrase_in_the_settings_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[seal]\npassphrase = "hemligt"\n', "utf-8")
    with pytest.raises(BadInput, match="BESLUTSKEDJAN_SEAL__PASSPHRASE_FILE") as refused:
        load_settings(path, {})
    assert "hemligt" not in str(refused.value)
    environ = {"BESLUTSKEDJAN_SEAL__PASSPHRASE": "hemligt"}
    assert load_settings(None, environ).seal.passphrase == "hemligt"


@pytest.mark.parametrize("url", ["ftp://a.example", "https://", "tsa.example", "file:///etc"])
def test_an_address_that_is_no_web_address_is_refused(tmp_path: Path, url: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[seal]\ntimestamp_url = "{url}"\n', "utf-8")
    with pytest.raises(BadInput, match=r"seal\.timestamp_url"):
        load_settings(path, {})
