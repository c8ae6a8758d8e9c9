"""The page of a worry in its window: nothing moves under the pointer, people, calls, quiet, what comes from paper."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.desktops import Program, focused, press, tab_to, type_keys
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.rules.acknowledging import waits_since
from tipdesk.services.case.calls import find_calls
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.look import CaseView, look
from tipdesk.services.my_work.my_work import my_work
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.worry.view import WorryView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell
    from tipdesk.ui.theme import Theme

LINES = [
    DutyLine("duty_officer", "Inspector Invented", "+17585550101", "", frozenset()),
    DutyLine("child_protection", "A. Standin", "+17585550102", "", frozenset({"acf"})),
    DutyLine("safe_place", "Safe place A", "+17585550103", "", frozenset()),
]
LOUD = ("child", "danger", "worried", "TIP", "protection", "duty", "ring first", "under 18", "drugged")


@pytest.fixture
def page(program: Program, shell: Shell, qtbot: QtBot) -> Iterator[WorryView]:
    """The page, empty, with three numbers."""
    shell.activateWindow()
    shell.open_page("home")
    shell.open_page("worry")
    view = program.page(WorryView)
    qtbot.waitUntil(lambda: not program.desktop.window.lanes.is_busy)
    view.sheet.show_numbers(LINES)
    view.fill({}, is_urgent=False)
    view.empty_pressed.emit()
    qtbot.waitUntil(view.questions.fields["where_now"].editor.faces[0].hasFocus)
    yield view
    if view.is_quiet:
        view.quiet_pressed.emit()


def saved(program: Program, shell: Shell, qtbot: QtBot) -> CaseView:
    """Send the page by key, and return the case that it made."""
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")
    desk = program.desktop.window.session.desk
    return look(desk, my_work(desk).cases[0].summary.id)


def settle() -> None:
    """Let the window lay itself out."""
    for _round in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def places(shell: Shell) -> dict[int, tuple[int, int, int, int]]:
    """Return where every control and every line of words stands in the window."""
    settle()
    found = {}
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QLabel):
        for widget in shell.findChildren(kind):
            if widget.isVisible():
                at = widget.mapTo(shell, QPoint(0, 0))
                found[id(widget)] = (at.x(), at.y(), widget.width(), widget.height())
    return found


def write(line: QLineEdit, text: str) -> None:
    """Type into a line."""
    line.insert(text)
    line.textEdited.emit(line.text())


def answering(page: WorryView) -> Iterator[Callable[[], object]]:
    """Yield every answer that the page can be given, one deed each."""
    questions = page.questions
    editors = [one.editor for one in questions.fields.values()]
    editors += [*questions.people.strip.editors.values(), questions.people.strip._ages]
    editors += list(questions.companion.editors.values())
    for editor in editors:
        if isinstance(editor, YesNoUnsure):
            yield from (button.click for button in editor.faces if isinstance(button, QAbstractButton))
    yield from (tick.click for tick in list(questions.signs._ticks.values())[:8])
    lines = [one.line for one in editors if isinstance(one, ParsedEdit)] + [questions.companion.words.line]
    for line in lines:
        yield from (partial(write, line, text) for text in ("7", " two or three that cannot be read", "x" * 300))
    words_box = questions.fields["own_words"].editor.faces[0]
    assert isinstance(words_box, QPlainTextEdit)
    yield lambda: words_box.setPlainText("line\n" * 30)
    yield lambda: page.sheet.note_call({"number": "+17585550102", "at": "2026-11-24T14:02-04:00"})


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_no_answer_moves_anything(page: WorryView, shell: Shell, size: tuple[int, int]) -> None:
    """Before and after each segment, tick and typed text every control and every word stands at the same place."""
    shell.resize(*size)
    page.setFocus()
    before, count = places(shell), 0
    assert len(before) > 60
    for answer in answering(page):
        answer()
        now = places(shell)
        moved = {key: (place, now.get(key)) for key, place in before.items() if now.get(key) != place}
        assert moved == {}, count
        count += 1
    assert count > 60
    page.show_quiet(is_quiet=True)
    quiet = places(shell)
    assert {key: place for key, place in quiet.items() if place[:2] != before.get(key, place)[:2]} == {}


@pytest.mark.parametrize("percent", [100, 150])
def test_more_opens_under_everything(theme: Theme, qtbot: QtBot, percent: int) -> None:
    """Ten more signs and what comes from paper open at the end, whichever first: nothing above them moves."""
    theme.apply(Scheme.LIGHT, text_percent=percent)
    view = WorryView(load_code_book(), "en", lambda: datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
    qtbot.addWidget(view)
    view.resize(940, 600)
    view.show()
    settle()
    try:
        where = view.questions.fields["own_words"].editor.pos()
        for opener in (view.questions.paper.opener, view.questions.signs.opener):
            opener.click()
            settle()
            assert view.questions.fields["own_words"].editor.pos() == where
        assert view.questions.signs.more.y() > view.questions.paper.y()
        assert list(view.questions.signs._ticks.values())[8].hasFocus()
    finally:
        theme.apply(Scheme.LIGHT, text_percent=100)


def test_people_by_keyboard_become_people(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """Digits choose, “12 to 17” answers the question on age, each chip is a person, and so is who is with them."""
    tab_to("Sex: Female")
    press(Qt.Key.Key_1)
    tab_to("About how old: Under 12")
    press(Qt.Key.Key_2)
    assert page.questions.value("under_18") == "yes"
    tab_to("Description")
    type_keys("Long braids")
    tab_to("Passport number")
    type_keys("R1234567")
    page.questions.people.adds.click()
    assert page.questions.value("persons_count") == 2
    tab_to("Age in years")
    type_keys("forty")
    tab_to("Who is with them?")
    type_keys("A man of about 45")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_2)
    grab(shell, "worry-people")
    view = saved(program, shell, qtbot)
    roles = {role["person"]: role["role"] for role in view.of("CaseRole")}
    people = {(roles[one.id], one["sex"], one["about_age"], one["description"]) for one in view.of("Person")}
    assert people == {
        ("potential_victim", "female", 15, "Long braids"),
        ("potential_victim", None, None, None),
        ("accompanying", "male", None, "A man of about 45"),
    }
    [report] = view.of("Report")
    assert report["as_typed"] == {"Person.about_age #2: forty"}
    assert (report["persons_count"], view.case["risk_level"]) == (2, "high")


def test_an_answer_that_was_given_is_not_changed(page: WorryView) -> None:
    """A young person does not turn a No; a corrected age shows the choice it belongs to."""
    page.questions.fields["under_18"].set_value("no")
    strip = page.questions.people.strip
    strip._ages.faces[1].click()  # type: ignore[attr-defined] # a segment is a button
    assert page.questions.value("under_18") == "no"
    strip.age.line.setText("19")
    strip.age.changed.emit()
    assert strip._ages.value() == "21"
    strip._ages.faces[4].click()  # type: ignore[attr-defined] # a segment is a button
    assert strip.values()["about_age"] == {"missing": "unknown"}


def test_no_name_hides_nothing(page: WorryView) -> None:
    """“Do not record a name” shuts empty lines; what was typed stays in sight until the officer takes it off."""
    strip = page.questions.people.strip
    strip.editors["family_name"].set_value("Inventedname")
    page.questions.fields["passport"].editor.faces[2].click()  # type: ignore[attr-defined] # a segment is a button
    assert (strip.editors["family_name"].isEnabled(), strip.editors["given_names"].isEnabled()) == (True, False)
    assert page.questions.answers()["people"] == [{"family_name": "Inventedname"}]
    assert page.questions.people.drops.isVisible()
    page.questions.people.drops.click()
    assert "people" not in page.questions.answers()
    assert not page.questions.people.drops.isVisible()


def test_calls_of_the_page_are_saved_with_it(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """F9, “I rang” and what came of it: the card says when, Undo takes one back, two others become calls."""
    press(Qt.Key.Key_F9)
    assert focused().accessibleName() == "I rang: Child protection"
    page.ring.cards[0].rang.emit("no_answer")
    page.ring.cards[0].rang.emit("answered")
    page.ring.cards[1].rang.emit("answered")
    assert "Rang" in page.ring.cards[0]._under.text()
    assert shell.toast._button.isVisible()
    shell.toast._button.click()
    view = saved(program, shell, qtbot)
    [report] = view.of("Report")
    lines = find_calls(view, report.id)
    assert [(line.whom, line.answer) for line in lines] == [
        ("Child protection", "no_answer"), ("Child protection", "answered"),
    ]  # fmt: skip


def test_the_police_are_rung_without_a_country_code(page: WorryView) -> None:
    """While headquarters has sent no numbers 911 can be noted: it stands in words, and its card says when."""
    page.sheet.show_numbers([])
    page.ring.cards[1].rang.emit("answered")
    [call] = page.questions.calls
    assert (call["whom"], "number" in call) == ("Police, in danger, 911", False)
    assert "Rang" in page.ring.cards[1]._under.text()
    assert "has not sent its duty numbers" in words(page)


def test_quiet_says_nothing(page: WorryView, shell: Shell, schemes: Callable[[Scheme], None]) -> None:
    """F8: title Note, no red, no word of child or danger in window, rail, page or names; F8 again brings all back."""
    page.fill({"under_18": "yes", "danger_now": "yes", "what_seen": ["child_without_guardian"]}, is_urgent=True)
    loud = words(shell)
    press(Qt.Key.Key_F8)
    assert (shell.windowTitle(), shell.top.title.text()) == ("Note", "Note")
    buttons = [one for one in shell.findChildren(QAbstractButton) if one.isVisible()]
    told = words(shell) + "".join(f"{one.text()} {one.accessibleName()} {one.toolTip()}\n" for one in buttons)
    assert [word for word in LOUD if word.lower() in told.lower()] == []
    assert not [part for part in shell.findChildren(QWidget) if part.property("tone") == "danger" and part.isVisible()]
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        grab(shell, f"worry-quiet-{scheme.value}")
    assert unnamed_widgets(shell) == []
    press(Qt.Key.Key_F8)
    assert shell.windowTitle() == "I am worried about someone · TIPdesk"
    assert words(shell) == loud


def test_quiet_ends_with_the_page_and_waits_with_what_was_saved(
    program: Program, page: WorryView, shell: Shell, qtbot: QtBot
) -> None:
    """Another page is loud again; a note sent while quiet leads on only when the officer says so."""
    press(Qt.Key.Key_F8)
    shell.open_page("home")
    assert not page.is_quiet
    assert shell.rail.isVisible()
    shell.open_page("worry")
    press(Qt.Key.Key_F8)
    count = len(my_work(program.desktop.window.session.desk).cases)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(my_work(program.desktop.window.session.desk).cases) == count + 1)
    qtbot.waitUntil(lambda: "F8 goes on" in words(shell))
    assert shell.windowTitle() == "Note"
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: shell.top.title.text() == "Saved")


def test_from_paper_comes_into_view(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """In the smallest window its lines lie under the last question: pressed, they are seen, with the focus."""
    shell.resize(1024, 700)
    page.questions.paper.opener.click()
    first = page.questions.paper.editors["paper_no"].line
    assert first.hasFocus()
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect() == first.rect())


def test_from_paper_keeps_its_time(program: Program, page: WorryView, shell: Shell, qtbot: QtBot) -> None:
    """Paper number and the time it was written, as people write one: clocks run from it."""
    page.questions.paper.open()
    type_keys("S-7K2M")
    press(Qt.Key.Key_Tab)
    type_keys("5 1 2026 08:10")
    assert page.questions.answers()["written_at"].startswith("2026-01-05T08:10")  # type: ignore[attr-defined] # a text
    view = saved(program, shell, qtbot)
    [report] = view.of("Report")
    assert report["paper_no"] == "S-7K2M"
    written, typed_in = report["written_at"], report["received_at"]
    assert isinstance(written, datetime)
    assert written != typed_in
    assert waits_since(report, None) == int(written.timestamp() * 1000)
