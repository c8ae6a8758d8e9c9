"""What stands past a gate, when that ends, and who wrote what: read from rows and their history alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import CASE, DAY, NOON_MS, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import CLOSED, ME, OTHER, STAFF, SUBJECT, THIRD, approval, officer
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import EntryTold, Happening
from tipdesk.domain.rules.gates.approved import writers_of
from tipdesk.domain.rules.gates.breach import breach_digest
from tipdesk.domain.rules.gates.breaching import breaches, kept_open
from tipdesk.domain.rules.gates.table import GATES

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase
    from tipdesk.domain.rules.gates.breach import Breach

RECORD = BY_NAME["Case"]
LOG, ELSEWHERE = b"log", b"elsewhere"
FIELDS = ("title", "status", "closure_reason", "closure_words", "date_closed")
GATE = GATES["closure-approved"]


def happened(field: str, seq: int, *, log: bytes = LOG, row: bytes = CASE, **told: Any) -> Happening:  # noqa: ANN401 - as histories take them
    """Return one write of a field."""
    given: dict[str, Any] = {
        "at": NOON_MS + seq, "offset": -240, "actor": ME, "device": b"device", "received_at": None, "record": RECORD,
        "record_number": 1, "before": (), "after": "closed", "schema": 4,
    }  # fmt: skip
    return Happening(dot=Dot(log, seq), row=row, field=field, **{**given, **told})


def closed(*rows: Row, changed: dict[str, Any] | None = None, stories: dict[bytes, Any] | None = None) -> FrozenCase:
    """Return a case that came in closed without asking anybody: entry 1 made it, entry 3 closed it."""
    story = (
        happened("status", 3, received_at=NOON_MS + DAY, before=("open",), replaces=(Dot(LOG, 1),)),
        *(happened(name, 2) for name in FIELDS[2:]),
        happened("title", 1), happened("status", 1, after="open"),
    )  # fmt: skip
    number = {name: RECORD.by_name[name].number for name in FIELDS}
    dots = {number[name]: (Dot(LOG, 2),) for name in FIELDS[2:]}
    dots |= {number["title"]: (Dot(LOG, 1),), number["status"]: (Dot(LOG, 3),)}
    view = a_case(*STAFF, *rows, **{**CLOSED, **(changed or {})})
    told = {CASE: story, **(stories or {})}
    return replace(view, case=replace(view.case, dots=dots), read_stories=lambda: told)


def found(view: FrozenCase) -> list[Breach]:
    """Return the breaches of the closing's approval."""
    return [one for one in breaches(view) if one.gate == GATE.id]


def review(**values: Any) -> tuple[Row, dict[bytes, Any]]:  # noqa: ANN401 - as rows take them
    """Return a review of that breach by another, changed as said, and what its history tells."""
    writer = values.pop("writer", values.get("decided_by", OTHER))
    told: dict[str, Any] = {"rule": "gate", "ground": "breach", "gate": GATE.id, "subject": SUBJECT, "words": "Rung."}
    told |= {"digest": breach_digest(GATE, closed().case), "decision": "upheld", "decided_by": OTHER}
    row = a_row("Review", "review", **told | values)
    wrote = happened("decision", 9, row=row.id, actor=writer, after="upheld")
    noted = happened("words", 9, row=row.id, actor=OTHER, after="Rung.")
    return row, {row.id: (wrote, noted)}


def test_a_breach_tells_what_and_since_when() -> None:
    """The gate, its row, the write that made it, and when that came here."""
    [one] = found(closed())
    assert (one.gate, one.subject, one.key) == (GATE.id, SUBJECT, (GATE.id, CASE, one.digest))
    assert (one.since, one.seen_at, one.is_older) == (NOON_MS + 3, NOON_MS + DAY, False)
    written_here = closed()
    story = tuple(replace(each, received_at=None) for each in written_here.story(CASE))
    [here] = found(replace(written_here, read_stories=lambda: {CASE: story}))
    assert (here.since, here.seen_at) == (NOON_MS + 3, NOON_MS + 3)
    [bare] = found(replace(closed(), read_stories=dict))
    assert (bare.since, bare.seen_at, bare.is_older) == (0, 0, False)


