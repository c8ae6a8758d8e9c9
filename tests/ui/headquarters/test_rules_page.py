"""The page Rules and clocks: everything that counts now is listed, changed with reason and day, or refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.linked import World, shown_window, until
from tests.ui.probes import doubled_keys, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.childhood import ADULT_MARGIN
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.figures import FIGURES
from tipdesk.domain.rules.first_day import FIRST_DAY
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import PartialDate
from tipdesk.services.headquarters.directory.rows import list_directory
from tipdesk.ui.clocks.rules_page import RulesPage
from tipdesk.ui.clocks.rules_presenter import RulesPresenter, make_rules_page
from tipdesk.ui.shell import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.seat import Seat
    from tipdesk.ui.theme import Theme
    from tipdesk.ui.widgets.ask_dialog import AskDialog

SETTING = BY_NAME["RuleSetting"]


@pytest.fixture
def page(world: World, theme: Theme, qtbot: QtBot) -> Iterator[RulesPage]:
    """The page in headquarters' window, once it has its answers."""
    with shown_window(world.headquarters, qtbot) as window:
        yield opened(window, qtbot)


def opened(window: Seat, qtbot: QtBot) -> RulesPage:
    """Open the page and wait for its list."""
    window.shell.add_page(Page("rules", "Rules and clocks", "clock", lambda: make_rules_page(window)))
    view = window.shell.open_page("rules")
    assert isinstance(view, RulesPage)
    until(qtbot, lambda: bool(view.list.entry_model.rows))
    return view


def shows(page: RulesPage, qtbot: QtBot, told: str) -> None:
    """Wait until the page shows these words."""
    until(qtbot, lambda: told in words(page))


def asked(page: RulesPage, rule: str) -> AskDialog:
    """Choose a rule and press C."""
    page.list.choose(rule)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_C)
    presenter = page.findChild(RulesPresenter)
    assert presenter is not None
    assert presenter.dialog is not None
    return presenter.dialog


def test_every_rule_and_clock_stands_with_what_counts(page: RulesPage, qtbot: QtBot) -> None:
    """In four groups, each with its length or strictness and its source, in words alone; every control has a name."""
    assert {entry.key for entry in page.list.entry_model.entries()} == {*CLOCKS, *GATES, *FIGURES}
    page.list.choose("triage")
    for told in ("24 hours · warns 6 hours before", "The case leaves the stage Reported"):
        shows(page, qtbot, told)
    assert "triage" not in words(page)  # ids are for the command line, and no language has words for them
    page.list.choose("suspect-named")
    shows(page, qtbot, "None: nobody goes past it")
    assert unnamed_widgets(page) == []
    assert doubled_keys(page) == []


def test_a_change_is_a_row_with_reason_decider_and_day(page: RulesPage, world: World, qtbot: QtBot) -> None:
    """What makes no sense is said beside its field and kept as typed; put right, it counts, and the list says so."""
    dialog = asked(page, "triage")
    dialog.field("length").set_value("12 weeks")
    dialog.deed.click()
    until(qtbot, lambda: "like 15 min, 24 h, 5 wd or 30 d" in words(dialog))
    assert "is needed" in words(dialog)
    assert dialog.field("length").value() == "12 weeks"
    dialog.field("length").set_value("12 h")
    dialog.field("reason").set_value("Invented: nights are long")
    dialog.field("decided_by").set_value("Home Affairs")
    dialog.deed.click()
    until(qtbot, lambda: any(one.below.startswith("12 hours") for one in page.list.entry_model.entries()))
    [row] = list_directory(world.headquarters.desk, SETTING)
    assert (row["rule"], row["length"], row["decided_by"]) == ("triage", "12 h", "Home Affairs")
    page.list.choose("triage")
    for told in ("Set by headquarters", "It came with", "Invented: nights are long"):
        shows(page, qtbot, told)


def test_the_age_and_the_first_day_are_set_like_other_rules(page: RulesPage, world: World, qtbot: QtBot) -> None:
    """They stand with what counts; the age asks for years, the first day for a day alone that may lie behind us."""
    dialog = asked(page, ADULT_MARGIN)
    assert "Now: 25 years. It counts from its day on" in words(dialog)
    dialog.field("length").set_value("18 y")
    dialog.field("reason").set_value("Invented: looks deceive")
    dialog.field("decided_by").set_value("Home Affairs")
    dialog.deed.click()
    until(qtbot, lambda: "Write the years like 25 y" in words(dialog))
    dialog.field("length").set_value("30 y")
    dialog.deed.click()
    until(qtbot, lambda: any(one.below == "30 years" for one in page.list.entry_model.entries()))
    dialog = asked(page, FIRST_DAY)
    assert not dialog.has_field("length")
    dialog.field("since").set_value(PartialDate.parse("2024-02-01"))
    dialog.field("reason").set_value("Invented: the older register ends")
    dialog.field("decided_by").set_value("Home Affairs")
    dialog.deed.click()
    until(qtbot, lambda: FIRST_DAY in {row["rule"] for row in list_directory(world.headquarters.desk, SETTING)})
    page.list.choose(FIRST_DAY)
    for told in ("Set by headquarters", "What a sheet tells of earlier days is historic", "1 Feb 2024"):
        shows(page, qtbot, told)
