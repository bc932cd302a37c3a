"""A case file where one recipient gets paper: printed, posted and confirmed without a link."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.operations.builders import an_office, when
from tests.operations.reading import row, rows
from tests.web.command import SEED
from web.year.establish import establish
from web.year.script import acts_of
from web.year.stage import Stage
from workflow.casefile import read_case_file
from workflow.states import Channel
from workflow.store import tables as t

MAIL = 'email = "kommun@are.example"\n'
PAPER = 'channel = "post"\ncontact = "Box 1, 123 45 Orten"\nverified_on = 2023-05-02\n'
BY_LINK = 'party = "are"\non = "2023-10-25 15:40"\n'


@pytest.fixture
def stage(database: Engine, tmp_path: Path) -> Stage:
    """The seed's case, where Åre gets its utdrag by post."""
    for name in ("underlag", "profil"):
        shutil.copytree(SEED.parent / name, tmp_path / name)
    text = SEED.read_text("utf-8").replace(MAIL, f"{MAIL}{PAPER}")
    told = f'{BY_LINK}how = "Brev från kommunens registrator"\nby = "registratorn"\n'
    (tmp_path / "fall.toml").write_text(text.replace(BY_LINK, told), "utf-8")
    file, office = read_case_file(tmp_path / "fall.toml"), an_office(database)
    return Stage(office, file, tmp_path, establish(office, file))


def test_what_goes_on_paper_is_posted_on_the_day_and_confirmed_by_hand(
    stage: Stage, database: Engine
) -> None:
    for act in acts_of(stage):
        if act.at < when("2023-11-15"):
            act.do()
    are = row(database, t.party, key="are")
    assert (are.channel, are.verified_on) == (Channel.POST, date(2023, 5, 2))
    delivery = row(database, t.delivery, party_id=are.id)
    assert (delivery.address, delivery.channel) == ("Box 1, 123 45 Orten", "post")
    assert (delivery.state, delivery.settled_how) == (
        "acknowledged_otherwise",
        "Brev från kommunens registrator",
    )
    (posted,) = rows(database, t.event, step="hand_to_post")
    assert posted.actor_name == "Registratorn"
    letters = {each.to_name for each in rows(database, t.letter, kind="utdrag")}
    assert len(letters) == 9
    assert "Åre kommun" not in letters
