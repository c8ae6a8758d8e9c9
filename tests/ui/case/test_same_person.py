"""The card "Same person": linked by keyboard, told with why, taken back, gathered by case; a double case joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.invented import amber
from tests.ui.probes import unnamed_widgets
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.services.same_person.link_person import LINK
from tipdesk.ui.linking.link_dialog import LinkDialog
from tipdesk.ui.same_person.linked_pane import LinkedPane

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.services.results import NewCase
    from tipdesk.ui.same_person.card import SamePersonCard

WHY = "The same tattoo"


def a_second(desk: CasesDesk) -> NewCase:
    """Return another case, with one person."""
    person = {"given_names": "Exampletwin", "family_name": "Inventedtwin"}
    records = [
        {"record": "Person", "key": "p", "fields": person},
        {"record": "IdentityDocument", "fields": {"person": "p", "kind": "passport", "number": "ZZ778899"}},
    ]
    return new_case(desk.store, {"case": {"title": "Blue reed 7"}, "records": records})


def read_card(desk: CasesDesk, case: bytes) -> tuple[Row, SamePersonCard]:
    """Open a case at its first person, and return person and card."""
    desk.open(case)
    person = look(desk.store, case).of("Person")[0]
    desk.read(person)
    desk.settle()
    card = desk.screen.case.links.card
    assert card is not None
    return person, card


def links(desk: CasesDesk) -> list[Row]:
    """Return the links that stand."""
    with desk.store.read() as reader:
        return reader.find_rows(LINK)


def asked(desk: CasesDesk) -> LinkDialog:
    """Return the question that stands over the page."""
    people = desk.screen.case.links.people
    assert people is not None
    dialog = people.asking.dialog
    assert dialog is not None
    return dialog


def ask_of_both(desk: CasesDesk, made: NewCase, other: NewCase) -> tuple[SamePersonCard, LinkDialog]:
    """Open a case at its first person, and ask of them and of the person of another; return card and question."""
    person, card = read_card(desk, made.id)
    people = desk.screen.case.links.people
    assert people is not None
    people.asking.ask(made.id, person.id, other.id, other.rows[1])
    return card, asked(desk)


def test_a_person_is_linked_told_and_taken_back(desk: CasesDesk) -> None:
    """Sought by a paper's number, linked with why; the card says it in both cases; Unlink and Undo work by a key."""
    made, other = amber(desk.store), a_second(desk)
    person, card = read_card(desk, made.id)
    assert (card.texts(), card.everything.isEnabled()) == ([], False)
    desk.press(card.link)
    dialog = asked(desk)
    assert dialog.seeker is not None
    assert not unnamed_widgets(dialog)
    assert dialog.seeker.geometry().bottom() < dialog.field("result").y()
    assert dialog.seeker.list.geometry().bottom() < dialog.seeker.height()
    dialog.deed.click()
    desk.settle()
    assert links(desk) == []
    QTest.keyClicks(dialog.seeker.box, "ZZ778899")
    seeker = dialog.seeker
    desk.qtbot.waitUntil(lambda: seeker.list.count() == 1)
    assert "Inventedtwin" not in dialog.seeker.list.item(0).text()
    QTest.keyClick(dialog.seeker.box, Qt.Key.Key_Return)  # the search is finished, though by a paper's number
    desk.qtbot.waitUntil(lambda: "Inventedtwin" in seeker.list.item(0).text())
    dialog.deed.click()
    desk.settle()
    assert dialog.field("words").problem()
    dialog.field("basis").set_value(frozenset({"photo"}))
    dialog.field("words").set_value(WHY)
    dialog.deed.click()
    desk.settle()
    [link] = links(desk)
    assert (link["person"], link["other_case"], link["result"]) == (person.id, other.id, "same")
    [told] = card.texts()
    assert told.startswith(f"The same person: {other.reference}")
    assert told.endswith(f"Photograph  ·  {WHY}")
    _twin, card = read_card(desk, other.id)
    assert card.texts()[0].startswith(f"The same person: {made.reference}")
    assert not unnamed_widgets(card)
    desk.press(card.buttons()[1])
    assert (links(desk), card.texts()) == ([], [])
    desk.said.undo()  # type: ignore[misc] # what was taken back can be said again
    desk.settle()
    assert (len(links(desk)), len(card.texts())) == (1, 1)


