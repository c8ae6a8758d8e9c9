"""Sharing a case in the window: headquarters does it and ends it, its head says so, and a post asks headquarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.access.test_case_access import answer, dialog_of, visible
from tests.ui.invented import CasesDesk, amber, open_desk
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.services.case.find_unowned_tasks import find_unowned_tasks
from tipdesk.services.directory.shares import ASKED, SHARE, is_live
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.registry import DEVICE, get_post
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.sharing.see_shares import see_shares
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import ANYTHING, sync_now
from tipdesk.ui.access.sharing import SharingDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.domain.rows import Row
    from tipdesk.services.link_desk import LinkDesk

WHY = "They know her family in Dennery"


def with_dennery(world: World) -> None:
    """Let headquarters know a second post with one PC."""
    desk = world.headquarters.desk
    add_post(desk, "DEN", "Dennery")
    with desk.work() as work:
        given = {"name": "PC 1", "post": get_post(work, "DEN").id, "sign_key": b"k" * 32}
        write_directory(desk, work, [change_of(DEVICE, b"d" * 16, given)])


def sharing(desk: CasesDesk, qtbot: QtBot) -> SharingDialog:
    """Open the dialog from the menu of the case in front."""
    [entry] = [one for one in desk.screen.case_view.access.more.menu().actions() if "Share with" in one.text()]
    assert entry.isEnabled()
    entry.trigger()
    qtbot.waitUntil(lambda: bool(visible(SharingDialog)))
    [dialog] = visible(SharingDialog)
    assert unnamed_widgets(dialog) == []
    return dialog


def test_headquarters_shares_and_ends_it(world: World, qtbot: QtBot) -> None:
    """The post is chosen, why is said; the head names it, and the dialog ends it and says who is still to forget."""
    with_dennery(world)
    made = amber(world.headquarters.desk)
    with open_desk(world.headquarters.desk, qtbot) as desk:
        desk.seat.is_headquarters = True
        view = desk.open(made.id)
        assert not view.header.line.shared.isVisible()
        dialog = sharing(desk, qtbot)
        assert "shared with no other post" in words(dialog)
        dialog.share_pressed.emit()
        answer(dialog_of(qtbot), post="DEN", reason=WHY)
        desk.settle()
        qtbot.waitUntil(lambda: WHY in words(dialog))
        grab(dialog, "sharing")
        qtbot.waitUntil(lambda: view.header.line.shared.text() == "Shared with Dennery")
        grab(desk.screen, "shared-head")
        [line] = see_shares(desk.store, made.id)
        dialog.end_pressed.emit(line)
        answer(dialog_of(qtbot), reason="They are done with it now")
        desk.settle()
        qtbot.waitUntil(lambda: "still to forget it: PC 1" in words(dialog))
        assert [is_live(one) for one in shares(desk, made.id)] == [False]
        qtbot.waitUntil(lambda: not view.header.line.shared.isVisible())
        dialog.accept()


def shares(desk: CasesDesk, case: bytes) -> list[Row]:
    """Return the shares of a case."""
    with desk.store.read() as reader:
        return reader.find_rows(SHARE, case=case)


def test_a_post_asks_headquarters(world: World, qtbot: QtBot) -> None:
    """The same dialog says that headquarters decides; the question is a task, which nobody at the post has to do."""
    world.enrol()
    sync_now(world.post.desk, world.wire, no_step, never)
    made = amber(world.post.desk)
    with open_desk(world.post.desk, qtbot) as desk:
        desk.open(made.id)
        dialog = sharing(desk, qtbot)
        assert "Headquarters decides" in words(dialog)
        dialog.share_pressed.emit()
        answer(dialog_of(qtbot), post="DEN", reason=WHY)
        desk.settle()
        assert desk.said.toasts[-1] == "Headquarters was asked. It answers after the next sync."
        assert shares(desk, made.id) == []
        dialog.accept()
    assert titles(world.post.desk) == []
    sync_now(world.post.desk, world.wire, no_step, never)
    assert titles(world.headquarters.desk) == ["Share with Dennery"]


def test_a_case_that_is_forgotten_leaves_the_screen(world: World, qtbot: QtBot) -> None:
    """It was in front when the end of its share came: the list comes back, nothing of it stays, and a word says why."""
    made = amber(world.post.desk)
    with open_desk(world.post.desk, qtbot) as desk:
        desk.open(made.id)
        with desk.store.work() as work:
            work.ledger.forget(made.id)
        desk.seat.notices.announce(ANYTHING)
        desk.settle()
        assert desk.said.toasts[-1].startswith("The case is not on this PC any more")
        assert not desk.screen.case_view.isVisible()
        assert made.reference not in words(desk.screen)


def titles(desk: LinkDesk) -> list[object]:
    """Return the tasks about shares that somebody here is to do."""
    with desk.read() as reader:
        return [row["title"] for row in find_unowned_tasks(reader, desk) if row["kind"] == ASKED]
