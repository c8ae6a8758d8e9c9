"""The one door through which every identifying read passes: decide, write the audit row, read, mask.

Nothing of a case is read to be shown before its audit row is committed; if the row cannot be written, the look fails.
What is shown is the very state about which was decided, and no entry comes into the log between the decision and the
audit row. A field above the officer's level is absent from the answer and named in `Row.masked`; a note that is held
back is counted. A refusal is audited too; to somebody who must not know of a case it reads as if the case were not
there.

Opening or unmasking the same case again within ten minutes of one session writes no second row; printing, exporting and
searching always do. A deed passes here as well, and is permitted in the unit of work in which it is done. Who may see
what is decided by `domain/rules/access`; how the officer stands to the case, and what of a row is seen, by `eyes`.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from tipdesk.domain.changes import Dot
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME, CASE_RECORDS, PLAIN_RECORDS
from tipdesk.domain.rows import Row, version_of
from tipdesk.domain.rules.access import Action, Level, Relation, decide
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, note_deed, note_look
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.draft_table import own_key
from tipdesk.services.eyes import DECIDING, Eyes
from tipdesk.services.remembered.here import LISTED_OPEN

AGAIN_AFTER_MS = 10 * 60 * 1000
_AUDITED = {
    Action.VIEW: "view",
    Action.UNMASK: "unmask",
    Action.PRINT: "print",
    Action.EXPORT: "export",
    Action.SEARCH: "search",
}
_ONCE = frozenset({Action.VIEW, Action.UNMASK})
_CASE = BY_NAME["Case"]
_NOTE = BY_NAME["Note"]
_REST = tuple(record for record in ALL_CASE_RECORDS if record not in DECIDING)
"""What is read only when the look has been decided and its audit row is in the log."""
WHOLE = (DECIDING, _REST)
NOTES_APART = (DECIDING, tuple(record for record in _REST if record is not _NOTE), (_NOTE,))
"""For looks that ask what rules say: notes are most of a long case, and no rule reads those of an open one."""

Permit = Callable[[Reader, Desk, bytes], Eyes]
"""Returns the officer's eyes on a case of which something is open to them; raises `RefusedError` where nothing is."""


class RefusedError(UserError):
    """A refusal that is written into the audit.

    `case` is the case concerned, None where it was none, and `tried` what was tried, as the audit says it; "" for
    merely asking.
    """

    case: bytes | None = None
    tried = ""

    @classmethod
    def of(cls, case: bytes | None, tried: str, refusal: UserError) -> "RefusedError":
        """Return a refusal that says the same as `refusal` and is written into the audit."""
        made = cls(refusal.code, refusal.template, fields=refusal.fields)
        made.values, made.case, made.tried = refusal.values, case, tried
        return made


class RowStand(NamedTuple):
    """Where one row stands: the number of its record, its id, and its live dots by the numbers of its fields."""

    record: int
    row: bytes
    dots: Mapping[int, Sequence[Dot]]


@dataclass(frozen=True)
class CaseView:
    """A case as its reader may see it: the Case row, and the other rows by record name in the order they were made.

    `masked` says that some field was held back. `held_back` counts the notes that were, by the mark that their author
    gave them. `stands` has where every row of the case stands, also of those that are not shown. `trash` are rows that
    were put away. It `is_listed_open` where it is closed and yet counts as open (`domain/rules/gates/breaching`).
    """

    case: Row
    rows: Mapping[str, tuple[Row, ...]]
    level: Level
    masked: bool
    stands: Sequence["RowStand"]
    conflicts: int
    held_back: Mapping[str, int]
    trash: tuple[Row, ...] = ()
    is_listed_open: bool = False

    @cached_property
    def version(self) -> str:
        """Return eight hexadecimal digits over all rows of the case, equal wherever the same entries are held."""
        lines = sorted(f"{one.record}:{one.row.hex()}:{version_of(one.dots)}" for one in self.stands)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]

    @property
    def id(self) -> bytes:
        """Return the id of the case."""
        return self.case.id

    @property
    def reference(self) -> str:
        """Return the neutral reference, "" while it has not arrived."""
        return str(self.case["reference"] or "")

    def of(self, record: str) -> tuple[Row, ...]:
        """Return the rows of one record, none when the case has none."""
        return self.rows.get(record, ())

    def get_row(self, row: bytes) -> Row | None:
        """Return one row of the case by its id, apart from the Case row; None where the reader may see no such row."""
        return self._by_id.get(row)

    @cached_property
    def _by_id(self) -> Mapping[bytes, Row]:
        """Every row by its id: whoever shows what rules say asks for one after the other, of thousands."""
        return {row.id: row for rows in self.rows.values() for row in rows}


def look(desk: Desk, case: bytes, action: Action = Action.VIEW, *, reason: str | None = None) -> CaseView:
    """Return a case as the officer may see it, after the look was audited.

    `reason` says why, for the audit, where the screen asks for one. Raises UserError `no-such-case`, `not-allowed`,
    `bad-text` of a reason in which something is hidden, and whatever keeps the audit row from being written.
    """
    with looking(desk, case, action, reason=reason) as eyes:
        return read_view(eyes)


