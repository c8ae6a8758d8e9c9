"""New recovery cards that did not reach their custodians: who made them has them again, and nobody else."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.test_keys_renewed import error, rotate
from tests.journeys.worlds import copied, opened
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.homes.cards import find_cards, keep_cards, making_cards

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def cut_off(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world whose new cards could not be written where they were to go: the keys are in force."""
    world = copied(first_world, tmp_path_factory.mktemp("cut-off"))
    (world.folder / "file").write_bytes(b"in the way")
    cards = [part for share in world.shares[:2] for part in ("--share", share)]
    refused = call(world.hq, "hq", "keyset", "rotate", *cards, "--new-cards", "--shares", world.folder / "file")
    assert error(refused) == (3, "file-unwritable")
    return world


def test_the_command_gives_them_out_again(cut_off: World, tmp_path: Path) -> None:
    """Told by `keyset show`, given out once, good to renew the keys with; then nothing keeps them any more."""
    world = copied(cut_off, tmp_path)
    assert done(world.hq, "hq", "keyset", "show")["cards_pending"] is True
    given = done(world.hq, "hq", "keyset", "cards", "--shares", tmp_path / "cards")
    assert len(given["shares"]) == len(given["cards"]) == 3
    assert done(world.hq, "hq", "keyset", "show")["cards_pending"] is False
    assert not list(world.hq.glob("cards-*"))
    assert error(call(world.hq, "hq", "keyset", "cards")) == (1, "no-cards")
    assert rotate(world, shares=tuple(given["shares"][1:]))["number"] == 3


def test_no_backup_holds_them(cut_off: World, tmp_path: Path) -> None:
    """A backup made while they wait, put back elsewhere, says that they wait and has none to give."""
    (tmp_path / "disk").mkdir()
    backup = done(cut_off.hq, "store", "backup", "--to", tmp_path / "disk")["folder"]
    done(tmp_path / "hq", "store", "restore", backup)
    assert done(tmp_path / "hq", "hq", "keyset", "show")["cards_pending"] is True
    assert error(call(tmp_path / "hq", "hq", "keyset", "cards")) == (1, "no-cards")


def test_another_officer_gets_none(cut_off: World) -> None:
    """They are sealed to the one who made them; their words stand nowhere in the home as they are."""
    with closing(opened(cut_off.hq)) as session:
        cards = find_cards(session)
        other = replace(session, desk=replace(session.desk, officer_keys=OfficerKeyRing(OfficerKeys.generate())))
        assert (len(cards), find_cards(other)) == (3, ())
    words = [" ".join(card.words).encode() for card in cards]
    content = b"".join(file.read_bytes() for file in cut_off.hq.rglob("*") if file.is_file())
    assert not any(one in content for one in words)


def test_cards_whose_keys_never_came_into_force_go_at_an_unlock(cut_off: World, tmp_path: Path) -> None:
    """What a power cut left of them is cleared away, unless they are being made; those in force stay."""
    world = copied(cut_off, tmp_path)
    with closing(opened(world.hq)) as session:
        keep_cards(session.paths, session.desk, ("some words", "more words", "other words"), bytes(32))
        with making_cards(session.paths, session.desk), closing(opened(world.hq)):
            assert len(list(world.hq.glob("cards-*"))) == 2
    opened(world.hq).close()
    assert len(list(world.hq.glob("cards-*"))) == 1
