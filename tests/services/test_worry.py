"""The counter's page: its answers, none needed, and what follows."""

from __future__ import annotations

import pytest

from tests.fakes.desk import WORDS, make_desk, make_store
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.outcomes import outcomes_of
from tipdesk.services.audit import moment_now
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.note_outcome import move_outcome, note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import my_work

ANSWERS = {
    "where_now": "here",
    "danger_now": "unsure",
    "under_18": "yes",
    "persons_count": "2",
    "travel": "Ferry, gate 2",
    "passport": "do_not_record",
    "who_is_with_them": "A man who says he is an uncle",
    "what_seen": ["spoken_for", "afraid_or_anxious"],
    "own_words": "She looked at the floor.",
}


def test_an_empty_worry_is_kept() -> None:
    """Not one answer is needed: the case has a code name of neutral words and the time."""
    store = make_store()
    saved = record_worry(make_desk(store), {})
    view = look(make_desk(store), saved.case)
    title = str(view.case["title"])
    assert {word.lower() for word in title.split()[:2]} <= set(WORDS)
    assert title.split()[2].isdigit()
    [report] = view.of("Report")
    assert report.id == saved.report
    assert report["received_at"]
    assert len([held for held in store.held if held.entry.head.case]) == 1


def test_all_answers_are_kept() -> None:
    """Every answer stands in the report as it was given."""
    store = make_store()
    saved = record_worry(make_desk(store), ANSWERS)
    report = look(make_desk(store), saved.case).of("Report")[0]
    assert report["persons_count"] == 2
    assert report["what_seen"] == {"spoken_for", "afraid_or_anxious"}
    assert report["own_words"] == "She looked at the floor."


def test_what_cannot_be_read_is_kept_word_for_word() -> None:
    """A number in words, a telephone, an unknown code: saved and sent all the same, each beside its question."""
    store = make_store()
    desk = make_desk(store)
    given = {
        "persons_count": "two; or three",
        "channel": "nosuch",
        "host_phone": "12",
        "what_seen": ["spoken_for", "x"],
    }
    saved = record_worry(desk, {**given, "no_such_question": 7}, urgent=True)
    view = look(desk, saved.case)
    [report] = view.of("Report")
    assert report["as_typed"] == {
        "persons_count: two; or three", "channel: nosuch", "host_phone: 12", "what_seen: x", "no_such_question: 7",
    }  # fmt: skip
    assert [report[name] for name in ("persons_count", "channel")] == [None, None]
    assert report["what_seen"] == {"spoken_for"}
    assert report["sent_at"]
    [task] = view.of("Task")
    assert "How many people?" in str(task["title"])
    assert task["assigned_to"] == desk.actor.officer
    assert [line.task.id for line in my_work(desk).tasks] == [task.id]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("x" * 300, "x" * 300),
        ("y" * 1_000_000, "y" * 1_000_000),
        ("a\x07b", "a\u2039U+0007\u203ab"),
        ("half \ud800", "half \u2039U+D800\u203a"),
    ],
)
def test_a_text_of_any_length_and_signs_is_kept(words: str, kept: str) -> None:
    """Too long for its line, or with signs that a text may not hold: none of it is lost, and none of it is hidden."""
    desk = make_desk(make_store())
    saved = record_worry(desk, {"border_number": words})
    [report] = look(desk, saved.case).of("Report")
    assert report["border_number"] is None
    assert report["as_typed"] == frozenset({f"border_number: {kept}"})


def test_what_may_be_danger_or_a_child_is_a_risk() -> None:
    """Yes, unsure and what cannot be read count as danger, a child by any answer as high; else nobody says a risk."""
    desk = make_desk(make_store())
    expected: dict[str | None, list[dict[str, object]]] = {
        "imminent": [{"danger_now": "yes", "under_18": "yes"}, {"danger_now": "unsure"}, {"danger_now": "perhaps"}],
        "high": [{"under_18": "unsure"}, {"under_18": "16?"}, {"what_seen": ["child_without_guardian"]}],
        None: [{}, {"danger_now": "no", "under_18": "no"}],
    }
    for risk, worries in expected.items():
        for answers in worries:
            assert look(desk, record_worry(desk, answers).case).case["risk_level"] == risk
    young = record_worry(desk, {}, feared_for=[{"about_age": "15"}])
    assert look(desk, young.case).case["risk_level"] == "high"


def test_the_calls_and_what_became_of_them() -> None:
    """Whom the officer rang, when and the answer: each call stands for itself. Then the outcome, which lives on."""
    store = make_store()
    desk = make_desk(store)
    saved = record_worry(desk, ANSWERS)
    note_call(desk, saved.case, {"whom": "Duty officer", "answer": "no_answer", "report": saved.report})
    store.clock.pass_minutes(5)
    note_call(desk, saved.case, {"whom": "Duty officer", "answer": "answered", "report": saved.report})
    note_outcome(desk, saved.case, saved.report, "secondary")
    store.clock.pass_minutes(5)
    note_outcome(desk, saved.case, saved.report, "safe_place", "Taken by child protection.")
    view = look(desk, saved.case)
    first, second = find_calls(view, saved.report)
    assert (first.whom, first.answer, second.answer) == ("Duty officer", "no_answer", "answered")
    assert first.at is not None
    assert second.at is not None
    assert (second.at - first.at).total_seconds() == 300
    assert first.by == second.by == desk.actor.officer
    assert (first.row["way"], first.row["direction"]) == ("telephone", "made")
    told = outcomes_of(view.of("Report")[0], view.of("ReportOutcome"))
    assert [one.became for one in told] == ["secondary", "safe_place"]


def test_what_a_report_told_earlier_is_moved_once() -> None:
    """What stands in the report of an older release counts until it is moved, and then stands in a row of its own."""
    store = make_store()
    desk = make_desk(store)
    saved = record_worry(desk, ANSWERS)
    [report] = look(desk, saved.case).of("Report")
    amend_record(desk, report, {"became_of_them": "left", "became_why": "Gone before anybody came."})
    [report] = look(desk, saved.case).of("Report")
    [earlier] = outcomes_of(report, ())
    assert (earlier.became, earlier.is_told_earlier) == ("left", True)
    store.clock.pass_minutes(90)
    move_outcome(desk, report)
    view = look(desk, saved.case)
    [report], [row] = view.of("Report"), view.of("ReportOutcome")
    assert (report["became_of_them"], report["became_why"]) == (None, None)
    assert (row["became"], row["why"]) == ("left", "Gone before anybody came.")
    assert row["at"] != moment_now(desk)  # it was told ninety minutes ago
    with pytest.raises(UserError, match="nothing to move"):
        move_outcome(desk, report)


def test_a_worry_is_ones_own_work() -> None:
    """Who recorded it finds it under My work, open."""
    store = make_store()
    saved = record_worry(make_desk(store), ANSWERS)
    [line] = my_work(make_desk(store)).cases
    assert (line.summary.reference, line.summary.status) == (saved.reference, "reported")
    assert line.can_open


def test_code_names_differ() -> None:
    """Worries recorded one after another do not share a name more often than chance has it."""
    store = make_store()
    desk = make_desk(store)
    for _number in range(20):
        record_worry(desk, {})
    with store.read() as reader:
        titles = {str(row["title"]) for row in reader.find_rows(BY_NAME["Case"])}
        references = {row["reference"] for row in reader.find_rows(BY_NAME["Case"])}
    assert len(references) == 20
    assert len(titles) > 10
