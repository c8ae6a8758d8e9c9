"""Cases and registers as tests of clocks freeze them: rows by hand, with who wrote each of them when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import EntryTold, Happening, Row, Sibling
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.clocks.registers import FrozenRegisters
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOON = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
"""Noon in Saint Lucia, on a Friday."""
NOON_MS = int(NOON.timestamp() * 1000)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CASE = b"case".ljust(16, b".")


HELD = Happening(Dot(b"log", 1), NOON_MS, -240, b"officer", b"device", None, None, 1, CASE, "legal_hold", (), True)
"""A legal hold was set at noon."""


@dataclass(frozen=True)
class Trial:
    """One clock: what makes it run, when it warns and ends after noon, and which rows or answers stop it."""

    id: str
    rows: tuple[Row, ...]
    warns: int
    ends: int
    stops: tuple[Row, ...] = ()
    answers: dict[str, Any] | None = None
    case: dict[str, Any] | None = None


def after(**length: float) -> datetime:
    """Return the moment so long after that noon, or before it where the length is below zero."""
    return NOON + timedelta(**length)


def day(text: str) -> PartialDate:
    """Return a day."""
    return PartialDate.parse(text)


def a_row(
    record: str, name: str = "", *, told: Mapping[str, tuple[object, ...]] | None = None, **values: object
) -> Row:
    """Return a row of the case, by a short name; `told` has the values of fields in dispute."""
    siblings = {
        field: tuple(
            Sibling(Dot(bytes([at]) * 16, 1), value, 0, b"", b"")  # type: ignore[arg-type] # as a test gives it
            for at, value in enumerate(two)
        )
        for field, two in (told or {}).items()
    }
    values = {**{field: two[-1] for field, two in (told or {}).items()}, **values}
    return Row(BY_NAME[record], (name or record).encode().ljust(16, b".")[:16], CASE, values, siblings=siblings)  # type: ignore[arg-type] # as a test gives them


def wrote(at: int = NOON_MS, received: int | None = NOON_MS) -> EntryTold:
    """Return who wrote a row, on a PC, and when headquarters received it."""
    return EntryTold(b"officer", b"device", 5, at, received)


def a_case(
    *rows: Row,
    now: int = NOON_MS,
    written: Mapping[str, EntryTold] | None = None,
    last: int = NOON_MS,
    is_headquarters: bool = True,
    **values: object,
) -> FrozenCase:
    """Return a frozen case with these rows; `values` are its answers, `written` tells of a row by its short name."""
    case = Row(BY_NAME["Case"], CASE, CASE, {"status": "open", **values})  # type: ignore[dict-item] # as a test gives them
    told = {name.encode().ljust(16, b".")[:16]: one for name, one in (written or {}).items()}

    def of(record: str) -> tuple[Row, ...]:
        return tuple(row for row in rows if row.record.name == record)

    return FrozenCase(
        case, now, day_of(now), of, of, lambda row: told.get(row.id, wrote()), lambda: last, is_headquarters,
        lambda: {CASE: (HELD,)},
    )  # fmt: skip


def registers(*rows: Row, now: int = NOON_MS) -> FrozenRegisters:
    """Return frozen registers with these rows."""
    return FrozenRegisters(now, lambda record: tuple(row for row in rows if row.record.name == record))


def moved(view: FrozenCase, minutes: int) -> FrozenCase:
    """Return the same case so many minutes later."""
    return FrozenCase(
        view.case, view.now_ms + minutes * MINUTE, view.today, view.read_rows, view.read_directory,
        view.read_standing, view.read_last, view.is_headquarters, view.read_stories,
    )  # fmt: skip


def ids(clocks: Iterable[object]) -> list[str]:
    """Return the ids of clocks, in their order."""
    return [one.id for one in clocks]  # type: ignore[attr-defined] # clocks of the rules
