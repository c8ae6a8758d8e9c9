"""Headquarters' inbox: what a post asks to be approved and what arrived past a rule, answered in the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QTest

from tests.services.arrived import arrive
from tests.ui.inbox.test_inbox_page import carry, opened
from tests.ui.linked import World, until
from tests.ui.probes import unnamed_widgets, words
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.drafts import find_drafts
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look
from tipdesk.ui.gates.answer_form import AnswerForm
from tipdesk.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.services.results import NewCase
    from tipdesk.ui.inbox.view import InboxView
    from tipdesk.ui.seat import Seat

HOME = "All of them are home, and a nurse has seen each."
ASK = "They wish it, and nothing is left to do."


def begun(world: World, title: str) -> NewCase:
    """Make an open case at the post, in which nobody at headquarters knows anybody."""
    return new_case(world.post.desk, {"case": {"title": title, "status": "open"}, "records": []})


def key_of(view: InboxView, reference: str) -> object:
    """Return the key of the line of this case."""
    rows = (view.model.told(row) for row in range(view.model.rowCount()))
    return next((told.key for told in rows if told.line and told.reference == reference), None)


def form_of(view: InboxView, qtbot: QtBot) -> AnswerForm:
    """Wait for the form in the pane."""
    until(qtbot, lambda: bool(view.pane.findChildren(AnswerForm)))
    return view.pane.findChildren(AnswerForm)[-1]


def turned_to(view: InboxView, qtbot: QtBot, reference: str) -> AnswerForm:
    """Turn to the line of this case and return its form."""
    until(qtbot, lambda: key_of(view, reference) is not None)
    view.choose(key_of(view, reference))
    return form_of(view, qtbot)


def waits(view: InboxView, made: NewCase) -> set[str]:
    """Return the pills of the lines of this case in the list."""
    rows = (view.model.told(row) for row in range(view.model.rowCount()))
    return {word for told in rows if told.line and told.reference == made.reference for word, _tone in told.pills}


def renewed(world: World, seat: Seat, view: InboxView, qtbot: QtBot) -> None:
    """Let the list be renewed where it stands, as every half minute: a worry that came meanwhile is offered."""
    late = record_worry(world.post.desk, {"danger_now": "no"}, urgent=True)
    carry(world)
    seat.notices.announce(late.changed)
    until(qtbot, view.more.isVisible)


def test_a_post_is_agreed_to(world: World, seat: Seat, qtbot: QtBot) -> None:
    """What is approved stands above; a refusal wants words, and the post has the answer at its sync."""
    desk, made = world.post.desk, begun(world, "Grey heron 12")
    closing = {"closure_reason": "completed", "closure_words": HOME, "date_closed": "2026-11-27"}
    amend_record(desk, look(desk, made.id).case, closing)
    ask_approval(desk, made.id, "closure-approved", ASK)
    carry(world)
    declare_interest(world.headquarters.desk, made.id, knows_somebody=False)
    view = opened(seat, qtbot)
    until(qtbot, lambda: key_of(view, made.reference) is not None)
    view.choose(key_of(view, made.reference))
    view.list.setCurrentIndex(QModelIndex())
    until(qtbot, lambda: not seat.lanes.is_busy)
    assert not view.pane.findChildren(AnswerForm), "what is asked is not shown under another line"
    form = turned_to(view, qtbot, made.reference)
    until(qtbot, lambda: HOME in words(form))
    assert ASK in words(view.pane)
    renewed(world, seat, view, qtbot)
    assert waits(view, made) == {"Approval asked"}
    assert unnamed_widgets(view) == []
    form.no.click()
    until(qtbot, lambda: "Say why" in words(form))
    form.yes.click()
    until(qtbot, lambda: "Approved" in words(view.pane))
    carry(world)
    [asked] = look(desk, made.id).of("Approval")
    assert (asked["decision"], asked["decided_by"]) == ("approved", world.headquarters.desk.actor.officer)


def test_words_stay_with_their_line(world: World, seat: Seat, qtbot: QtBot) -> None:
    """Typed for one line, they are not under another one, and are there again when the first is chosen."""
    made, other = (begun(world, f"Grey heron {number}") for number in (14, 15))
    for one in (made, other):
        arrive(world.post.desk, one.id, status="closed")
    carry(world)
    view = opened(seat, qtbot)
    form = turned_to(view, qtbot, made.reference)
    until(qtbot, form.isVisible)
    QTest.keyClicks(form.words.editor.faces[0], "The post has been")
    view.choose(key_of(view, other.reference))
    assert form_of(view, qtbot).words.value() is None
    view.choose(key_of(view, made.reference))
    until(qtbot, lambda: form_of(view, qtbot).words.value() == "The post has been")
    form = form_of(view, qtbot)
    form.words.set_value("The post has been rung.")
    form.no.click()
    until(qtbot, lambda: "Reviewed" in words(view.pane))
    until(qtbot, lambda: not seat.lanes.is_busy)
    assert find_drafts(world.headquarters.desk) == []


def test_what_arrived_past_a_rule_is_judged(world: World, seat: Seat, qtbot: QtBot) -> None:
    """One dot is no review; words are, and they stand in the case of the post."""
    made = begun(world, "Grey heron 13")
    arrive(world.post.desk, made.id, status="closed")
    carry(world)
    view = opened(seat, qtbot)
    form = turned_to(view, qtbot, made.reference)
    renewed(world, seat, view, qtbot)
    assert waits(view, made) == {"Past a rule"}
    form.words.set_value(".")
    form.no.click()
    until(qtbot, lambda: bool(form.words.problem()))
    form.words.set_value("Nobody was asked; the post has been rung.")
    form.no.click()
    until(qtbot, lambda: "Reviewed" in words(view.pane))
    until(
        qtbot, lambda: "Done" in waits(view, made) and "Done" in [pill.text() for pill in view.pane.findChildren(Pill)]
    )
    carry(world)
    reviews = look(world.post.desk, made.id).of("Review")
    assert [(row["ground"], row["decision"]) for row in reviews] == [("breach", "not_upheld")]