def test_a_hint_asks_with_both_persons_known(desk: CasesDesk) -> None:
    """Whoever found two who may be one hands in both: nobody is sought, and the question is the same."""
    made, other = amber(desk.store), a_second(desk)
    _card, dialog = ask_of_both(desk, made, other)
    assert dialog.seeker is None
    dialog.field("result").set_value("not_same")
    dialog.field("words").set_value("Twenty years younger")
    dialog.deed.click()
    desk.settle()
    assert (other.rows[1], "not_same") in [(row["other_person"], row["result"]) for row in links(desk)]


def test_a_hint_while_one_types_leads_to_the_question(desk: CasesDesk) -> None:
    """A section of somebody whose passport stands in another case, too, offers *Same person…* with both known."""
    made = amber(desk.store)
    told = {"person": "p", "kind": "passport", "number": "X1234567"}
    records = [{"record": "Person", "key": "p", "fields": {}}, {"record": "IdentityDocument", "fields": told}]
    other = new_case(desk.store, {"case": {"title": "Grey gull 4"}, "records": records})
    desk.open(made.id)
    person = next(row for row in look(desk.store, made.id).of("Person") if row["document_number"])
    page = desk.edit(person, "given_names")
    hints = page.hints
    assert hints is not None
    desk.qtbot.waitUntil(lambda: other.id in {one.case for one in hints.hints()})
    hint = next(one for one in hints.hints() if one.case == other.id)
    hints.linked.emit(hint)
    dialog = page.window().findChild(LinkDialog)
    assert dialog is not None
    assert dialog.other() == (other.id, other.rows[1])
    dialog.reject()


def test_all_that_is_known_stands_by_case(desk: CasesDesk) -> None:
    """Both cases in one pane, with papers; Escape goes back, and the button of a case opens it there."""
    made, other = amber(desk.store), a_second(desk)
    card, dialog = ask_of_both(desk, made, other)
    dialog.field("words").set_value(WHY)
    dialog.deed.click()
    desk.settle()
    desk.press(card.everything)
    pane = desk.screen.case_view.over
    assert isinstance(pane, LinkedPane)
    assert len(pane.openers) == 2
    assert not unnamed_widgets(pane)
    QTest.keyClick(pane.to_back, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.screen.case_view.over is None
    desk.press(card.everything)
    pane = desk.screen.case_view.over
    assert isinstance(pane, LinkedPane)
    pane.opened.disconnect()  # there is no window around, in which the other case would come
    with desk.qtbot.waitSignal(pane.opened) as heard:
        desk.press(pane.openers[1])
    assert heard.args == [other.id, other.rows[1]]


def test_a_double_is_joined_and_parted_from_the_window(desk: CasesDesk) -> None:
    """The reference that is none is refused beside its field; joined, the head says where it went and leads there."""
    made, other = amber(desk.store), a_second(desk)
    desk.open(other.id)
    case = desk.screen.case
    line = desk.screen.case_view.header.line
    assert line.moved.isHidden()
    case.ask("join")
    dialog = case.links.joining.dialog
    assert dialog is not None
    dialog.field("words").set_value(WHY)
    dialog.field("other").set_value("NONE")
    dialog.deed.click()
    desk.settle()
    assert dialog.field("other").problem()
    dialog.field("other").set_value(made.reference)
    dialog.deed.click()
    desk.settle()
    assert look(desk.store, other.id).case["moved_to"] == made.id
    assert (line.moved.isHidden(), line.moved.text()) == (False, f"Moved to {made.reference}")
    case.ask("part")
    dialog = case.links.joining.dialog
    assert dialog is not None
    dialog.field("words").set_value("Two after all")
    dialog.deed.click()
    desk.settle()
    assert line.moved.isHidden()
    assert look(desk.store, other.id).case["moved_to"] is None