@contextmanager
def looking(
    desk: Desk,
    case: bytes,
    action: Action = Action.VIEW,
    *,
    reason: str | None = None,
    row: bytes | None = None,
    permit: Permit | None = None,
    parts: Sequence[Sequence[RecordType]] = WHOLE,
) -> Iterator[Eyes]:
    """Decide about a look, write its audit row, and give the eyes with which the case may be read until the block ends.

    All of it is one state of the store. `permit` decides who may look, where that is not everybody to whom something of
    the case is open, and `parts` are the records of the case that are read together. The audit names `row` where the
    look is at that one. Raises the errors of `look`.
    """
    refuse_hidden(reason or "")
    seen = permit or partial(get_eyes, action=action)
    with ExitStack() as reading:
        with noting_refusals(desk):
            if _is_noted(desk, case, action, reason):
                eyes = seen(_reader_of(reading, desk, case, parts), desk, case)
            else:
                # Nobody else writes until the row is in the log, so that nothing comes between it and the decision.
                with (desk.looks or desk.work)() as unit:
                    eyes = seen(_reader_of(reading, desk, case, parts), desk, case)
                    note_deed(desk, unit, _AUDITED[action], {"case": case, "row": row, "reason": reason})
                desk.looked[case, _AUDITED[action]] = desk.clock.now_ms()
        yield eyes


def get_eyes(reader: Reader, desk: Desk, case: bytes, action: Action) -> Eyes:
    """Return the officer's eyes on a case to which they may do this.

    Raises UserError `no-such-case` where this store has none, and `RefusedError` with `not-allowed`, or with
    `no-such-case` where the officer must not know of it.
    """
    row = reader.get_row(_CASE, case)
    if row is None:
        raise no_such_case()
    eyes = Eyes(reader, desk, row, action)
    if eyes.level > Level.EXISTS:
        return eyes
    if not eyes.knows_of:
        raise unknown_case(case, action.value)
    refusal = UserError(
        "not-allowed",
        _("You may not do this in case {reference}. Ask the officer in charge or your supervisor."),
        reference=row["reference"] or "?",
    )
    raise RefusedError.of(case, action.value, refusal)


def permit(desk: Desk, case: bytes, action: Action) -> Level:
    """Return the level at which the officer may do this to the case.

    Raises a UserError, audited, where nothing is open.
    """
    with noting_refusals(desk), desk.read() as reader:
        return get_eyes(reader, desk, case, action).level


@contextmanager
def deed(desk: Desk, draft: str | None = None) -> Iterator[UnitOfWork]:
    """Give a unit of work in which a deed is permitted, checked, written and noted: nothing can change in between.

    `draft` is the key of what was typed for the deed; that draft is deleted when the deed is done and stays when it is
    not. A refusal undoes all of it and is then written into the audit by itself.
    """
    with noting_refusals(desk), desk.work() as unit:
        yield unit
        if draft is not None:
            unit.drafts.delete(own_key(desk.actor.officer, draft))


@contextmanager
def noting_refusals(desk: Desk) -> Iterator[None]:
    """Write a `RefusedError` that is raised in the block into the audit.

    That is done once all that was begun in the block has been undone.
    """
    try:
        yield
    except RefusedError as refusal:
        note_look(desk, "denied", case=refusal.case, result=DENIED, reason=refusal.tried)
        raise


def no_such_case(reference: str = "") -> UserError:
    """Return the refusal for a case that this store does not hold."""
    return UserError("no-such-case", _("There is no case {reference} on this computer."), reference=reference)


def unknown_case(case: bytes, tried: str = "") -> RefusedError:
    """Return the refusal for a case of which the officer must not know: it reads as if the case were not there."""
    return RefusedError.of(case, tried, no_such_case())


def level_in_list(desk: Desk, relation: Relation) -> Level:
    """Return the level at which a list may show a case to which the officer has this relation."""
    return decide(desk.actor.roles, relation, Action.LIST)


def _is_noted(desk: Desk, case: bytes, action: Action, reason: str | None) -> bool:
    """Tell whether an action needs no audit row, or has one of this session that is young enough."""
    code = _AUDITED.get(action)
    last = desk.looked.get((case, code)) if code else None
    is_young = last is not None and 0 <= desk.clock.now_ms() - last < AGAIN_AFTER_MS
    return code is None or (action in _ONCE and is_young and reason is None)


def _reader_of(reading: ExitStack, desk: Desk, case: bytes, parts: Sequence[Sequence[RecordType]]) -> Reader:
    reader = reading.enter_context(desk.read())
    reader.remember(case, *parts)
    return reader


def read_view(eyes: Eyes) -> CaseView:
    """Return the case as the officer may see it, within a look that `looking` has audited."""
    case, find_rows = eyes.case, eyes.reader.find_rows
    everything = {record.name: find_rows(record, case=case.id, with_deleted=True) for record in CASE_RECORDS}
    everything[_CASE.name] = [case]
    held_back = Counter[str]()
    rows = {
        name: tuple(_seen(eyes, [row for row in found if not row.deleted], held_back))
        for name, found in everything.items()
        if name != _CASE.name
    }
    shown = eyes.cut(case)
    return CaseView(
        case=shown,
        rows={name: found for name, found in rows.items() if found},
        level=eyes.level,
        masked=bool(shown.masked) or any(row.masked for found in rows.values() for row in found),
        stands=[RowStand(row.record.number, row.id, row.dots) for found in everything.values() for row in found],
        conflicts=sum(row.in_conflict() for found in everything.values() for row in found),
        held_back=held_back,
        trash=tuple(
            row
            for record in PLAIN_RECORDS
            for row in _seen(eyes, [row for row in everything[record.name] if row.deleted], Counter())
        ),
        is_listed_open=is_closed(live_values(case, "status")) and case.id in LISTED_OPEN.get(eyes.reader),
    )


def _seen(eyes: Eyes, rows: Iterable[Row], held_back: Counter[str]) -> Iterator[Row]:
    """Yield the rows as far as they are open, and count those that are held back by the mark that does it."""
    for row in rows:
        mark = eyes.holds_back(row)
        if mark:
            held_back[mark] += 1
        else:
            yield eyes.cut(row)