def test_its_digest_names_what_was_written() -> None:
    """Another write of what the gate watches is another breach; what it does not watch changes nothing."""
    case = closed().case
    number = {name: RECORD.by_name[name].number for name in FIELDS}
    first = breach_digest(GATE, case)
    assert len(first) == 32
    for name in FIELDS[1:]:
        assert breach_digest(GATE, replace(case, dots={**case.dots, number[name]: (Dot(LOG, 8),)})) != first
    assert breach_digest(GATE, replace(case, dots={**case.dots, number["title"]: (Dot(LOG, 8),)})) == first
    assert breach_digest(GATES["closure-open-work"], case) != first
    whole = GATES["closed-is-closed"]
    other = replace(case, dots={**case.dots, number["title"]: (Dot(LOG, 8),)})
    assert breach_digest(whole, other) != breach_digest(whole, case)
    assert breach_digest(whole, replace(case, id=b"another")) != breach_digest(whole, case)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ({}, True),
        ({"decision": "not_upheld"}, True),
        ({"ground": "older_program"}, True),
        ({"ground": "danger"}, False),
        ({"rule": "unmask"}, False),
        ({"gate": "closure-open-work"}, False),
        ({"digest": b"another" * 4}, False),
        ({"subject": a_row("Task")}, False),
        ({"decision": None}, False),
        ({"words": " "}, False),
        ({"words": None}, False),
        ({"decided_by": None}, False),
        ({"decided_by": ME}, False),
        ({"decided_by": THIRD}, True),
        ({"writer": ME}, False),
    ],
)
def test_a_review_ends_it_by_all_it_says(values: dict[str, Any], *, ends: bool) -> None:
    """Of this gate, row and content; decided, in words, by somebody who wrote none of it and who wrote the review."""
    if "subject" in values:
        values = {"subject": replace(SUBJECT, id=b"another row.....")}
    row, stories = review(**values)
    assert (found(closed(row, stories=stories)) == []) is ends


def test_one_good_review_is_enough() -> None:
    """Others beside it take nothing away, whichever comes first."""
    good, stories = review()
    bad, _none = review(gate="closure-open-work")
    bad = replace(bad, id=b"bad".ljust(16, b"."))
    for rows in ((good, bad), (bad, good)):
        assert found(closed(*rows, stories=stories)) == []


def test_what_was_done_for_a_ground_is_no_breach() -> None:
    """Where the table lets somebody act first, the review that is owed stands instead; for no other ground."""
    gate = GATES["triage-complete"]
    view = closed(changed={"status": "screening"})
    story = (replace(view.story(CASE)[0], after="screening", before=("reported",)), *view.story(CASE)[1:])
    view = replace(view, read_stories=lambda: {CASE: story})
    assert [one.gate for one in breaches(view) if one.gate == gate.id] == [gate.id]
    for ground, is_breach in (("danger", False), ("medical", False), ("interest", True), (None, True)):
        asked, _none = review(gate=gate.id, ground=ground, decision=None, digest=breach_digest(gate, view.case))
        rows = (asked, *STAFF)
        of = {record: tuple(row for row in rows if row.record.name == record) for record in ("Review", "Officer")}
        owed = replace(view, read_rows=partial(_rows, of))
        assert bool([one for one in breaches(owed) if one.gate == gate.id]) is is_breach


def _rows(of: dict[str, tuple[Row, ...]], record: str) -> tuple[Row, ...]:
    return of.get(record, ())


