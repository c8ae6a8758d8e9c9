"""What surrounds an open case: the question on first opening, emergencies, acting before asking, who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QLabel

from tests.ui.invented import CasesDesk, amber, open_desk, other_officer
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.find_reviews import find_reviews
from tipdesk.ui.access.access_dialog import AccessDialog
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.facts import HIDDEN_DOTS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session

D = TypeVar("D", bound=QDialog)
REASON = "The clinic asks for her allergies at once"


def confirm(passphrase: str) -> None:
    """Accept one passphrase, as a slot would."""
    if passphrase != "right words":
        raise UserError("wrong-passphrase", "The officer or the passphrase is not right.")


def dialog_of(qtbot: QtBot) -> AskDialog:
    """Return the dialog that asks something, once it is there; every widget in it has a name."""
    qtbot.waitUntil(
        lambda: any(isinstance(one, AskDialog) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, AskDialog) and one.isVisible()]
    assert unnamed_widgets(dialog) == []
    return dialog


def answer(dialog: AskDialog, **answers: object) -> None:
    """Fill the dialog and press its deed."""
    for path, value in answers.items():
        dialog.field(path).set_value(value)
    dialog.deed.click()


def rows(post: Session, record: str, case: bytes) -> list[Row]:
    """Return the rows of a record in a case, past every gate."""
    with post.desk.read() as reader:
        return reader.find_rows(BY_NAME[record], case=case)


def with_confirm(desk: CasesDesk) -> None:
    """Let the case be opened in an emergency."""
    desk.seat.confirm = confirm


def test_the_first_opening_asks_once(post: Session, qtbot: QtBot) -> None:
    """Nothing of the case is shown before the answer; “nobody” opens it; the second opening asks nothing."""
    made = amber(post.desk)
    store = other_officer(post, "frontline")
    with open_desk(store, qtbot) as desk:
        desk.screen.open_case(made.id)
        desk.settle()
        view = desk.screen.case_view
        assert view.access.interest.isVisible()
        assert (view.stack.isVisible(), desk.screen.case.workspace) == (False, None)
        view.access.interest.nobody.click()
        desk.settle()
        assert desk.workspace().view.reference == made.reference
        assert not view.access.interest.isVisible()
        desk.screen.case.leave()
        desk.screen.open_case(made.id)
        desk.settle()
        assert not view.access.interest.isVisible()


def test_who_knows_somebody_is_led_out(post: Session, qtbot: QtBot) -> None:
    """The case closes, the list has it no more, and the supervisor owes a review with the officer's words."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "frontline"), qtbot) as desk:
        desk.screen.open_case(made.id)
        desk.settle()
        desk.screen.case_view.access.interest.somebody_pressed.emit()
        answer(dialog_of(qtbot), reason="A cousin of mine")
        qtbot.waitUntil(desk.screen.is_list_shown)
        desk.settle()
        assert desk.screen.case.workspace is None
        assert "closed to you" in desk.said.toasts[-1]
    [owed] = [line for line in find_reviews(post.desk) if line.case == made.id]
    assert (owed.rule, owed.reason) == ("interest", "A cousin of mine")


