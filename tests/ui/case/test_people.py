"""The list of the people: tag, child, family, what is lacking; groups, filters, jumps; always the cautious reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.case.oddments import titles
from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.childhood import Ages, Childhood, youngest_age
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.row_delegate import fitting, height_of
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.records.speaker import RowWords
from tipdesk.ui.theme import current

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.ui.records.board import RecordBoard
    from tipdesk.ui.theme import Theme

NARROWEST = 560
TODAY = date(2026, 11, 27)
GROUP: tuple[tuple[str, str, str | None, dict[str, object], str | None], ...] = (
    ("04", "Ketsia", "A", {"about_age": 15, "languages": ["hat"]}, "potential_victim"),
    ("07", "Ana", "A", {"birth_date": "1992", "age_basis": "document", "languages": ["hat"]}, "potential_victim"),
    ("12", "Rosa", None, {"birth_date": "2004", "age_basis": "document"}, "witness"),
    ("15", "Luis", "A-36", {"birth_date": "2007", "age_basis": "disputed"}, "potential_victim"),
    ("31", "Nobody", "A", {}, None),
)


def person(**values: Value) -> Row:
    """Return a person."""
    return Row(BY_NAME["Person"], b"p" * 16, b"c" * 16, values)


@pytest.mark.parametrize(
    ("values", "age", "told"),
    [
        ({"birth_date": PartialDate(2008, 11, 27), "age_basis": "document"}, 18, Childhood.ADULT),
        ({"birth_date": PartialDate(2008, 11, 27)}, 18, Childhood.UNSURE),
        ({"birth_date": PartialDate(2008, 11, 28)}, 17, Childhood.CHILD),
        ({"birth_date": PartialDate(2008)}, 17, Childhood.CHILD),
        ({"about_age": 30}, 30, Childhood.ADULT),
        ({"about_age": 19}, 19, Childhood.UNSURE),
        ({"about_age": 17}, 17, Childhood.CHILD),
        ({"about_age": 30, "age_basis": "disputed"}, 30, Childhood.UNSURE),
        ({}, None, Childhood.UNKNOWN),
    ],
)
def test_an_age_is_read_the_cautious_way(values: dict[str, Value], age: int | None, told: Childhood) -> None:
    """The day, a year alone, a guess, a dispute and nothing at all; only a known adult is not protected as a child."""
    row = person(**values)
    assert (youngest_age(row, TODAY), Ages(TODAY).childhood(row)) == (age, told)
    assert told.protects == (told is not Childhood.ADULT)


def test_two_posts_that_differ_leave_the_child_protected() -> None:
    """Of two birth dates the later counts, and both being of adults the dispute itself still protects."""
    young, old = PartialDate(2010), PartialDate(1990)
    for values, told in (((old, young), Childhood.CHILD), ((old, PartialDate(1991)), Childhood.UNSURE)):
        two = tuple(Sibling(Dot(b"l" * 16, at), value, at, b"o" * 16, b"d" * 16) for at, value in enumerate(values))
        row = replace(person(birth_date=old), siblings={"birth_date": two})
        assert Ages(TODAY).childhood(row) is told


@pytest.fixture
def board(desk: CasesDesk) -> RecordBoard:
    """The people of a case with a group of five, beside their pane."""
    made = amber(desk.store)
    for tag, name, family, given, role in GROUP:
        told = {"tag_number": tag, "given_names": name, "family_group": family, **given}
        row = add_record(desk.store, made.id, BY_NAME["Person"], told).row
        if role is not None:
            add_record(desk.store, made.id, BY_NAME["CaseRole"], {"person": row, "role": role})
    desk.screen.resize(1240, 760)
    view = desk.open(made.id)
    found = view.pages.board_of("Person")
    assert found is not None
    desk.settle()
    return found


def told_of(board: RecordBoard, name: str) -> RowWords:
    """Return what stands of a person in the list."""
    model = board.list.model
    found = (model.index(at, 0).data(WordsRole) for at in range(model.rowCount()))
    return next(words for words in found if isinstance(words, RowWords) and words.title == name)


def test_a_row_tells_tag_child_family_and_what_is_lacking(desk: CasesDesk, board: RecordBoard) -> None:
    """A child is a word; an age that is unsure or not known counts as a child's and says so."""
    assert told_of(board, "Ketsia")[2:] == ("Complete", "muted", "04", "A", (("Child", "danger"),))
    assert told_of(board, "Ana").pills == ()
    luis = told_of(board, "Luis")
    assert (luis.pills, luis.aside) == ((("Child", "danger"),), "Counts as a child")
    nobody = told_of(board, "Nobody")
    assert (nobody.pills, nobody.aside) == ((("Age?", "warn"),), "Ask the age")
    assert told_of(board, "Rosa").aside == "Language not known"
    assert board.list.view.delegate.has_tags
    letters = QFontMetrics(current().font(11, is_strong=True)).horizontalAdvance("A-36")
    assert board.list.view.delegate.family_width > letters, "the letter of another pile stands whole"
    grab(desk.screen, "people")
    assert unnamed_widgets(desk.screen) == []
    assert unreached_widgets(desk.screen) == []


