"""Handing a case over from its window: asked with what goes along, told in the head, taken back, accepted, declined.

Two homes of two posts stand on both ends, and a stick goes between them; the tests of this file go in their order.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import done
from tests.journeys.worlds import add_pc, by_stick, make_world, opened
from tests.ui.invented import amber, open_desk
from tests.ui.linked import shown_window, until
from tests.ui.probes import grab, words
from tipdesk.services.case.references import get_case_id
from tipdesk.services.look import look
from tipdesk.ui.case.actions import ANSWER_HAND_OVER, HAND_OVER
from tipdesk.ui.gates.answer_form import AnswerForm
from tipdesk.ui.my_work.page import make_page
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from tests.journeys.runner import World
    from tests.ui.invented import CasesDesk
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.seat import Seat

WHY = "They live in that district."


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """Headquarters and a post, and the home of another post, which know each other."""
    world = make_world(tmp_path_factory.mktemp("posts"))
    other = add_pc(world, "castries", "CAS", officer="officer2")
    by_stick(world, world.post, other)
    return world, other


@contextmanager
def at(home: Path, qtbot: QtBot) -> Iterator[CasesDesk]:
    """Show the page of cases over a home."""
    session = opened(home)
    try:
        with open_desk(session.desk, qtbot) as desk:
            yield desk
    finally:
        session.close()


def dialog_of(desk: CasesDesk, what: str) -> QDialog:
    """Ask for a deed and return the dialog that opens."""
    desk.screen.case.ask(what)
    desk.settle()
    dialog = desk.screen.case.handing.dialog
    assert dialog is not None
    return dialog


def send(desk: CasesDesk, dialog: QDialog, given: Mapping[str, object]) -> None:
    """Fill a dialog in and press its button."""
    assert isinstance(dialog, AskDialog)
    for name, value in given.items():
        dialog.field(name).set_value(value)
    dialog.deed.click()
    desk.settle()


def hand(desk: CasesDesk) -> str:
    """Hand a new case over to the other post from its window, and return its reference."""
    made = amber(desk.store)
    desk.open(made.id)
    send(desk, dialog_of(desk, HAND_OVER), {"post": "CAS", "reason": WHY})
    return made.reference


def test_a_case_is_handed_over_and_taken_back(homes: tuple[World, Path], qtbot: QtBot, theme: object) -> None:
    """A refusal stands beside its field and what was typed stays; the head says where it waits until taken back."""
    with at(homes[0].post, qtbot) as desk:
        made = amber(desk.store)
        line = desk.open(made.id).header.line
        assert line.handed.isHidden()
        dialog = dialog_of(desk, HAND_OVER)
        assert "2 people, " in words(dialog)
        assert "It accepts, or declines and says why" in words(dialog)
        grab(dialog, "hand-over")
        assert isinstance(dialog, AskDialog)
        send(desk, dialog, {"reason": WHY})
        assert dialog.field("post").problem() == "Choose the post."
        send(desk, dialog, {"post": "CAS", "reason": "so"})
        assert dialog.field("reason").problem()
        send(desk, dialog, {"officer": "officer2", "reason": WHY})
        [row] = look(desk.store, made.id).of("CaseHandover")
        assert (row["why"], row["to_officer"] is not None) == (WHY, True)
        assert line.handed.text().startswith("Handed to Castries: waiting for answer since ")
        assert not line.handed.isHidden()
        grab(desk.screen, "hand-over-head")
        desk.screen.case.ask(HAND_OVER)
        desk.settle()
        assert desk.said.toasts[-1] == "It is handed to Castries already, which has not answered yet."
        send(desk, dialog_of(desk, ANSWER_HAND_OVER), {"reason": "Somebody was found here."})
        assert line.handed.isHidden()
        desk.screen.case.ask(ANSWER_HAND_OVER)
        desk.settle()
        assert desk.said.toasts[-1] == "This case is not offered to another post."


def test_the_receiver_accepts_in_my_work(homes: tuple[World, Path], qtbot: QtBot, theme: object) -> None:
    """One line, read with why and what goes along, answered in place; declining asks why first."""
    world, other = homes
    with at(world.post, qtbot) as desk:
        reference = hand(desk)
    by_stick(world, world.post, other)
    session = opened(other)
    with shown_window(session, qtbot) as seat:
        accept_in_my_work(session, seat, reference, qtbot)
    session.close()


def accept_in_my_work(session: Session, seat: Seat, reference: str, qtbot: QtBot) -> None:
    """Choose the line, read what is asked, and accept."""
    view = make_page(seat)
    qtbot.addWidget(view)
    view.resize(924, 580)
    view.show()
    until(qtbot, lambda: any(one.what.startswith("Case handed over") for one in view.list.entry_model.entries()))
    [entry] = [one for one in view.list.entry_model.entries() if one.what.startswith("Case handed over")]
    assert entry.what == "Case handed over to you: accept or decline"
    assert reference in entry.below
    assert "from Vieux Fort" in entry.below
    view.list.choose(entry.key)
    view.list.lettered.emit("L")
    until(qtbot, lambda: view.pane.form() is not None)
    form = view.pane.form()
    assert form is not None
    until(qtbot, lambda: WHY in words(form))
    grab(view, "hand-over-my-work")
    form.no.click()
    until(qtbot, lambda: bool(form.words.problem()))
    form.yes.click()
    until(qtbot, lambda: view.pane.form() is None)
    until(qtbot, lambda: not seat.lanes.is_busy)
    case = look(session.desk, get_case_id(session.desk, reference))
    assert case.case["owner"] == session.desk.actor.officer


def test_the_receiver_declines_from_the_case(homes: tuple[World, Path], qtbot: QtBot, theme: object) -> None:
    """The same form over the case, which is left then: it is no longer this post's to read."""
    world, other = homes
    with at(world.post, qtbot) as desk:
        reference = hand(desk)
    by_stick(world, world.post, other)
    with at(other, qtbot) as desk:
        line = desk.open(get_case_id(desk.store, reference)).header.line
        assert line.handed.text().startswith("Handed to Castries")
        dialog = dialog_of(desk, ANSWER_HAND_OVER)
        form = dialog.findChild(AnswerForm)
        assert form is not None
        grab(dialog, "hand-over-answer")
        form.words.set_value("We have nobody who speaks Creole.")
        form.no.click()
        desk.settle()
        assert desk.screen.case.workspace is None
        assert desk.said.toasts[-1] == "Declined. The case stays with the post that has it."


