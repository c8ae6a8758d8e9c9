"""A worry with people, calls and unread answers, over a real store: found, told, printed, withdrawn as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import World, settled_world
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.history import history
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.documents.export_person import export_person
from tipdesk.services.documents.read_case_file import read_case_file
from tipdesk.services.look import look
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.reports.find_reports import find_inbox, find_own_reports
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.withdraw_entry import withdraw_worry
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tipdesk.services.results import Saved

ANSWERS = {"danger_now": "zebraperhaps", "persons_count": "zebratwo", "who_is_with_them": "Zebraman"}
GIRL = {"sex": "female", "about_age": 15, "family_name": "Zebrafamily"}
CALL = {"whom": "Zebraduty", "number": "+17585550101", "answer": "answered", "words": "Zebrasaid"}
WORDS = ("zebraduty", "5550101", "zebrasaid", "zebrafamily")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters and one enrolled post that has nothing to send."""
    with settled_world(tmp_path) as made:
        yield made


def worry(world: World, people: Collection[bytes] | None = None) -> Saved:
    """Save and send a worry, note one more call, and return it."""
    desk = world.post.desk
    saved = record_worry(desk, ANSWERS, urgent=True, people=people, feared_for=[GIRL], calls=[CALL])
    note_call(desk, saved.case, {**CALL, "answer": "no_answer", "report": saved.report})
    return saved


def test_calls_are_found_told_and_printed(world: World) -> None:
    """By whom, number and words; in the history and the case file, with who has the report and what was typed."""
    saved = worry(world)
    desk = world.post.desk
    sync_now(desk, world.wire, no_step, never)
    office = world.headquarters.desk
    acknowledge_report(office, saved.case, saved.report, "Zebra: a car is on its way")
    sync_now(desk, world.wire, no_step, never)
    assert [{one.kind for one in find_words(desk, word)} for word in WORDS] == [{"Call"}] * 3 + [{"Person"}]
    told = {line.record.name for line in history(desk, saved.case) if line.record}
    assert told >= {"Report", "Person", "Call", "Acknowledgement", "Task"}
    sections = {section.title: str(section.parts) for section in read_case_file(desk, saved.reference, str).sections}
    assert sections["Calls"].count("title='Zebraduty'") == 2
    assert "a car is on its way" in sections["Acknowledgements"]
    assert "Is anybody in danger now? — as typed: zebraperhaps" in sections["Reports"]
    [own] = find_own_reports(desk)
    assert (len(own.takers), own.is_danger, own.is_child, find_inbox(office).waiting) == (1, True, True, ())


def test_what_is_handed_to_a_person_names_no_call_of_others(world: World) -> None:
    """A call about somebody is theirs, one about the whole case is counted; who acknowledged is not handed over."""
    saved, desk = worry(world), world.post.desk
    girl = next(row for row in look(desk, saved.case).of("Person") if row["about_age"] == 15)
    note_call(
        desk, saved.case, {"whom": "Her aunt", "answer": "answered", "of_person": girl.id, "words": "She is well"}
    )
    handed = export_person(desk, saved.reference, girl.id).content.decode()
    assert "She is well" in handed
    assert "Zebraduty" not in handed
    assert "zebraperhaps" not in handed


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_worry_is_withdrawn_with_all_that_came_with_it(world: World, is_sealed: bool) -> None:
    """People, calls and tasks go with it, sealed or not: nothing is found, listed or left, and nothing reaches on."""
    saved, desk = worry(world, () if is_sealed else None), world.post.desk
    withdraw_worry(desk, saved.case, "typed about the wrong person")
    with desk.read() as reader:
        left = [row for record in PLAIN_RECORDS for row in reader.find_rows(record, case=saved.case, with_deleted=True)]
    assert left == []
    assert [find_words(desk, word) for word in WORDS] == [[]] * len(WORDS)
    assert (find_own_reports(desk), list_cases(desk).lines) == ([], [])
    sync_now(desk, world.wire, no_step, never)
    with world.headquarters.desk.read() as reader:
        assert reader.find_rows(BY_NAME["Report"], case=saved.case) == []
    assert find_inbox(world.headquarters.desk).waiting == ()
