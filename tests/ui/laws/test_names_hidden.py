"""With tags only no page of the window shows the name of anybody in a case, until the officer asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QTableView, QWidget

from tests.ui.every_page import settle
from tests.ui.invented import amber
from tipdesk.bootstrap.window import Window
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.look import look
from tipdesk.ui.cases.screen import CasesScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.theme import Theme

NAMES = ("Zyxwella", "Qopplestone")


def told(page: QWidget) -> Iterator[str]:
    """Yield every text that a page shows: labels, lines of lists, cells of tables.

    What is behind another page is filled anew before it comes to the front.
    """
    for label in filter(QLabel.isVisible, page.findChildren(QLabel)):
        yield label.text()
    for listed in filter(QListWidget.isVisible, page.findChildren(QListWidget)):
        yield from (listed.item(row).text() for row in range(listed.count()))
    for table in filter(QTableView.isVisible, page.findChildren(QTableView)):
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                    yield str(model.index(row, column).data(role) or "")


def naming(page: QWidget) -> list[str]:
    """Return what a page says that has a name in it."""
    return [text for text in told(page) if any(name.lower() in text.lower() for name in NAMES)]


@pytest.fixture
def window(post: Session, theme: Theme) -> Iterator[tuple[Window, bytes]]:
    """The window of a post with a person of an odd name in a case."""
    made = amber(post.desk, "Amber 9")
    given = {"given_names": NAMES[0], "family_name": NAMES[1]}
    person = add_record(post.desk, made.id, BY_NAME["Person"], given)
    add_record(post.desk, made.id, BY_NAME["CaseRole"], {"person": person.row, "role": "witness"})
    opened = Window(theme, post, on_crash=_raise, on_lock=lambda: None, on_quit=lambda: None)
    opened.shell.show()
    settle(opened)
    yield opened, made.id
    opened.shell.hide()
    opened.guard.end()
    opened.lanes.close()
    opened.shell.deleteLater()


def _raise(error: BaseException) -> None:
    raise error


def test_no_page_names_anybody(window: tuple[Window, bytes], post: Session) -> None:
    """Every page of the window, every tab of the case, a search and Ctrl+K; without F4 the same walk finds the name."""
    opened, case = window
    shell = opened.shell
    [screen] = [shell.open_page("cases")]
    assert isinstance(screen, CasesScreen)
    assert look(post.desk, case).of("Person")

    def walked() -> list[str]:
        found: list[str] = []
        for page_id in list(shell._pages):
            page = shell.open_page(page_id)
            settle(opened)
            found += [f"{page_id}: {text}" for text in naming(page)]
        shell.open_page("cases")
        screen.open_case(case)
        settle(opened)
        if screen.case_view.access.interest.isVisible():
            screen.case_view.access.interest.nobody.click()
            settle(opened)
        for place in range(screen.case_view.tabs.count()):
            screen.case_view.tabs.setCurrentIndex(place)
            settle(opened)
            found += [f"tab {place}: {text}" for text in naming(screen.case_view)]
        screen.seek()
        screen.list_view.search.setText(NAMES[0].lower())
        screen._list.search(NAMES[0].lower())
        settle(opened)
        found += [text for text in naming(screen.list_view) if text.lower() != NAMES[0].lower()]
        shell.palette_box.open_with(NAMES[0][:5])
        settle(opened)
        found += [text for text in shell.palette_box.texts() if NAMES[1] in text]
        shell.palette_box.close_quietly()
        return found

    assert walked() != []
    shell.actions_known.run("tags-only")
    settle(opened)
    assert walked() == []