def test_a_case_goes_by_stick_where_it_may(homes: tuple[World, Path], qtbot: QtBot, theme: object) -> None:
    """What is wrong with the code stands beside it; once headquarters lets it, the officer is told to write a stick."""
    world, other = homes
    given = {"post": "CAS", "reason": WHY, "way": "stick"}
    with at(world.post, qtbot) as desk:
        made = amber(desk.store)
        desk.open(made.id)
        dialog = dialog_of(desk, HAND_OVER)
        assert isinstance(dialog, AskDialog)
        for code, said in (("", "Ask the duty officer for a code."), ("12", "such code"), ("1" * 32, "is wrong")):
            send(desk, dialog, {**given, "code": code})
            assert said in dialog.field("code").problem()
        assert look(desk.store, made.id).of("CaseHandover") == ()
    done(world.hq, "hq", "directory", "set", "Post", "VFT", "may_hand_to=CAS")
    by_stick(world, world.post, other)
    with at(world.post, qtbot) as desk:
        desk.open(made.id)
        send(desk, dialog_of(desk, HAND_OVER), given)
        assert "Now write a stick" in desk.said.toasts[-1]
        [row] = look(desk.store, made.id).of("CaseHandover")
        assert (row["way"], row["grant"]) == ("stick", "advance")
