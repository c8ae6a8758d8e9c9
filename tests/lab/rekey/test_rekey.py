"""Removing an officer: whatever interrupts it, store and slots fit, nothing is lost, and it is finished or undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.accidents import Accident
from tests.lab.counts import TEST
from tests.lab.rekey.homes import SECOND, Post, make_post_of_two, problems_of, removed
from tests.lab.rekey.points import problems_at
from tipdesk.adapters.keys.next_files import SLOTS_NEXT, STORE_NEXT
from tipdesk.domain.errors import Trouble
from tipdesk.homes.officers import remove_officer
from tipdesk.homes.opening import close_session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Post:
    """A post with two officers, which nothing happens to: it is copied."""
    return make_post_of_two(tmp_path_factory.mktemp("rekey"))


def test_done_in_peace_the_old_key_is_worth_nothing(post: Post, tmp_path: Path) -> None:
    """The store has another key; the removed officer opens it neither with the new slots nor with a copy of the old."""
    mine = post.copied(tmp_path / "home")
    old_slots = (post.folder / "slots").read_bytes()
    assert removed(mine, Accident.NOTHING, 0).told == ""
    assert problems_of(mine, old_slots, is_told_done=True) == []


@pytest.mark.parametrize("accident", [Accident.KILL, Accident.REFUSE_ONCE, Accident.REFUSE_ON])
def test_whatever_happens_store_and_slots_fit(accident: Accident, post: Post, tmp_path: Path) -> None:
    """Killed, or refused by the disk once or for good, at points all along the way."""
    points = removed(post.copied(tmp_path / "whole"), Accident.NOTHING, 0).points
    assert points > 2 * TEST.rekey_every
    first = 1 + list(Accident).index(accident) % TEST.rekey_every
    found = [
        one
        for point in range(first, points + 1, TEST.rekey_every)
        for one in problems_at(post, tmp_path, accident, point)
    ]
    assert found == []


def test_the_lab_notices_a_store_that_does_not_fit(post: Post, tmp_path: Path) -> None:
    """Slots put in place without their store, which the order of the renames forbids, do not open it."""
    mine = post.copied(tmp_path / "home")
    old_slots = (post.folder / "slots").read_bytes()
    killed = next(
        point
        for point in range(1, 100)
        if removed((tried := post.copied(tmp_path / str(point))), Accident.KILL, point).told is None
        and (tried.folder / SLOTS_NEXT).exists()
        and (tried.folder / STORE_NEXT).exists()
    )
    removed(mine, Accident.KILL, killed)
    (mine.folder / STORE_NEXT).unlink()
    with pytest.raises(Exception, match=r"key|file|store"):
        problems_of(mine, old_slots, is_told_done=False)


def test_nobody_else_may_have_the_store_open(post: Post, tmp_path: Path) -> None:
    """Another process with the store open is named by what it is, and nothing has been changed."""
    mine = post.copied(tmp_path / "home")
    ours, theirs = mine.home.open(), mine.home.open()
    theirs.store.presence.call_itself("server")
    with pytest.raises(Trouble) as refusal:
        remove_officer(ours, SECOND)
    assert refusal.value.code == "store-open"
    assert "receiving server" in refusal.value.text()
    theirs.close()
    remove_officer(ours, SECOND)
    assert close_session(ours)