def test_people_are_grouped_by_role_family_and_tag(desk: CasesDesk, board: RecordBoard) -> None:
    """By role at first; families stay side by side in every order; tags stand by tens, each line in its own height."""
    assert titles(board)[:6] == ["[Potential victim 4]", "Ketsia", "Ana", "Luis", titles(board)[4], "[Witness 2]"]
    listed = board.list
    listed.arrange(replace(listed.arrangement, group="family"))
    assert titles(board)[:6] == ["[Family A 3]", "Ketsia", "Ana", "Nobody", "[Family A-36 1]", "Luis"]
    listed.arrange(replace(listed.arrangement, group="tag"))
    high = [height_of(is_group=title.startswith("["), is_low=False) for title in titles(board)]
    assert [listed.view.rowHeight(at) for at in range(len(high))] == high
    assert titles(board)[:2] == ["[Tags 1 to 10 2]", "Ketsia"]
    assert titles(board)[-3] == "[No tag 2]"
    listed.arrange(replace(listed.arrangement, group="", sort="name"))
    names = titles(board)
    at = [names.index(name) for name in ("Ana", "Ketsia", "Nobody")]
    assert at == [0, 1, 2], "a family stands where its first member does"
    assert listed.head.state.text() == "7 people   ·   sorted by name"


def test_chips_filter_with_counts(desk: CasesDesk, board: RecordBoard) -> None:
    """Children with all who count as such, what is to do, and the roles; the tab and the head count the same."""
    chips = board.list.head.chips
    assert chips.texts()[:3] == ["All 7", "Children 5", "To do 5"]
    assert "Witness 2" in chips.texts()
    chips.press("children")
    assert {name for name in titles(board) if not name.startswith("[")} >= {"Ketsia", "Luis", "Nobody"}
    assert board.list.head.state.text() == "5 of 7"
    board.list.head.menu.button.setFocus()
    for _chip in ("all", "children"):
        QTest.keyClick(QApplication.focusWidget() or board, Qt.Key.Key_Tab)
    assert chips.isAncestorOf(QApplication.focusWidget() or board)
    chips.press("role=witness")
    assert "Rosa" in titles(board)
    assert desk.screen.case_view.tabs.tabText(1) == "People  7"


