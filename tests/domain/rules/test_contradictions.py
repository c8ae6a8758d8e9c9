"""What answers of one row cannot say together: each contradiction is found, and what may be so is let through."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.contradictions import CONTRADICTIONS, find_contradictions
from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=timezone(timedelta(hours=-4)))


def day(text: str) -> PartialDate:
    """Return a date."""
    return PartialDate.parse(text)


def hour(text: str) -> datetime:
    """Return a moment of the day that is taken for now, in its zone."""
    return datetime.fromisoformat(f"2026-11-{text}:00-04:00")


WRONG: list[tuple[str, dict[str, Value], str]] = [
    ("HotlineCall", {"at": hour("20T10:00"), "call_back_due": hour("20T09:00")}, "call_back_due"),
    ("HotlineCall", {"at": hour("20T10:00"), "called_back_at": hour("19T09:00")}, "called_back_at"),
    ("HotlineCall", {"at": hour("20T10:00"), "outcome": "call_back"}, "call_back_due"),
    ("HotlineCall", {"at": hour("20T15:01")}, "at"),
    ("ScreeningExercise", {"screened": 5, "present": 4}, "screened"),
    ("ScreeningExercise", {"flagged": 6, "screened": 5}, "flagged"),
    ("ScreeningExercise", {"screened": 5, "flagged": 3, "cleared": 3}, "cleared"),
    ("ScreeningExercise", {"flagged": 3, "referred": 4}, "referred"),
    ("ScreeningExercise", {"on": day("2026-11-21")}, "on"),
    ("TaskForceMeeting", {"on": day("2026-11-20"), "next_on": day("2026-10")}, "next_on"),
    ("TaskForceMeeting", {"on": day("2063")}, "on"),
    ("SharingAgreement", {"began": day("2026-05"), "ended": day("2025")}, "ended"),
    ("SharingAgreement", {"signed_on": day("2026-05-01"), "review_due": day("2026-04")}, "review_due"),
    ("SharingAgreement", {"signed_on": day("2027")}, "signed_on"),
    ("Campaign", {"began": day("2026-05-02"), "ended": day("2026-05-01")}, "ended"),
    ("CampaignActivity", {"on": day("2026-05-02"), "ended": day("2026-04")}, "ended"),
    ("TrainingSession", {"on": day("2063-01-02")}, "on"),
    ("TrainingSession", {"on": day("2026-11-19"), "began": hour("20T09:00")}, "began"),
    ("TrainingSession", {"on": day("2026-11-21"), "began": hour("20T09:00")}, "began"),
    ("Participation", {"attended": False, "passed": True}, "passed"),
]
RIGHT: list[tuple[str, dict[str, Value]]] = [
    ("HotlineCall", {"at": hour("20T14:30"), "call_back_due": hour("20T16:00"), "outcome": "call_back"}),
    ("HotlineCall", {"at": hour("19T10:00"), "called_back_at": hour("20T09:00"), "outcome": "call_back"}),
    ("ScreeningExercise", {"present": 70, "screened": 66, "flagged": 41, "cleared": 25, "referred": 41}),
    ("ScreeningExercise", {"screened": 5, "flagged": None, "cleared": 5, "on": day("2026-11")}),
    ("TaskForceMeeting", {"on": day("2026-11-20"), "next_on": day("2026-11")}),
    ("SharingAgreement", {"began": day("2026-05"), "ended": day("2026"), "review_due": day("2030")}),
    ("SharingAgreement", {"ended": day("2076")}),
    ("Campaign", {"began": day("2026"), "ended": day("2026-05-01")}),
    ("TrainingSession", {"on": day("2026-11"), "began": hour("20T09:00")}),
    ("Participation", {"attended": None, "passed": True}),
]


@pytest.mark.parametrize(("name", "given", "field"), WRONG)
def test_what_cannot_be_so_is_told_of_its_field(name: str, given: dict[str, Value], field: str) -> None:
    """Alone, and as a change of a row in which the other answers stood already."""
    record = BY_NAME[name]
    assert [one.path for one in find_contradictions(record, given, {}, NOW)] == [f"{name}.{field}"]
    assert find_contradictions(record, given, {}, NOW)[0].text()
    assert find_contradictions(record, given, {}, NOW, [f"{name}.{field}"]) == []
    seen: dict[str, Value] = {**given, field: None}
    told = find_contradictions(record, {field: given.get(field)}, seen, NOW)
    assert [one.path for one in told] == [f"{name}.{field}"] or field == "call_back_due"


@pytest.mark.parametrize(("name", "given"), RIGHT)
def test_what_may_be_so_is_let_through(name: str, given: dict[str, Value]) -> None:
    """Equal numbers, days known by their month alone, and a long agreement contradict nothing."""
    assert find_contradictions(BY_NAME[name], given, {}, NOW) == []


def test_what_stood_before_is_not_held_against_another_answer() -> None:
    """Whoever changes the lessons of a screening whose numbers came in wrong may do so; the numbers stay refused."""
    record = BY_NAME["ScreeningExercise"]
    seen: dict[str, Value] = {"screened": 5, "flagged": 9}
    assert find_contradictions(record, {"lessons": "Invented"}, seen, NOW) == []
    assert [one.path for one in find_contradictions(record, {"screened": 6}, seen, NOW)] == [
        "ScreeningExercise.flagged"
    ]


def test_every_contradiction_names_fields_of_its_record_and_is_tried() -> None:
    """None is left without a row above that shows it, and none speaks of a field that is not there."""
    for name, several in CONTRADICTIONS.items():
        assert {field for one in several for field in one.fields} <= BY_NAME[name].by_name.keys()
        assert {one.fields[0] for one in several} <= {field for record, _given, field in WRONG if record == name}
