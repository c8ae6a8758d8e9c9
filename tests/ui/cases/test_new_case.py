"""A new case: a suggested title, a look whether it is here already, a draft that comes back, refusals beside fields."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.drafts import find_drafts
from tipdesk.services.sync.push.holds import find_held
from tipdesk.ui.cases.new_case_page import NewCasePage
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


def begin(desk: CasesDesk) -> NewCasePage:
    """Open the page of a new case."""
    desk.screen.new_case()
    desk.settle()
    assert desk.screen.new_page is not None
    return desk.screen.new_page


def write(desk: CasesDesk, page: NewCasePage, name: str, text: str) -> None:
    """Type into a line of the person."""
    editor = page.person.frames[name].editor
    assert isinstance(editor, ParsedEdit)
    editor.line.clear()
    QTest.keyClicks(editor.line, text)


def test_a_title_is_suggested_and_the_case_is_saved(desk: CasesDesk) -> None:
    """With nothing typed but a name, one save makes case and person and opens them."""
    page = begin(desk)
    assert page.case.frames["title"].value()
    write(desk, page, "given_names", "Nobodyknown")
    page.save_pressed.emit()
    desk.settle()
    people = desk.workspace().people
    assert [view.person["given_names"] for view in people] == ["Nobodyknown"]
    assert desk.said.toasts[-1].endswith("Not yet received by headquarters.")
    assert find_drafts(desk.store) == []


def test_two_quick_presses_save_one_case(desk: CasesDesk) -> None:
    """Ctrl+Enter pressed again while the first is on its way saves nothing more."""
    page, before = begin(desk), len(list_cases(desk.store).lines)
    write(desk, page, "given_names", "Pressedtwice")
    for _press in range(2):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert len(list_cases(desk.store).lines) == before + 1


def test_a_case_is_sent_at_once(desk: CasesDesk) -> None:
    """The other button saves it as urgent: what was held before goes with it, and the page said so."""
    amber(desk.store)
    with desk.store.work() as work:
        assert find_held(desk.store, work)
    page = begin(desk)
    write(desk, page, "given_names", "Sentatonce")
    assert page._closing.text().startswith("Sending at once also sends")
    page.send.click()
    desk.settle()
    with desk.store.work() as work:
        assert find_held(desk.store, work) == []


def test_a_title_that_comes_late_is_no_problem_any_more(desk: CasesDesk) -> None:
    """Saved before there is a title, it says that one is needed; once there is one, it does not, and saves."""
    page = begin(desk)
    title = page.case.frames["title"]
    title.set_value(None)
    page.save_pressed.emit()
    desk.settle()
    assert title.problem() == "Title is needed."
    assert title.problem() in page.case.summary.accessibleDescription()
    page.case.preset({"title": "Harbour lantern"})
    assert title.problem() == ""
    assert page.case.summary.isHidden()
    page.save_pressed.emit()
    desk.settle()
    assert desk.workspace().view.case["title"] == "Harbour lantern"


def test_what_is_here_already_shows_while_typing(desk: CasesDesk) -> None:
    """The passport number of a known person brings up the person's code and case, without a name."""
    made = amber(desk.store)
    page = begin(desk)
    write(desk, page, "document_number", "x1234567")
    desk.qtbot.waitUntil(lambda: made.reference in [hint.reference for hint in page.hints.hints()])
    [slot] = [one for one in page.hints.slots if one.hint is not None and one.hint.reference == made.reference]
    assert made.reference in slot.open.text()
    assert (slot.why.text(), slot.likely.text()) == ("Same document number", "Likely")
    assert "Marisol" not in slot.open.text()
    write(desk, page, "document_number", "unheard of")
    desk.qtbot.waitUntil(lambda: page.hints.hints() == [])


def test_what_was_typed_comes_back(desk: CasesDesk) -> None:
    """Leaving keeps a draft, half-typed answers too; throwing it away empties the page, also from the foot."""
    page = begin(desk)
    write(desk, page, "family_name", "Halfway")
    write(desk, page, "birth_date", "31 2 20")
    page.left.emit()
    desk.settle()
    again = begin(desk)
    born = again.person.frames["birth_date"].editor
    assert again.person.frames["family_name"].value() == "Halfway"
    assert isinstance(born, ParsedEdit)
    assert born.line.text() == "31 2 20"
    again.throw_pressed.emit()
    desk.settle()
    assert again.person.frames["family_name"].value() is None
    assert again.case.frames["title"].value()
    write(desk, again, "family_name", "Halfway")
    again.left.emit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert begin(desk).person.frames["family_name"].value() is None


def test_a_date_that_is_none_stays_and_says_so(desk: CasesDesk) -> None:
    """What cannot be read stands beside its field and in the summary in the same words; nothing is saved."""
    page = begin(desk)
    write(desk, page, "birth_date", "31 2 2007")
    page.save_pressed.emit()
    desk.settle()
    problem = page.person.frames["birth_date"].problem()
    assert "real date" in problem
    assert problem in page.person.summary.accessibleDescription()
    assert desk.screen.new_page is page


def test_the_page_can_be_named_and_reached(desk: CasesDesk) -> None:
    """Every control of a new case has a name and is reached by Tab."""
    begin(desk)
    assert unnamed_widgets(desk.screen) == []
    assert unreached_widgets(desk.screen) == []
