"""Passports among the people of a case: somebody new, and somebody whose answers differ; one undo takes it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.domain.mrz.specimens import TD3
from tests.ui.invented import CasesDesk, amber
from tests.ui.probes import unnamed_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.open_case import open_case

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.ui.passport.dialog import PassportDialog
    from tipdesk.ui.records.board import RecordBoard

SWEDISH = "\n".join(line.replace("UTO", "SWE") for line in TD3)


@pytest.fixture
def board(desk: CasesDesk) -> RecordBoard:
    """The people of a case with one Anna, and her pane."""
    made = amber(desk.store)
    add_record(desk.store, made.id, BY_NAME["Person"], {"tag_number": "99", "given_names": "Anna", "sex": "male"})
    desk.screen.resize(1240, 760)
    found = desk.open(made.id).pages.board_of("Person")
    assert found is not None
    desk.settle()
    return found


def rows(desk: CasesDesk, record: str) -> list[Row]:
    """Return the rows of the open case as they stand in the store."""
    return list(open_case(desk.store, desk.workspace().view.id).view.of(record))


def press(within: QWidget, name: str) -> None:
    """Press the button of this name."""
    next(one for one in within.findChildren(QPushButton) if one.accessibleName() == name).click()


def scanned(desk: CasesDesk) -> PassportDialog:
    """Return the dialog, with a passport in it."""
    dialog = desk.screen.case.passports.dialog
    assert dialog is not None
    dialog.box.box.insertPlainText(SWEDISH)
    return dialog


def test_somebody_new_comes_with_the_paper(desk: CasesDesk, board: RecordBoard) -> None:
    """The button below the list: person and paper are there at once, the cursor is on them; Undo takes both."""
    before = len(rows(desk, "Person"))
    press(board, "Add a person by passport")
    scanned(desk).deed.click()
    desk.settle()
    person = next(row for row in rows(desk, "Person") if row["family_name"] == "ERIKSSON")
    [paper] = rows(desk, "IdentityDocument")
    assert (person["citizenships"], person["age_basis"], paper["person"]) == (frozenset({"SE"}), "document", person.id)
    chosen = board.list.row()
    assert chosen is not None
    assert chosen.id == person.id
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert (len(rows(desk, "Person")), rows(desk, "IdentityDocument")) == (before, [])


def test_somebody_new_gets_the_role_that_the_list_tells(desk: CasesDesk, board: RecordBoard) -> None:
    """The role of the filter is proposed, never that of a suspect, saved in the same deed, and taken back with it."""
    board.list.arrange(replace(board.list.arrangement, passing=frozenset({"role=suspect"})))
    press(board, "Add a person by passport")
    dialog = scanned(desk)
    assert dialog.role is not None
    assert dialog.role.value() is None
    assert unnamed_widgets(dialog) == []
    dialog.reject()
    board.list.arrange(replace(board.list.arrangement, passing=frozenset({"role=potential_victim"})))
    press(board, "Add a person by passport")
    scanned(desk).deed.click()
    desk.settle()
    person = next(row for row in rows(desk, "Person") if row["family_name"] == "ERIKSSON")
    assert [row["role"] for row in rows(desk, "CaseRole") if row["person"] == person.id] == ["potential_victim"]
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert [row for row in rows(desk, "CaseRole") if row["person"] == person.id] == []


def test_what_is_known_stays_unless_it_is_ticked(desk: CasesDesk, board: RecordBoard) -> None:
    """Beside the names: sex and given names differ and stay, what is new is taken; an open section keeps its draft."""
    anna = next(row for row in rows(desk, "Person") if row["tag_number"] == "99")
    form = desk.edit(anna, "about_age")
    form.form.frames["about_age"].set_value(17)
    form.form.changed.emit()
    press(board, "Scan or paste passport")
    dialog = scanned(desk)
    states = {name: row.state.text() for name, row in dialog.differences.rows.items()}
    assert (states["sex"], states["given_names"], states["family_name"]) == ("Differs", "Differs", "New")
    assert unnamed_widgets(dialog) == []
    dialog.deed.click()
    desk.settle()
    anna = next(row for row in rows(desk, "Person") if row["tag_number"] == "99")
    assert (anna["sex"], anna["given_names"], anna["family_name"]) == ("male", "Anna", "ERIKSSON")
    [paper] = rows(desk, "IdentityDocument")
    assert (paper["person"], paper["number"], paper["mrz"]) == (anna.id, "L898902C3", SWEDISH.replace("\n", " "))
    assert desk.edit(anna, "about_age").form.frames["about_age"].value() == 17
    press(board, "Scan or paste passport")
    again = scanned(desk)
    assert again.differences.rows["number"].state.text() == "As known"
    assert not again.deed.isEnabled()
    again.reject()


def test_an_open_form_of_names_is_filled_and_saved_as_one(desk: CasesDesk, board: RecordBoard) -> None:
    """In the section that is open the names are filled in, the rest is saved with them when Save is pressed, once."""
    anna = next(row for row in rows(desk, "Person") if row["tag_number"] == "99")
    form = desk.edit(anna, "family_name")
    form.form.frames["given_names"].set_value("Annie")
    form.form.changed.emit()
    press(form, "Scan or paste passport")
    dialog = scanned(desk)
    assert dialog.differences.rows["given_names"].known.text() == "Annie"
    dialog.differences.rows["given_names"].box.click()
    dialog.deed.click()
    assert [form.form.frames[name].value() for name in ("given_names", "family_name")] == ["ANNA MARIA", "ERIKSSON"]
    assert "Saved with it, from the passport: " in form._with_it.text()
    assert rows(desk, "IdentityDocument") == []
    form.save_pressed.emit()
    desk.settle()
    anna = next(row for row in rows(desk, "Person") if row["tag_number"] == "99")
    [paper] = rows(desk, "IdentityDocument")
    assert (anna["given_names"], anna["sex"], anna["citizenships"]) == ("ANNA MARIA", "male", frozenset({"SE"}))
    assert paper["person"] == anna.id
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert rows(desk, "IdentityDocument") == []


def test_the_form_of_somebody_new_is_filled(desk: CasesDesk, board: RecordBoard) -> None:
    """In the form of a new person too: one save makes person and paper, and no draft is left."""
    desk.screen.case.boards.add("Person", {})
    desk.settle()
    form = desk.form()
    press(form, "Scan or paste passport")
    scanned(desk).deed.click()
    form.save_pressed.emit()
    desk.settle()
    person = next(row for row in rows(desk, "Person") if row["family_name"] == "ERIKSSON")
    [paper] = rows(desk, "IdentityDocument")
    assert (paper["person"], str(person["birth_date"])) == (person.id, "1974-08-12")
    assert board.pane.form is None


def test_names_stay_hidden_with_tags_only(desk: CasesDesk, board: RecordBoard) -> None:
    """F4: what says who somebody is stands in no row of the dialog, known or read; the rest does."""
    press(board, "Add a person by passport")
    desk.seat.names_switch.turn(is_on=True)
    dialog = scanned(desk)
    assert dialog.differences.rows["family_name"].told.text() == "hidden"
    assert dialog.differences.rows["citizenships"].told.text() == "Sweden"
    desk.seat.names_switch.turn(is_on=False)
    dialog.reject()
