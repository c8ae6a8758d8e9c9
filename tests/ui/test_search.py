"""Search: groups, marked words only where they may be seen, keys through them, and the very row on Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.desktops import PATIENCE_MS, Program, focused, press, type_keys
from tests.ui.invented import amber
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.find_words import Found
from tipdesk.services.case.matched import Matched
from tipdesk.services.desk import LookQuery
from tipdesk.services.look import look
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.search.lines import told_found
from tipdesk.ui.search.view import SearchView
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.entry_delegate import Entry, Head, segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.shell import Shell


@pytest.fixture
def page(program: Program, shell: Shell, qtbot: QtBot) -> SearchView:
    """The page, reached by its key, with nothing typed."""
    shell.open_page("home")
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    view = program.page(SearchView)
    view.line.clear()
    qtbot.waitUntil(view.line.hasFocus)
    return view


def searches(desk: LinkDesk) -> int:
    """Return how many searches have been audited."""
    with desk.read() as reader:
        return len(reader.find_looks(LookQuery(actions=frozenset({"search"}))))


def marked(entry: Entry) -> list[str]:
    """Return the words of an entry that are marked."""
    both = [*segments(entry.what, entry.marks), *segments(entry.below, entry.below_marks)]
    return [text for text, is_marked in both if is_marked]


def rows(view: SearchView) -> list[Entry]:
    """Return what was found."""
    return view.list.entry_model.entries()


def settled(view: SearchView, qtbot: QtBot, told: str) -> None:
    """Wait until some entry says this."""
    qtbot.waitUntil(lambda: any(told in f"{one.what} {one.below}" for one in rows(view)), timeout=PATIENCE_MS)


def test_results_stand_in_groups_with_their_words_marked(program: Program, page: SearchView, qtbot: QtBot) -> None:
    """As one types, the case comes first and the words that were found are marked in it."""
    made = amber(program.desktop.window.session.desk, "Velvet heron 60")
    type_keys("velvet her")
    settled(page, qtbot, made.reference)
    heads = [row.words for row in page.list.entry_model.rows if isinstance(row, Head)]
    assert heads[0] == "Cases"
    [case] = [one for one in rows(page) if made.reference in one.what]
    assert "Velvet" in marked(case)
    assert "her" in marked(case)
    grab(page.window(), "search")


def test_escape_leads_back(program: Program, page: SearchView, qtbot: QtBot) -> None:
    """It empties the line first, then leads to the page or the case from which one came, the focus there."""
    made = amber(program.desktop.window.session.desk, "Velvet heron 61")
    type_keys("velvet")
    press(Qt.Key.Key_Escape)
    assert (page.line.text(), page.isVisible()) == ("", True)
    press(Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert program.desktop.window.shell.actions_known.page == "home"
    program.desktop.window.seat.open_case(made.id)
    view = program.page(CasesScreen).case_view
    qtbot.waitUntil(lambda: view.isVisible() and view.isAncestorOf(focused()))
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    type_keys("velvet her")
    settled(page, qtbot, made.reference)
    press(Qt.Key.Key_Down)
    assert page.list.hasFocus()
    press(Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view.isAncestorOf(focused())


def test_nobody_is_named_while_one_types(program: Program, page: SearchView, qtbot: QtBot) -> None:
    """A name finds its person by the neutral code alone, nothing is marked or audited; Enter names, marks, audits."""
    desk = program.desktop.window.session.desk
    made = amber(desk, "Velvet heron 61")
    person = look(desk, made.id).of("Person")[0]
    name = str(person["family_name"])
    audited = searches(desk)
    type_keys(name)
    settled(page, qtbot, "Matches in what is hidden")
    assert all(name not in f"{one.what} {one.below}" for one in rows(page))
    assert [one for one in rows(page) if marked(one)] == []
    assert searches(desk) == audited
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(name in marked(one) for one in rows(page)), timeout=PATIENCE_MS)
    assert searches(desk) == audited + 1


def test_enter_opens_the_very_row(program: Program, page: SearchView, shell: Shell, qtbot: QtBot) -> None:
    """Typed, Enter, Ctrl+Down through the groups and Enter: the case opens at the row that was found."""
    desk = program.desktop.window.session.desk
    made = amber(desk, "Velvet heron 62")
    person = look(desk, made.id).of("Person")[0]
    type_keys(str(person["family_name"]))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page.list.hasFocus, timeout=PATIENCE_MS)
    wanted = (made.id, person.id)
    page.list.choose(None)
    for _press in range(len(rows(page))):
        current = page.list.current()
        if current is not None and current.key == wanted:
            break
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.actions_known.page == "cases", timeout=PATIENCE_MS)
    screen = program.page(CasesScreen)
    qtbot.waitUntil(lambda: screen.case.workspace is not None and screen.case.workspace.view.id == made.id)
    qtbot.waitUntil(lambda: str(person["family_name"]) in words(screen.case_view), timeout=PATIENCE_MS)


def test_arrows_lead_from_the_line_and_back(program: Program, page: SearchView, qtbot: QtBot) -> None:
    """Down enters the results, Up on the first of them goes back to the line."""
    made = amber(program.desktop.window.session.desk, "Velvet heron 63")
    type_keys("velvet heron 63")
    settled(page, qtbot, made.reference)
    press(Qt.Key.Key_Down)
    assert page.list.hasFocus()
    assert page.list.currentIndex().row() == 1
    press(Qt.Key.Key_Up)
    assert focused() is page.line


def test_hidden_words_say_only_that_something_matches() -> None:
    """Of a case of which only the existence may be known, the reference stands there, and no record, field or word."""
    hidden = Found(b"c", "K7Q-42MX", "VFT", Level.EXISTS)
    [group, *others] = told_found([hidden], "marie")
    [entry] = group.entries
    assert (entry.what, entry.icon) == ("K7Q-42MX", "folder")
    assert entry.below == "Something in this case matches. You may not see what: ask VFT."
    assert marked(entry) == []
    assert all(not one.entries for one in others)


def test_marks_stay_on_their_words_beside_hidden_characters() -> None:
    """A character that cannot be seen stands as its mark, and what is marked is still the word that was found."""
    text = "ab\u202ecd Marie"
    found = Found(b"c", "K7Q-42MX", "", Level.FULL, "", "Note", b"n", "Case note", Matched("text", text, ((6, 11),)))
    [entry] = [one for group in told_found([found], "marie") for one in group.entries]
    assert marked(entry) == ["Marie"]
    assert "‹U+202E›" in "".join(part for part, _is in segments(entry.below, entry.below_marks))


def test_the_palette_leads_on_to_the_page(program: Program, page: SearchView, shell: Shell, qtbot: QtBot) -> None:
    """Ctrl+K groups what it finds, and its last line there opens this page with the same words, in earnest."""
    made = amber(program.desktop.window.session.desk, "Velvet heron 64")
    shell.palette_box.open_with("velvet heron 64")
    qtbot.waitUntil(lambda: any(made.reference in text for text in shell.palette_box.texts()), timeout=PATIENCE_MS)
    assert shell.palette_box.headings()[:1] == ["Cases"]
    for _press in range(len(shell.palette_box.texts())):
        press(Qt.Key.Key_Down)
    assert shell.palette_box.texts()[-1].startswith("Search all records for “velvet heron 64”")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.hasFocus() and page.line.text() == "velvet heron 64", timeout=PATIENCE_MS)


def test_tags_only_names_and_marks_nobody(program: Program, page: SearchView, qtbot: QtBot) -> None:
    """With names hidden in lists a search in earnest finds as ever, and neither calls nor marks anybody by name."""
    desk, switch = program.desktop.window.session.desk, program.desktop.window.seat.names_switch
    made = amber(desk, "Velvet heron 65")
    name = str(look(desk, made.id).of("Person")[0]["family_name"])
    type_keys(name)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(name in marked(one) for one in rows(page)), timeout=PATIENCE_MS)
    switch.turn(is_on=True)
    qtbot.waitUntil(lambda: not any(name in f"{one.what} {one.below}" for one in rows(page)), timeout=PATIENCE_MS)
    page.focus_first()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page.list.hasFocus, timeout=PATIENCE_MS)
    assert rows(page)
    assert not any(name in f"{one.what} {one.below}" for one in rows(page))
    switch.turn(is_on=False)


def test_the_page_is_named_reached_and_says_what_to_do(
    page: SearchView, shell: Shell, schemes: Callable[[Scheme], None]
) -> None:
    """Empty it says what to type; every control has a name and Tab reaches it, in each scheme."""
    shell.resize(1024, 700)
    assert "Type what you are looking for." in words(page)
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    for scheme in (Scheme.DARK, Scheme.CONTRAST):
        schemes(scheme)
        grab(shell, f"search-{scheme.value}")
