"""A hotline call proved step by step at the beginning of a demo: a post answers, and headquarters opens the case.

The last steps say what the registers hold once the year has passed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import PartialDate
from tipdesk.homes.year.places import sync
from tipdesk.services.audit import moment_now
from tipdesk.services.case.show_case import show_case
from tipdesk.services.cooperation.note_called_back import note_called_back
from tipdesk.services.cooperation.open_case_of_call import CALL, Caller, open_case_of_call
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.look import look
from tipdesk.services.registers.open_register import open_register
from tipdesk.services.registers.reading import count_registers, list_register, pick_register_row
from tipdesk.services.registers.writing import add_row
from tipdesk.services.reports.acknowledge_report import acknowledge_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk
    from tipdesk.services.results import Saved

_TOLD: Final = Caller("Invented for training: she says that nobody may leave the house.", number="+1 758 555 0166")
_ANSWERS: Final = {"about": "possible_trafficking", "danger": "no", "language": "eng", "outcome": "call_back"}
_OVER: Final = ("done", "dropped")


def prove_call(office: Session, post: Session, stick: Path, tell: Callable[[str], None]) -> Saved:
    """Note a call at a post, open a case from it, carry both to headquarters, and ring the caller back from there.

    Raises RuntimeError where a step does not come out as it must.
    """
    now = moment_now(post.desk).isoformat(timespec="minutes")
    call = add_row(post.desk, CALL, {**_ANSWERS, "at": now, "call_back_due": now}).row or b""
    saved = open_case_of_call(post.desk, call, _TOLD)
    tell(f"A hotline call at castries-1 became case {saved.reference} in one go")
    _carry(office, post, stick)
    held = open_register(office.desk, CALL)
    [row] = [one for one in held.rows if one.id == call]
    _require(row["case"] == saved.case and held.cases[saved.case] == saved.reference, "the call leads to no case")
    [report], [source] = (look(office.desk, saved.case).of(name) for name in ("Report", "Source"))
    _require(report["own_words"] == _TOLD.words and source["kind"] == "caller", "what was said did not arrive")
    said = [str(value) for value in row.values.values()]
    _require(not any(_TOLD.words in one or "0166" in one for one in said), "the register holds what was said")
    tell("Headquarters' register shows the call and leads to the case; what was said stands in the case alone")
    acknowledge_report(office.desk, saved.case, saved.report)
    note_called_back(office.desk, pick_register_row(office.desk, CALL, call))
    _carry(office, post, stick)
    seen = pick_register_row(post.desk, CALL, call)
    _require(isinstance(seen["called_back_at"], datetime), "the post does not see that the caller was rung back")
    _require(show_case(office.desk, saved.reference) == show_case(post.desk, saved.reference), "the case differs")
    tell("Headquarters rang the caller back, and the post sees when")
    return saved


def tell_registers(desk: Desk, tell: Callable[[str], None]) -> None:
    """Say what headquarters' registers hold, and what of it is overdue or waits."""
    counts = ", ".join(
        f"{one.count} {BY_NAME[one.record].plural.lower()}" for one in count_registers(desk) if one.count
    )
    tell(f"Registers beside the cases: {counts}")
    today = moment_now(desk).date()
    late = [
        row
        for row in list_register(desk, BY_NAME["PlanAction"])
        if row["status"] not in _OVER and isinstance(due := row["due"], PartialDate) and due.last_day < today
    ]
    waits = [row for row in list_register(desk, CALL) if row["call_back_due"] and not row["called_back_at"]]
    tell(f"Actions of the plan that are overdue: {len(late)}; callers who wait to be rung back: {len(waits)}")
    _require(bool(late) and bool(waits), "nothing is overdue or waits")


def _carry(office: Session, post: Session, stick: Path) -> None:
    sync(post, stick=stick)
    receive_stick(office.desk, office.stick(stick))
    sync(post, stick=stick)


def _require(is_so: bool, what: str) -> None:  # noqa: FBT001 - reads like an assertion
    if not is_so:
        raise RuntimeError(what)