def test_a_setting_that_only_warns_leaves_no_breach() -> None:
    """What was done since the setting is none; what was done before it stays one."""
    for since, is_breach in (("2026-11-27", False), ("2026-11-28", True)):
        setting = a_row("RuleSetting", "set", rule="danger-needs-call", stricter="warning_only", since=day(since))
        report = a_row("Report", "report", danger_now="yes")
        told = {report.id: (happened("danger_now", 1, row=report.id, record=report.record, at=NOON_MS - DAY // 24),)}
        late = replace(closed(report, setting, changed={"status": "open"}, stories=told), now_ms=NOON_MS + DAY)
        assert bool([one for one in breaches(late) if one.gate == "danger-needs-call"]) is is_breach


@pytest.mark.parametrize(
    ("schema", "earlier", "today", "is_older"),
    [(4, 3, "2026-11-27", False), (3, 3, "2026-11-27", True), (3, 4, "2026-11-27", False), (3, 3, "2027-02-25", True),
     (3, 3, "2027-02-26", False)],
)  # fmt: skip
def test_an_older_program_is_told_softly(schema: int, earlier: int, today: str, *, is_older: bool) -> None:
    """Unless that PC had a newer one before, or everybody has had ninety days."""
    view = closed()
    story = tuple(replace(one, schema=schema if one.dot.seq == 3 else earlier) for one in view.story(CASE))
    [one] = found(replace(view, read_stories=lambda: {CASE: story}, today=day(today).last_day))
    assert one.is_older is is_older


def test_who_wrote_what_stands() -> None:
    """The writers of the fields that are asked about, under all ids; of none, whoever made the row."""
    twin = officer(b"twin............", same_as=OTHER)
    view = closed()
    story = (
        replace(view.story(CASE)[0], actor=OTHER),
        replace(view.story(CASE)[1], actor=THIRD),
        *view.story(CASE)[2:],
    )
    view = replace(a_case(*STAFF, twin, **CLOSED), case=view.case, read_stories=lambda: {CASE: story})
    assert writers_of(view, view.case, ("status",)) == {OTHER, twin.id}
    assert writers_of(view, view.case, ("closure_reason", "closure_words")) == {THIRD, ME}
    assert writers_of(view, view.case, ("title",)) == writers_of(view, view.case) == {ME}
    assert writers_of(view, view.case, ("summary",)) == {ME}


TASK = a_row("Task", "task", kind="safety", status="done")


@pytest.mark.parametrize(("made", "is_reasoned"), [(3, True), (4, True), (2, False), (None, False)])
def test_a_task_done_counts_if_it_was_made_with_the_reopening(made: int | None, *, is_reasoned: bool) -> None:
    """A look at the danger from before says nothing of today, once it is done; while it is open it does."""
    told = {TASK.id: (happened("title", made, row=TASK.id),)} if made else {}
    given = {"status": "reopened", "reopened_why": "Somebody rang.", "owner": ME}
    for task, is_open in ((TASK, False), (replace(TASK, values={**TASK.values, "status": "open"}), True)):
        view = closed(task, changed=given, stories=told)
        gates = {one.gate for one in breaches(view)}
        assert ("reopen-reasoned" in gates) is not (is_reasoned or is_open)


@pytest.mark.parametrize(
    ("log", "seq", "at", "before", "after", "is_breach"),
    [
        (LOG, 5, 0, ("said",), "other", True),
        (LOG, 5, 0, (None,), "other", False),
        (LOG, 5, 0, ("said",), "said", False),
        (LOG, 5, 0, (), "other", False),
        (ELSEWHERE, 1, NOON_MS + 9, ("said",), "other", True),
        (ELSEWHERE, 1, NOON_MS - 9, ("said",), "other", False),
    ],
)
def test_what_was_told_is_not_overwritten(
    log: bytes, seq: int, at: int, before: tuple[object, ...], after: str, *, is_breach: bool
) -> None:
    """After the row was closed, by its own log or a later hour elsewhere; filling and keeping an answer are none."""
    call = a_row("Call", "call", words=after, whom="clinic")
    number = {name: call.record.by_name[name].number for name in ("words", "whom")}
    call = replace(call, dots={number["whom"]: (Dot(LOG, 4),), number["words"]: (Dot(log, seq),)})
    late = happened("words", seq, log=log, row=call.id, before=before, after=after, at=at or NOON_MS + seq)
    first = (happened("words", 4, row=call.id, after="said"), happened("whom", 4, row=call.id, after="clinic"))
    gates = {one.gate for one in breaches(closed(call, changed={"status": "open"}, stories={call.id: (late, *first)}))}
    assert ("signed-is-frozen" in gates) is is_breach
    whole = replace(call, dots={number["whom"]: (Dot(LOG, 4),), number["words"]: (Dot(LOG, 4),)})
    gates = {one.gate for one in breaches(closed(whole, changed={"status": "open"}, stories={call.id: first}))}
    assert "signed-is-frozen" not in gates


@pytest.mark.parametrize(
    ("changed", "gates"),
    [
        ({}, {"closure-approved"}),
        ({"closure_words": None}, {"closure-needs-reason", "closure-approved"}),
        ({"status": "closed_referred"}, {"closure-needs-reason", "closure-approved"}),
        ({"status": "screened_out"}, {"screen-out-reasoned"}),
        ({"status": "reopened"}, set()),
        ({"status": "open"}, set()),
    ],
)
def test_a_case_closed_past_a_rule_is_kept_open(changed: dict[str, Any], gates: set[str]) -> None:
    """Each rule of closing, and of screening out, keeps a closed case among the open ones; no other case is."""
    assert {one.gate for one in kept_open(closed(changed=changed))} == gates


def test_what_keeps_a_case_open_ends() -> None:
    """A review in words ends it, and what an older program wrote never did it."""
    row, told = review()
    assert kept_open(closed(row, stories=told)) == ()
    older = closed()
    story = tuple(replace(one, schema=3) for one in older.story(CASE))
    older = replace(older, read_stories=lambda: {CASE: story})
    assert [one.is_older for one in found(older)] == [True]
    assert kept_open(older) == ()


def test_what_was_left_open_is_of_the_day_of_closing() -> None:
    """A task that was made after the case was closed was not left open by that; one from before was."""
    task = a_row("Task", "task", title="Ring", status="open")

    def left(made: int) -> bool:
        told = EntryTold(ME, b"device", 4, made, None)
        at_closing = EntryTold(ME, b"device", 4, NOON_MS, None)
        view = replace(closed(task), read_standing=lambda row: told if row.id == task.id else at_closing)
        return "closure-open-work" in {one.gate for one in kept_open(view)}

    assert (left(NOON_MS - DAY), left(NOON_MS), left(NOON_MS + DAY)) == (True, True, False)


@pytest.mark.parametrize(("ends", "left", "holds"), [(2, None, True), (-2, None, False), (2, 1, True), (2, -1, False)])
def test_an_agreement_is_of_the_day_of_closing(ends: int, left: int | None, *, holds: bool) -> None:
    """It may end, and whoever gave it may leave, once the case is closed; before that it is none."""
    now = closed(changed={"closure_reason": "completed"})
    row = approval(GATE.id, now.case, now, valid_until=after(days=ends))
    staff = [officer(OTHER, "supervisor", disabled=left is not None or None)]
    wrote = happened("decision", 9, row=row.id, actor=OTHER, after="approved")
    view = closed(row, stories={row.id: (wrote,)})
    gone = EntryTold(THIRD, b"device", 4, NOON_MS + (left or 0) * DAY, None)
    at_closing = EntryTold(ME, b"device", 4, NOON_MS, None)
    view = replace(
        view,
        now_ms=NOON_MS + 9 * DAY,
        read_directory=lambda record: tuple(staff) if record == "Officer" else (),
        read_standing=lambda one: gone if one.record.name == "Officer" else at_closing,
    )
    assert (kept_open(view) == ()) is holds