def test_an_emergency_from_the_shut_case_to_its_names(post: Session, qtbot: QtBot) -> None:
    """Refused, with the way to go on; a wrong passphrase stays in the dialog; then the names and the minutes left."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "victim_support"), qtbot) as desk:
        with_confirm(desk)
        desk.screen.open_case(made.id)
        desk.settle()
        bar = desk.screen.case_view.access
        assert bar.shut.isVisible()
        bar.emergency.click()
        dialog = dialog_of(qtbot)
        dialog.field("reason").set_value(REASON)
        grab(desk.screen.window(), "break-glass-shut")
        grab(dialog, "break-glass-asked")
        answer(dialog, passphrase="guessed")
        qtbot.waitUntil(dialog.deed.isEnabled)
        assert rows(post, "AccessGrant", made.id) == []
        answer(dialog, passphrase="right words")
        qtbot.waitUntil(lambda: bar.open.isVisible() or bar.interest.isVisible())
        bar.interest.nobody.click()
        desk.settle()
        qtbot.waitUntil(bar.open.isVisible)
        assert "60 minutes" in bar.open.accessibleName()
        grab(desk.screen.window(), "break-glass-open")
        assert {one.person["family_name"] for one in desk.workspace().people} == {"Testperson", "Invented"}
        [grant] = rows(post, "AccessGrant", made.id)
        assert grant["reason"] == REASON


def test_names_at_once_where_they_are_refused(post: Session, qtbot: QtBot) -> None:
    """A colleague who is refused the names shows them on a ground, and the review stands in the case."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "frontline"), qtbot) as desk:
        view = desk.open(made.id)
        view.unmask_pressed.emit()
        desk.settle()
        view.access.now.click()
        dialog = dialog_of(qtbot)
        answer(dialog, reason=REASON)
        qtbot.waitUntil(dialog.deed.isEnabled)
        answer(dialog, ground="medical")
        desk.settle()
        qtbot.waitUntil(lambda: desk.workspace().people[0].person["family_name"] is not None)
        view.show_tab("people")
        grab(desk.screen.window(), "unmasked")
        [review] = rows(post, "Review", made.id)
        assert (review["rule"], review["ground"], review["reason"]) == ("unmask", "medical", REASON)


def test_excluding_and_lifting_in_the_dialog(post: Session, qtbot: QtBot) -> None:
    """The officer in charge names somebody, sees the name in the list, and lifts it again."""
    made = amber(post.desk)
    with open_desk(post.desk, qtbot) as desk:
        desk.open(made.id)
        [people] = [act for act in desk.screen.case_view.access.more.menu().actions() if "Who may" in act.text()]
        people.trigger()
        qtbot.waitUntil(lambda: bool(visible(AccessDialog)))
        [dialog] = visible(AccessDialog)
        assert unnamed_widgets(dialog) == []
        dialog.exclude_pressed.emit()
        answer(dialog_of(qtbot), officer=post.desk.actor.officer.hex(), reason=REASON)
        qtbot.waitUntil(dialog_of(qtbot).deed.isEnabled)
        assert rows(post, "Exclusion", made.id) == [], "nobody excludes themself"
        dialog_of(qtbot).reject()
        dialog.accept()
        desk.settle()


def visible(kind: type[D]) -> list[D]:
    """Return the dialogs of a kind that are on the screen."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def test_a_private_note_is_marked_and_counted(post: Session, qtbot: QtBot) -> None:
    """The author marks it as it is written and sees the mark; a colleague sees how many were held back, and no word."""
    made = amber(post.desk)
    with open_desk(post.desk, qtbot) as desk:
        view = desk.open(made.id)
        view.show_tab("notes")
        view.notes.text.set_value("Counsel advises to wait")
        view.notes.only.set_value("legal")
        view.notes.add_note.click()
        desk.settle()
        [note] = [row for row in desk.workspace().notes if row["privacy"]]
        assert (note["privacy"], note["author"]) == ("legal", post.desk.actor.officer)
    with open_desk(other_officer(post, "supervisor"), qtbot) as desk:
        desk.open(made.id)
        desk.screen.case_view.show_tab("notes")
        desk.settle()
        shown = [label.text() for label in desk.screen.case_view.notes.findChildren(QLabel)]
        assert "1 note is held back: Legal advice (privileged)" in shown
        assert not any("Counsel advises" in text for text in shown)


def test_what_is_hidden_differs_from_what_is_empty(post: Session, qtbot: QtBot) -> None:
    """A hidden answer has dots and the word; an empty one is counted; the name itself is nowhere."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "frontline"), qtbot) as desk:
        view = desk.open(made.id)
        view.show_tab("people")
        sections = desk.pane().body.sections
        texts = [text for section in sections for text in section.facts.texts()]
        grab(desk.screen.window(), "masked")
        assert "Family name: Hidden" in texts
        assert not any("Testperson" in text for text in texts)
        assert any(text.startswith("Not answered yet: ") for text in texts)
        assert HIDDEN_DOTS in words(desk.read(desk.workspace().people[0].person))
