"""New recovery cards: whatever ends the making of them, somebody can have the cards of the keys that are in force."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.lab.accidents import Accident, Ended, run
from tests.lab.homes import Country, Home, make_country
from tipdesk.adapters.keys.recovery import Recovery, combine
from tipdesk.homes.cards import cards_taken, drop_void_cards, find_cards
from tipdesk.homes.headquarters_keys import rotate_keys
from tipdesk.services.from_headquarters import get_keyset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """A country whose custodians have the first cards."""
    country = make_country(tmp_path_factory.mktemp("cards") / "made")
    with closing(country.headquarters.open()) as office:
        cards_taken(office.paths, office.desk)
    return country


def _renewing(country: Country) -> Callable[[], object]:
    return partial(rotate_keys, country.headquarters.open(), country.cards[:2], new_cards=True)


def _renew(country: Country, accident: Accident, point: int) -> Ended:
    return run(partial(_renewing, country), country.headquarters.folder, accident, point)


def _has_cards(home: Home, old: tuple[str, ...]) -> tuple[bool, bool]:
    """Return whether new keys are in force, and whether two cards that somebody can have are of their root."""
    with closing(home.open()) as office:
        drop_void_cards(office.paths, office.desk)
        with office.desk.read() as reader:
            root = get_keyset(reader).root
        kept = tuple(" ".join(card.words) for card in find_cards(office))
    files = len(list(home.folder.glob("cards-*")))
    assert files == bool(kept), "what is kept is what can be shown"
    is_new = root != Recovery(combine(old[:2])).root.public
    return is_new, Recovery(combine((kept or old)[:2])).root.public == root


@pytest.mark.parametrize("accident", [Accident.KILL, Accident.REFUSE_ONCE, Accident.REFUSE_ON])
def test_whatever_happens_the_cards_in_force_can_be_had(accident: Accident, made: Country, tmp_path: Path) -> None:
    """At every file that is touched on the way: the old keys with the old cards, or the new ones with cards kept."""
    events = _renew(made.copied(tmp_path / "whole"), Accident.NOTHING, 0).events
    seen = set()
    for point in range(1, len(events) + 1):
        hurt = made.copied(tmp_path / str(point))
        _renew(hurt, accident, point)
        is_new, has_cards = _has_cards(hurt.headquarters, made.cards)
        assert has_cards, (accident, events[point - 1])
        seen.add(is_new)
        shutil.rmtree(hurt.stick.parent)
    assert seen == {False, True}, "some points come before the new keys are in force, some after"


def test_the_control_notices_that_nobody_has_them(made: Country, tmp_path: Path) -> None:
    """Where nothing keeps the cards, new keys are in force and neither the old cards nor any other are of them."""
    hurt = made.copied(tmp_path / "hurt")
    _renew(hurt, Accident.NOTHING, 0)
    for file in hurt.headquarters.folder.glob("cards-*"):
        file.unlink()
    assert _has_cards(hurt.headquarters, made.cards) == (True, False)
