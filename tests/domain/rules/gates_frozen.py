"""Frozen cases as tests of gates judge them: who does a deed, what it wrote, and an approval of what stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.domain.rules.clocked import CASE, DAY, NOON, NOON_MS, a_case, a_row, day
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Happening
from tipdesk.domain.rules.gates.approved import digests_now
from tipdesk.domain.rules.gates.checking import check
from tipdesk.domain.rules.gates.gate import Deed, Doer, Wrote
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase


ME, OTHER, THIRD = (name.ljust(16, b".") for name in (b"officer", b"other", b"third"))
SUBJECT = NamedRow(BY_NAME["Case"].number, CASE)
ANN = a_row("Person", "ann", birth_date=day("1980"), age_basis="document")
EVERYBODY = frozenset({"frontline", "investigator", "supervisor", "coordinator"})


def officer(name: bytes, *held: str, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an officer of the directory."""
    return replace(a_row("Officer", name.decode(), roles=frozenset(held), **values), case=None)


STAFF = (officer(ME, "investigator"), officer(OTHER, "supervisor"), officer(THIRD, "coordinator"))


def stopped(view: FrozenCase, record: str, row: bytes, *fields: str, held: frozenset[str] = EVERYBODY,
            before: Row | None = None, is_new: bool = False) -> set[str]:  # fmt: skip
    """Return the gates that a write of these fields does not get past; `before` is the Case row before it."""
    doer = Doer(frozenset({ME}), held, is_headquarters=False)
    wrote_it = (Wrote(record, row, frozenset(fields), is_new),)
    return {one.gate for one in check(view, Deed(doer, wrote_it, before or a_case(status="open").case))}


def moved(view: FrozenCase, was: str, held: frozenset[str] = EVERYBODY) -> set[str]:
    """Return the gates that stop taking the case to the stage where it stands now."""
    return stopped(view, "Case", CASE, "status", before=a_case(status=was).case, held=held)


CLOSED: dict[str, Any] = {
    "status": "closed",
    "closure_reason": "completed",
    "closure_words": "Home.",
    "date_closed": day("2026-11-18"),
}


def approval(asked: str, about: Row, view: FrozenCase, /, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an approval of what stands now, by the supervisor unless said otherwise."""
    told: dict[str, Any] = {
        "gate": asked,
        "subject": NamedRow(about.record.number, about.id),
        "asked_by": ME,
        "ask": "Please",
    }
    told |= {"digest": digests_now(view, GATES[asked], about)[0], "decision": "approved", "decided_at": NOON}
    return a_row("Approval", "approval", **{**told, "decided_by": OTHER, **values})


def with_approval(view: FrozenCase, one: Row, writer: bytes | None = None) -> FrozenCase:
    """Return the case with an approval that whoever decided it wrote, unless another writer is named."""
    by = writer or one["decided_by"]
    told = Happening(Dot(b"log", 9), NOON_MS, -240, by, b"d", None, one.record, 142, one.id, "decision", (), "approved")  # type: ignore[arg-type] # an id
    wrote_case = Happening(Dot(b"log", 1), NOON_MS - DAY, -240, ME, b"d", None, None, 1, CASE, "title", (), "Heron")
    stories = {CASE: (wrote_case,), one.id: (told,)}
    rows = (
        *view.of("Person"),
        *view.of("CaseRole"),
        *view.of("Task"),
        *view.of("Exclusion"),
        *view.of("SuspectStatus"),
    )
    values: dict[str, Any] = dict(view.case.values)
    made = a_case(*rows, one, *STAFF, **values)
    return replace(made, read_stories=lambda: stories)