def test_letters_and_a_tag_jump_and_words_find(desk: CasesDesk, board: RecordBoard) -> None:
    """Typing a tag or the beginning of a name goes there; the search line finds within the case, by role too."""
    board.list.focus_list()
    desk.screen.activateWindow()
    QTest.keyClicks(board.list.view, "15")
    row = board.list.row()
    assert row is not None
    assert row["given_names"] == "Luis"
    board.list.view._clock.invalidate()
    QTest.keyClicks(board.list.view, "ros")
    row = board.list.row()
    assert row is not None
    assert row["given_names"] == "Rosa"
    board.list.head.search.setFocus()
    QTest.keyClicks(board.list.head.search, "witness")
    desk.qtbot.waitUntil(lambda: "Rosa" in titles(board) and "Ana" not in titles(board))
    QTest.keyClick(board.list.head.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is board.list.view


def test_the_head_of_the_pane_has_tag_child_family_and_role(desk: CasesDesk, board: RecordBoard) -> None:
    """What must be seen of a person at once never scrolls away; the index names every section and how it stands."""
    row = next(one.person for one in desk.workspace().people if one.person["given_names"] == "Ketsia")
    assert board.choose(row.id)
    head = board.pane.head
    QApplication.processEvents()
    assert head._tag.text() == "04"
    assert [pill.text() for pill in head._pills if pill.isVisible()] == ["Child", "Potential victim"]
    assert "Family A" in head.words()
    entries = [entry[0] for entry in board.pane.index.known.entries]
    assert entries[0] == "Who this is"
    assert {"Role", "Episodes", "Journey", "Refer"} <= set(entries)
    change = board.pane.body.sections[0].change
    desk.screen.activateWindow()
    change.setFocus()
    desk.qtbot.waitUntil(change.hasFocus)
    QTest.keyClick(change, Qt.Key.Key_PageDown)
    assert board.pane.index.currentIndex().row() == 1


def test_a_name_keeps_its_room_beside_what_is_said_of_it(theme: Theme) -> None:
    """In a narrow list the gravest pills stand, and a number says that there are more; the name is never pushed out."""
    said = (("Risk: Medium", "warn"), ("Consent withdrawn", "warn"))
    words = RowWords(title="Yamila", pills=said)
    assert fitting(words, 400) == said
    assert fitting(words, 210) == (said[0], ("+1", "neutral"))
    assert fitting(words, 120) == (("+2", "neutral"),)
    assert fitting(words, 40) == ()


def test_who_is_chosen_stands_below_the_heading_of_the_group(desk: CasesDesk) -> None:
    """A search and the arrows leave whoever is chosen in sight, not under the heading that stays at the top."""
    case = amber(desk.store).id
    for number in range(40):
        fields = {"tag_number": f"{number + 50}", "given_names": "Ana" if number % 2 else "Bo", "about_age": 8 + number}
        person = add_record(desk.store, case, BY_NAME["Person"], fields).row
        add_record(desk.store, case, BY_NAME["CaseRole"], {"person": person, "role": "potential_victim"})
    desk.open(case)
    board = desk.screen.case_view.pages.board_of("Person")
    assert board is not None
    desk.settle()
    view, heading = board.list.view, height_of(is_group=True, is_low=False)
    board.list.focus_list()
    QTest.keyClicks(view, "87")
    assert board.list.model.index(view.currentIndex().row(), 0).data(WordsRole).tag == "87"
    for words in ("Ana", "", "8"):
        board.list.head.search.setText(words)
        desk.settle()
        QApplication.processEvents()
        assert view.rowViewportPosition(view.currentIndex().row()) >= heading
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    for _step in range(20):
        QTest.keyClick(view, Qt.Key.Key_Up)
        assert view.row_here() is None or view.rowViewportPosition(view.currentIndex().row()) >= heading


def test_a_narrow_pane_names_the_person_before_all_that_is_said(desk: CasesDesk) -> None:
    """At 1024 pixels the name stands whole and no pill is cut; the last tells how many more there are, and which."""
    pane = RecordPane(BY_NAME["Person"])
    desk.qtbot.addWidget(pane)
    said = (("Child", "danger"), ("Risk: Medium", "warn"), ("Consent withdrawn", "warn"), ("Disputed", "danger"))
    words = RowWords(title="Odile Exampleton", pills=(*said, ("Potential victim", "neutral")))
    pane.resize(NARROWEST, 460)
    pane.show()
    pane.show_row(Reading(person(given_names="Odile"), words, can_write=True), desk.seat.wording)
    QApplication.processEvents()
    head = pane.head
    assert pane.width() == NARROWEST
    assert not head._title.is_cut()
    shown = [pill for pill in head._pills if pill.isVisible()]
    assert [pill.text() for pill in shown] == ["Child", "Risk: Medium", "+3"]
    assert shown[-1].accessibleName() == "Consent withdrawn, Disputed, Potential victim"
    assert all(pill.width() >= pill.sizeHint().width() for pill in shown)
    pane.resize(1_000, 460)
    QApplication.processEvents()
    assert [pill.text() for pill in head._pills if pill.isVisible()] == [word for word, _tone in words.pills]
