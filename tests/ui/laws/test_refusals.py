"""Every press is answered: what is refused is in sight in the smallest window, has the focus, and is spoken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import in_sight, unreached_widgets
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.ui.access.access_dialog import AccessDialog
from tipdesk.ui.access.questions import ask_emergency, ask_interest
from tipdesk.ui.actions import Actions
from tipdesk.ui.cases.new_case_page import NewCasePage
from tipdesk.ui.cover.pin_dialog import PinDialog
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.headquarters.enrol_view import EnrolPage
from tipdesk.ui.headquarters.keys_view import KeysPage
from tipdesk.ui.headquarters.officer_keys_view import OfficerKeysPage
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import sections_of
from tipdesk.ui.shell import SMALLEST, Page, Shell
from tipdesk.ui.spoken import spoken
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.error_line import ErrorLine
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

Refused = tuple[QWidget, "Callable[[], object]", QWidget]
"""The page, what is refused on it, and what must then be in sight and have the focus."""
WORDS = "It was refused."


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Everything that is said to a screen reader."""
    said: list[str] = []

    def hear(_who: QWidget, sentence: str) -> None:
        said.append(sentence)

    spoken().said.connect(hear)
    yield said
    spoken().said.disconnect(hear)


@pytest.fixture
def words(post: Session, theme: object) -> Wording:
    """The words of an officer, with the code lists of the program."""
    return Wording(post.desk.codes, now_ms=post.desk.clock.now_ms)


def _editor(words: Wording) -> tuple[RecordPane, Callable[[], object], QWidget]:
    record = next(one for one in PLAIN_RECORDS if one.name == "Person")
    names = [name for section in sections_of(record) for name in section.names]
    form = RecordForm(record, words, names=names, label_width=LABELS)
    page = RecordPane(record)
    page.open_new(SectionForm(form, "Person"), "Person")
    problems = [FieldProblem(f"Person.{name}", WORDS) for name in list(form.frames)[-5:]]
    return page, lambda: form.show_refusal(problems), form.summary


def _editor_as_a_whole(words: Wording) -> tuple[RecordPane, Callable[[], object], QWidget]:
    page, _refuse, summary = _editor(words)
    assert page.form is not None
    form = page.form.form
    return page, lambda: form.show_refusal([], WORDS), summary


def _new_case(part: str, words: Wording) -> Refused:
    page = NewCasePage(words)
    form: RecordForm = getattr(page, part)
    return page, lambda: form.show_refusal([], WORDS), form.summary


def _enrol(_words: Wording) -> Refused:
    page = EnrolPage([], [])
    page.show_asking("K. Joseph of Vieux Fort asks", is_login_taken=True)
    return page, lambda: page.show_problems(dict.fromkeys(page.fields, WORDS), []), page.summary


def _keys(_words: Wording) -> Refused:
    page = KeysPage()
    return page, lambda: page.custodians.show_problems({"card-1": WORDS, "digits": WORDS}), page.custodians.summary


def _sync_grant(_words: Wording) -> Refused:
    page = SyncPage()
    page.show_enrolled(is_enrolled=False)
    return page, lambda: page.enrolment.show_problem(WORDS, is_digits=False), page.enrolment.summary


def _sync_withdraw(_words: Wording) -> Refused:
    page = SyncPage()
    page.withdraw.show()
    return page, lambda: page.withdraw.show_refusal(WORDS), page.withdraw.reason


def _sync_keys(_words: Wording) -> Refused:
    page = SyncPage()
    page.keys.show()
    return page, lambda: page.keys.show_refusal(WORDS), page.keys.digits


def _officer_keys(_words: Wording) -> Refused:
    page = OfficerKeysPage()
    return page, page._ask, page.login


def _first_officer(_words: Wording) -> Refused:
    form = OfficerForm("The first officer", "Who works here.")
    return form, form._press, form.problems


