"""The form in which an approval is answered, in the pane of My work at the smallest size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.ui.probes import grab, in_sight
from tipdesk.ui.gates.answer_form import approval_form
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import Group
from tipdesk.ui.widgets.facts import Fact

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FACTS = [Fact(label, "Invented words that say enough of it.", is_long=True) for label in ("Asked", "By", "Basis", "On")]


def test_the_answer_is_given_without_scrolling(qtbot: QtBot, theme: object) -> None:
    """Words, passphrase, *Approve* and *Refuse* are in sight as soon as the form is there."""
    view = MyWorkView()
    qtbot.addWidget(view)
    view.resize(924, 580)
    view.show()
    entry = Entry(b"1", "To approve: What leaves the service", "WW7-7AZS · Salt wind 39")
    view.show_groups([Group("Today", [entry])])
    view.pane.show_entry(entry, FACTS, ("approve", "open"))
    form = approval_form(FACTS, has_passphrase=True)
    view.pane.show_form(form)
    for _turn in range(10):
        QApplication.processEvents()
    grab(view, "my-work-form")
    assert form.words.editor.faces[0].hasFocus() or form.words.isAncestorOf(view.focusWidget())
    assert [one for one in (form.words, form.passphrase, form.yes, form.no) if not in_sight(one)] == []
