"""Nothing moves under the pointer: answering, refusing and announcing leave every control where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from tests.fakes.desk import CODES
from tests.ui.gallery import COUNTRIES
from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import Places, in_sight, moved, places
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Codes, Field, LongText, Texts
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rules.access import Level
from tipdesk.domain.similar.why import Why
from tipdesk.domain.values import Missing
from tipdesk.services.similar.hint import Hint
from tipdesk.ui.access.questions import ask_emergency, ask_interest
from tipdesk.ui.cases.new_case_page import NewCasePage
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.headquarters.conflicts_view import ConflictsPage
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.headquarters.keys_view import KeysPage
from tipdesk.ui.headquarters.posts_view import PostsPage
from tipdesk.ui.home.view import HomeView
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import sections_of
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.texts_edit import TextsEdit
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.domain.schema import RecordType
    from tipdesk.ui.widgets.field_frame import FieldFrame
    from tipdesk.ui.widgets.front_page import FrontPage

SMALL = (820, 580)
"""What a window of 1024 by 700 leaves a page."""


def settled(page: QWidget) -> Places:
    """Let the page be laid out, and return where everything stands."""
    for _round in range(3):
        QApplication.processEvents()
    return places(page)


def shown(page: QWidget, qtbot: QtBot) -> Places:
    """Show a page as small as it can be."""
    qtbot.addWidget(page)
    page.resize(*SMALL)
    page.show()
    return settled(page)


def _answer(declared: Field, frame: FieldFrame) -> Iterator[Callable[[], object]]:
    """Yield what an officer may do to a field: nonsense, a problem, why there is no answer, several answers."""
    sentence = "This is not what it should be, and the sentence that says so is longer than any line of a form is wide."
    yield lambda: frame.set_problem(sentence)
    yield lambda: frame.set_problem(None)
    yield lambda: frame._miss(Missing.UNKNOWN)
    yield lambda: frame._miss(None)
    if isinstance(declared, (Codes, Texts)):
        picker = frame.editor
        many = frozenset(choice.code for choice in COUNTRIES) if isinstance(picker, CodesPicker) else ("a", "b", "cc")
        yield lambda: picker.set_value(many)
        yield lambda: picker.set_value(frozenset())
    for tick in frame.editor.findChildren(QCheckBox)[:2]:
        yield tick.click
    if isinstance(declared, LongText):
        yield lambda: frame.editor.set_value("many words\n" * 50)


@pytest.mark.parametrize("record", PLAIN_RECORDS, ids=lambda record: record.name)
def test_no_answer_moves_a_field(desk: CasesDesk, record: RecordType) -> None:
    """In the open sections of each record all answers, refusals and drafts leave all controls at their height."""
    names = [name for section in sections_of(record) for name in section.names]
    form = RecordForm(record, desk.seat.wording, names=names, label_width=LABELS)
    page, pane = SectionForm(form, "A record"), RecordPane(record)
    pane.open_new(page, "A record")
    before = shown(pane, desk.qtbot)
    for name, frame in form.frames.items():
        for number, deed in enumerate(_answer(record.by_name[name], frame)):
            deed()
            assert (name, number, moved(before, settled(pane))) == (name, number, [])
    page.show_recovered("This is what you typed before and did not save. The record has changed: compare first.")
    assert moved(before, settled(pane)) == []
    page.show_draft("✓ Draft kept on this PC")
    form.show_refusal([FieldProblem(f"x.{name}", "No.") for name in form.frames], "")
    assert moved(before, settled(pane)) == []
    assert in_sight(form.summary)
    assert form.summary.hasFocus()


def test_a_new_case_stays_where_it_is(desk: CasesDesk) -> None:
    """What is found while one types, a draft that comes back and a refusal take their room from below."""
    page = NewCasePage(desk.seat.wording)
    before = shown(page, desk.qtbot)
    row, whys = bytes(16), (Why.SAME_NAME, Why.NEAR_BIRTH, Why.NEAR_ADDRESS)
    hints = [
        Hint(row, "K7Q-42MX", "VFT", Level.SUMMARY, "Amber heron", row, "P-7K2M", score, whys) for score in (0.9, 0.3)
    ]
    closed = Hint(row, "K7Q-42MX", "VFT", Level.EXISTS, ask="Somebody with a name longer than any other")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: page.hints.show_hints([*hints, closed]),
        lambda: page.show_recovered(is_recovered=True),
        lambda: page.show_draft("✓ Draft kept on this PC"),
        lambda: page.show_sending(3),
        lambda: page.person.show_refusal([FieldProblem("x.birth_date", "No.")]),
        lambda: page.case.show_refusal([FieldProblem("x.title", "No.")]),
        lambda: page.hints.show_hints([]),
        lambda: page.hints.show_quiet(is_quiet=True),
    )
    for number, deed in enumerate(deeds):
        deed()
        kept = {control: place for control, place in before.items() if control not in (page.save, page.send)}
        assert (number, moved(kept, settled(page))) == (number, [])


def test_a_case_and_its_quick_lines_stay(desk: CasesDesk) -> None:
    """A refused task or note, a refusal of the case, a lack of sight and an emergency move no tab and no row."""
    view = desk.open(amber(desk.store).id)
    deeds: tuple[tuple[str, Callable[[], object]], ...] = (
        ("tasks", lambda: view.refuse("Task", "It was refused.")),
        ("tasks", view.tasks.save),
        ("notes", lambda: view.refuse("Note", "It was refused.")),
        ("notes", view.notes._save),
        ("people", lambda: view.show_problem("It was refused.")),
        ("summary", lambda: view.access.say(view.access.masked, "Only the officer in charge shows names.")),
        ("summary", lambda: view.access.say(view.access.open, "Open to you without the usual right: 59 minutes left.")),
    )
    for tab, deed in deeds:
        view.show_tab(tab)
        before = settled(view)
        deed()
        assert (tab, moved(before, settled(view))) == (tab, [])


def test_the_list_of_cases_stays(desk: CasesDesk) -> None:
    """Searching, finding nothing and a list that cannot be read leave filters, line and table where they are."""
    view = desk.screen.list_view
    desk.seat.notices.announce(amber(desk.store).changed)
    desk.settle()
    before = settled(desk.screen)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: view.show_problem("The disk is full."),
        lambda: view.show_sought("a very long name of somebody who is sought"),
        lambda: view.show_sought(""),
        lambda: view.show_problem(""),
    )
    for number, deed in enumerate(deeds):
        deed()
        assert (number, moved(before, settled(desk.screen))) == (number, [])


FRONT: dict[str, Callable[[], FrontPage]] = {
    "sync": SyncPage,
    "posts": PostsPage,
    "keys": KeysPage,
    "directory": lambda: DirectoryPage(Wording(CODES)),
    "conflicts": ConflictsPage,
}


@pytest.mark.parametrize("name", FRONT)
def test_what_a_page_says_moves_nothing(name: str, qtbot: QtBot, theme: object) -> None:
    """What became of a deed is said at the foot of a page: nothing above it moves, it is in sight and read out."""
    page = FRONT[name]()
    before = shown(page, qtbot)
    page.say("It was done, and this sentence says at some length what follows from it for the next hours.", "ok")
    assert moved(before, settled(page)) == []
    assert in_sight(page.banner)
    page.say("", "ok")
    assert moved(before, settled(page)) == []


def test_syncing_moves_nothing(qtbot: QtBot, theme: object) -> None:
    """Progress, what was set aside, other keys and a question about withdrawing come below what can be pressed."""
    page = SyncPage()
    page.show_enrolled(is_enrolled=True)
    before = shown(page, qtbot)
    for number, part in enumerate((page.progress, page.aside, page.withdraw, page.keys)):
        part.show()
        assert (number, moved(before, settled(page))) == (number, [])
        part.hide()


def test_a_dialog_keeps_room_for_a_refusal(desk: CasesDesk) -> None:
    """A refusal of a field or of the deed moves neither field nor button, nor does the dialog grow."""
    host = QWidget()
    desk.qtbot.addWidget(host)
    for dialog in (ask_emergency("K7Q-42MX", host), ask_interest(host)):
        dialog.open()
        before, size = settled(dialog), dialog.size()
        dialog.refuse(UserError("x", "Three of today are used up. Ask your supervisor, or say why it cannot wait."))
        assert moved(before, settled(dialog)) == []
        path = next(iter(dialog._fields))
        dialog.refuse_field(path, "Say in a few words why you must see it now.")
        assert moved(before, settled(dialog)) == []
        assert dialog.size() == size
        dialog.reject()


def test_home_keeps_room_for_a_draft(desk: CasesDesk, qtbot: QtBot) -> None:
    """A worry that was begun is offered without moving one of the three buttons."""
    home = HomeView(desk.store.codes, "en")
    before = shown(home, qtbot)
    home.show_draft(is_there=True)
    assert moved(before, settled(home)) == []


def test_chips_keep_their_room(qtbot: QtBot, theme: object) -> None:
    """Adding more texts than fit in the row of chips moves nothing below; the last one added is seen."""
    page = QWidget()
    column = QVBoxLayout(page)
    texts, below = TextsEdit(), TextsEdit()
    for part in (texts, below):
        column.addWidget(part)
    before = shown(page, qtbot)
    for word in ("Ti Marie", "Auntie of the harbour", "The one with the red scarf", "Marie-Ange of Soufriere") * 2:
        QTest.keyClicks(texts.line, f"{word} {len(texts._chips.keys())}")
        QTest.keyClick(texts.line, Qt.Key.Key_Return)
        assert moved(before, settled(page)) == []
    assert in_sight(list(texts._chips._buttons.values())[-1])
