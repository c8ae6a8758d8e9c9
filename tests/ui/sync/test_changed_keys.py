"""Headquarters shows another key at a post: the page says so with both rows of digits, and a supervisor decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, show, shown_window, standing_world, until
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.domain.errors import Distrust
from tipdesk.homes.headquarters_keys import rotate_keys
from tipdesk.services.from_headquarters import get_keyset, received_up_to
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.sync.page import plug
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A post that has met a root which nobody signed over."""
    with standing_world(tmp_path_factory.mktemp("changed")) as made:
        made.enrol()
        made.post.seal_to_recovery()
        made.worry()
        rotate_keys(made.headquarters, ())
        with pytest.raises(Distrust):
            sync_now(made.post.desk, made.wire, no_step, never)
        yield made


@pytest.fixture
def page(world: World, theme: Theme, qtbot: QtBot) -> Iterator[tuple[SyncPage, Seat]]:
    """The sync page with its first answers."""
    with shown_window(world.post, qtbot) as seat:
        plug(seat, world.outside(world.post)).start()
        page = seat.shell.open_page("sync")
        assert isinstance(page, SyncPage)
        until(qtbot, page.keys.isVisible)
        yield page, seat


def pinned(world: World) -> str:
    """Return the digits of the root that the post has pinned."""
    with world.post.desk.read() as reader:
        return world.post.keys.fingerprint(get_keyset(reader).root)


def waiting(world: World) -> int:
    """Return how many entries headquarters has not received."""
    with world.post.desk.read() as reader:
        return reader.count_unsent(received_up_to(reader))


def shown(world: World) -> str:
    """Return the digits of headquarters' new root."""
    with world.headquarters.desk.read() as reader:
        return world.headquarters.keys.fingerprint(get_keyset(reader).root)


def test_the_right_digits_are_accepted(world: World, page: tuple[SyncPage, Seat], qtbot: QtBot, theme: Theme) -> None:
    """Both keys are shown, wrong digits are told at their field, the right ones pin the new key and syncing goes on."""
    view, seat = page
    assert (view.keys._pinned.text(), view.keys._shown.text()) == (pinned(world), shown(world))
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.apply(scheme, text_percent=100)
        show(seat, f"changed-keys-{scheme.value}")
    assert unnamed_widgets(seat.shell) == []
    assert unreached_widgets(seat.shell) == []
    view.keys.accepted.emit(pinned(world))
    until(qtbot, lambda: "not the digits" in view.keys.digits.problem())
    world.worry()
    assert waiting(world) == 1
    view.keys.accepted.emit(shown(world))
    until(qtbot, lambda: not view.keys.isVisible())
    assert pinned(world) == shown(world)
    until(qtbot, lambda: waiting(world) == 0)


def test_a_strangers_key_is_refused(world: World, page: tuple[SyncPage, Seat], qtbot: QtBot) -> None:
    """Refused: the key of the enrolment stays pinned, and the card goes."""
    view, _place = page
    before = pinned(world)
    view.keys.refused.emit()
    until(qtbot, lambda: not view.keys.isVisible())
    assert pinned(world) == before != shown(world)
    until(qtbot, lambda: "refused for good" in view.banner.accessibleName())
