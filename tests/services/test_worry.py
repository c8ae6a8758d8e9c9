"""The counter's page: eight answers, none needed, and what follows."""

from __future__ import annotations

import pytest

from tests.fakes.desk import WORDS, make_desk, make_store
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.my_work import my_work
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.look import look

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


def test_bad_answers_are_named_as_the_page_knows_them() -> None:
    """A refused answer is named under the report, once, and nothing is stored."""
    store = make_store()
    with pytest.raises(UserError) as caught:
        record_worry(make_desk(store), {"persons_count": "many", "channel": "nosuch", "host_phone": "12"})
    paths = [problem.path for problem in caught.value.fields]
    assert sorted(paths) == ["Report.channel", "Report.host_phone", "Report.persons_count"]
    assert not store.held


def test_the_calls_and_what_became_of_them() -> None:
    """Whom the officer rang, when and the answer: each call stands for itself. Then the outcome, which lives on."""
    store = make_store()
    desk = make_desk(store)
    saved = record_worry(desk, ANSWERS)
    note_call(desk, saved.case, {"whom": "Duty officer", "answer": "no_answer", "report": saved.report})
    store.clock.pass_minutes(5)
    note_call(desk, saved.case, {"whom": "Duty officer", "answer": "answered", "report": saved.report})
    note_outcome(desk, look(desk, saved.case).of("Report")[0], "secondary")
    note_outcome(desk, look(desk, saved.case).of("Report")[0], "safe_place", "Taken by child protection.")
    view = look(desk, saved.case)
    first, second = find_calls(view, saved.report)
    assert (first.whom, first.answer, second.answer) == ("Duty officer", "no_answer", "answered")
    assert first.at is not None
    assert second.at is not None
    assert (second.at - first.at).total_seconds() == 300
    assert first.by == second.by == desk.actor.officer
    assert (first.row["way"], first.row["direction"]) == ("telephone", "made")
    assert view.of("Report")[0]["became_of_them"] == "safe_place"


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