PAGES: dict[str, Callable[[Wording], Refused]] = {
    "editor": _editor,
    "editor as a whole": _editor_as_a_whole,
    "new case": partial(_new_case, "case"),
    "new person": partial(_new_case, "person"),
    "enrol": _enrol,
    "keys": _keys,
    "sync: grant": _sync_grant,
    "sync: withdraw": _sync_withdraw,
    "sync: other keys": _sync_keys,
    "officer keys": _officer_keys,
    "first officer": _first_officer,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_a_refusal(name: str, words: Wording, qtbot: QtBot, heard: list[str]) -> None:
    """At 1024 by 700 the summary or field is wholly seen before the next event, has the focus and is spoken."""
    page, refuse, answer = PAGES[name](words)
    shell = Shell(Actions())
    qtbot.addWidget(shell)
    shell.add_page(Page("page", "Page", "home", lambda: page))
    shell.resize(SMALLEST)
    shell.show()
    shell.open_page("page")
    qtbot.waitUntil(shell.isActiveWindow)
    QApplication.processEvents()
    refuse()
    QApplication.processEvents()
    assert _has_focus(answer)
    assert in_sight(answer if isinstance(answer, ErrorSummary | ErrorLine) else _editor_in(answer))
    assert any(WORDS in one or "needed" in one for one in heard)
    assert unreached_widgets(shell) == []


def _editor_in(answer: QWidget) -> QWidget:
    assert isinstance(answer, FieldFrame)
    return answer.editor


def _has_focus(answer: QWidget) -> bool:
    here = QApplication.focusWidget()
    return here is answer or (here is not None and answer.isAncestorOf(here))


def test_a_dialog_answers_a_refusal(desk: CasesDesk, heard: list[str]) -> None:
    """What is refused in a dialog is seen whole, has the focus and is spoken; so is the first field left empty."""
    host = QWidget()
    desk.qtbot.addWidget(host)
    for dialog in (ask_emergency("K7Q-42MX", host), ask_interest(host)):
        dialog.open()
        QApplication.processEvents()
        dialog.refuse(UserError("x", WORDS))
        assert _seen_and_heard(dialog._problem, heard)
        path = next(iter(dialog._fields))
        dialog.refuse_field(path, WORDS)
        assert _seen_and_heard(dialog.field(path).editor, heard)
        dialog.reject()
    access = AccessDialog("K7Q-42MX", host)
    access.open()
    access.show_problem(WORDS)
    assert _seen_and_heard(access._problem, heard)
    access.reject()
    pin = PinDialog(host)
    pin.open()
    pin._say(pin._again, WORDS)
    assert _seen_and_heard(pin._again.editor, heard)
    pin.reject()


def _seen_and_heard(part: QWidget, heard: list[str]) -> bool:
    QApplication.processEvents()
    said = heard.pop() if heard else ""
    return in_sight(part) and _has_focus(part) and WORDS in said


def test_a_case_answers_a_refusal(desk: CasesDesk, heard: list[str]) -> None:
    """A refusal of the case, of a quick task and of a quick note is spoken; nothing pressed stays unanswered."""
    view = desk.open(amber(desk.store).id)
    view.show_problem(WORDS)
    assert _seen_and_heard(view.problem, heard)
    for tab, press in (("tasks", view.tasks.save), ("notes", view.notes._save)):
        view.show_tab(tab)
        QApplication.processEvents()
        heard.clear()
        press()
        assert heard, tab
    view.access.say(view.access.masked, WORDS)
    assert WORDS in heard[-1]
    assert isinstance(view.access.masked, Banner)


def test_links_of_the_summary_lead_into_view(words: Wording, qtbot: QtBot) -> None:
    """Each link of a summary, and the line of a section, goes to its field, which is then wholly seen."""
    pane, refuse_section, line = _editor(words)
    assert isinstance(line, ErrorLine)
    qtbot.addWidget(pane)
    pane.resize(820, 560)
    pane.show()
    qtbot.waitUntil(pane.isActiveWindow)
    refuse_section()
    line.click()
    QApplication.processEvents()
    first = QApplication.focusWidget()
    assert first is not None
    assert in_sight(first)
    assert pane.form is not None
    assert pane.form.form.isAncestorOf(first)
    pane.hide()
    page = NewCasePage(words)
    summary = page.person.summary
    assert isinstance(summary, ErrorSummary)

    def refuse() -> None:
        page.person.show_refusal([FieldProblem(f"Person.{name}", WORDS) for name in list(page.person.frames)[-4:]])

    qtbot.addWidget(page)
    page.resize(820, 560)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    refuse()
    for link in list(summary._links):
        link.click()
        QApplication.processEvents()
        here = QApplication.focusWidget()
        assert here is not None
        assert in_sight(here), link.text()


def test_what_is_seen_whole_is_told_from_what_is_cut(words: Wording, qtbot: QtBot) -> None:
    """The probe of these tests finds a widget below the fold out of sight: it can fail."""
    page, _refuse, _summary = _editor(words)
    qtbot.addWidget(page)
    page.resize(820, 560)
    page.show()
    assert page.form is not None
    QApplication.processEvents()
    frames = list(page.form.form.frames.values())
    assert in_sight(frames[0].editor)
    assert not in_sight(frames[-1].editor)
