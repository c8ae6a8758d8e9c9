"""The page of the audit over a real post: what stands out is reviewed with words, looks are filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.invented import PASSPHRASE, amber, other_officer
from tests.ui.linked import shown_window
from tests.ui.probes import grab, unnamed_widgets
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.bootstrap.watching import AUDIT_PAGE, add_audit
from tipdesk.domain.rules.access import Action
from tipdesk.homes.founding import make_post
from tipdesk.services.access.act_now import act_now
from tipdesk.services.look import look
from tipdesk.ui.audit.view import AuditPage
from tipdesk.ui.my_work.page import make_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.seat import Seat


class Noon(SystemClock):
    """The clock of this PC in a place where it is noon: a look at night would be an exception of its own."""

    def offset_minutes(self) -> int:
        return 12 * 60 - self.now_ms() // 60_000 % (24 * 60)


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post in which a colleague showed names without asking, and a supervisor did so by right."""
    session = make_post(tmp_path_factory.mktemp("post") / "home", "acharles", PASSPHRASE, clock=Noon(), cost=FLOOR)
    case = amber(session.desk).id
    colleague, chief = other_officer(session, "frontline"), other_officer(session, "supervisor")
    act_now(colleague, case, "unmask", "child", "A child may be moved tonight")
    look(colleague, case, Action.UNMASK)
    look(chief, case, Action.UNMASK)
    yield session
    session.close()


@pytest.fixture
def seat(post: Session, theme: object, qtbot: QtBot) -> Iterator[Seat]:
    """The window over it."""
    with shown_window(post, qtbot) as window:
        add_audit(window, post)
        yield window
        qtbot.waitUntil(lambda: not window.lanes.is_busy)


def test_reviewing_by_exception(seat: Seat, qtbot: QtBot) -> None:
    """Two officers showed names outside their own cases; one is reviewed with words and leaves the list."""
    page = seat.shell.open_page(AUDIT_PAGE)
    assert isinstance(page, AuditPage)
    qtbot.waitUntil(lambda: len(page.review.lines.model.lines) == 2)
    assert unnamed_widgets(page) == []
    page.review.lines.table.selectRow(0)
    grab(seat.shell, "audit-review")
    page.review.words.set_value("ok")
    page.review._save.click()
    qtbot.waitUntil(page.review._save.isEnabled)
    assert len(page.review.lines.model.lines) == 2, "two letters are no review"
    page.review.words.set_value("Asked both: a call from the clinic")
    page.review._save.click()
    qtbot.waitUntil(lambda: len(page.review.lines.model.lines) == 1)


def test_the_filters_narrow_the_list(seat: Seat, qtbot: QtBot) -> None:
    """Choosing what was done leaves those looks alone; a reference that no case has is refused beside the field."""
    page = seat.shell.open_page(AUDIT_PAGE)
    assert isinstance(page, AuditPage)
    qtbot.waitUntil(lambda: len(page.looks.lines.model.lines) > 3)
    fields = page.looks._fields
    fields["action"].set_value("unmask")
    page.looks.asked.emit()
    qtbot.waitUntil(lambda: [line.cells[3] for line in page.looks.lines.model.lines] == ["Unmasked", "Unmasked"])
    fields["case"].set_value("ZZZ-ZZZZ")
    page.looks.asked.emit()
    qtbot.waitUntil(lambda: bool(fields["case"].problem))


def test_a_review_owed_is_decided_in_my_work(seat: Seat, qtbot: QtBot) -> None:
    """The supervisor's work begins with what was done without asking; judging it in place takes it off."""
    view = make_page(seat)
    qtbot.addWidget(view)
    view.show()
    model = view.list.entry_model
    qtbot.waitUntil(lambda: bool(model.entries()))
    [entry] = [one for one in model.entries() if one.what.startswith("Review: ")]
    view.list.choose(entry.key)
    view.press("decide")
    form = view.pane.form()
    assert form is not None
    form.words.set_value(".")
    form.yes.click()
    qtbot.waitUntil(lambda: bool(form.words.problem()))
    form.words.set_value("There was no other way")
    form.yes.click()
    qtbot.waitUntil(lambda: [one.is_gone for one in model.entries() if one.key == entry.key] == [True])
    assert not view.pane.buttons["decide"].isEnabled()
    view.shown.emit()
    qtbot.waitUntil(lambda: entry.key not in [one.key for one in model.entries()])
