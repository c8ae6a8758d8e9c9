"""Join a case that was entered twice into the one that is kept: its rows are copied, and it says where they went.

Both cases say of each other that they are duplicates. The double stays as it is, with its stage, and can be read; it
only stands among the open cases no more (`Case.moved_to`). Copies are made by ordinary entries, which the rules of the
case judge; nothing is gone past. Joining again after parting takes the copies out of the trash and brings them up to
what the double says now. Who may not know of the double may not read its copies: whoever is kept out of it must be kept
out of the other first, and what is for these people only goes into nothing less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tipdesk.domain.changes import Change, Dot, Written
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.caution import cautious_value, is_closed, live_values
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import RefusedError, deed
from tipdesk.services.results import Changed
from tipdesk.services.same_person.copies import CASE, DUPLICATE, LINK, Copies, find_copies, link_id
from tipdesk.services.same_person.link_person import refuse_no_words
from tipdesk.sync.limits import LIMITS

MOST_BYTES: Final = LIMITS.entry // 4
"""How much goes into one entry: sealed values take more room than open ones."""
_EXCLUSION = BY_NAME["Exclusion"]
_BYTES_A_FIELD = 48


@dataclass(frozen=True)
class Joined:
    """What was joined or parted: what changed, how many rows went over or were put away, and which rows stayed.

    `stayed` are rows of the double that are not copied, or copies that are not put away because something of them was
    written since.
    """

    changed: Changed
    rows: int
    stayed: tuple[Row, ...]


def join_case(desk: Desk, double: bytes, kept: bytes, words: str) -> Joined:
    """Copy the rows of a case that was entered twice into the case that is kept, and say in both where they went.

    `words` say why. Raises UserError `reason-needed`, `same-case`, `already-moved` where either was moved before,
    `not-open` where the one that is kept is closed, `not-whole` where the officer cannot read all of the double,
    `settle-first` where something of it is in dispute, `excluded-there` and `sealed-there` where the other case is open
    to people to whom the double is not, `not-allowed`, and those of `write_case`.
    """
    refuse_no_words(words)
    if double == kept:
        raise UserError("same-case", _("This is the case itself. Name another case."))
    with deed(desk) as unit:
        source, target = (permit_joining(unit, desk, one) for one in (double, kept))
        _refuse_moved(source, target)
        _refuse_wider(unit, source, target)
        copies = find_copies(source, kept)
        _refuse_parts(copies)
        dots = _write_copies(unit, desk, copies, words.strip())
        away = change_of_row(unit.get_row(CASE, double) or source.case, {"moved_to": kept})
        said = [_duplicate(unit, double, kept, double, words.strip()), *([away] if away is not None else [])]
        dots += (write_case(desk, unit, double, said, words, said=TELLING).dot,)
    kinds = frozenset({CASE.name, LINK.name, *(row.record.name for row in copies.rows.values())})
    return Joined(Changed(kinds, None, kept, dots), len(copies.rows), copies.left)


def permit_joining(unit: UnitOfWork, desk: Desk, case: bytes) -> Eyes:
    """Return the eyes of an officer who may join a case with another, or part it.

    Raises UserError `not-allowed` for anybody else, and those of `permit_edit`.
    """
    eyes = permit_edit(unit, desk, case)
    if not eyes.may(Deed.JOIN):
        refusal = UserError(
            "not-allowed", _("Only headquarters, or the officer in charge of both cases, joins and parts them.")
        )
        raise RefusedError.of(case, Action.EDIT.value, refusal)
    return eyes


def _refuse_moved(source: Eyes, target: Eyes) -> None:
    for eyes in (source, target):
        if live_values(eyes.case, "moved_to") - {None}:
            raise UserError(
                "already-moved",
                _("Case {reference} was moved into another case. Part it first, or go on there."),
                reference=eyes.case["reference"] or "?",
            )
    if is_closed(live_values(target.case, "status")):
        raise UserError("not-open", _("The case that is kept is closed. Reopen it first."))


def _refuse_wider(unit: UnitOfWork, source: Eyes, target: Eyes) -> None:
    """Refuse where the copies could be read by people to whom the double is not open."""
    kept_out, there = (
        frozenset(row["officer"] for row in unit.find_rows(_EXCLUSION, case=eyes.case.id)) for eyes in (source, target)
    )
    if not kept_out <= there:
        raise UserError(
            "excluded-there",
            _("Somebody must not know of the case that was entered twice. Exclude them from the other case first."),
        )
    if is_restricted(cautious_value(source.case, "sealing")) and not is_restricted(
        cautious_value(target.case, "sealing")
    ):
        raise UserError(
            "sealed-there",
            _("The case that was entered twice is for these people only. Make the other one so first."),
        )


def _refuse_parts(copies: Copies) -> None:
    """Refuse where a row could be copied only in part: something of it is hidden, or in dispute."""
    if any(row.masked for row in copies.rows.values()):
        raise UserError(
            "not-whole",
            _("Something in the case that was entered twice is hidden from you. Let somebody join who may read all."),
        )
    if any(row.in_conflict() for row in copies.rows.values()):
        raise UserError("settle-first", _("Settle the answers that are in conflict first."))


def _write_copies(unit: UnitOfWork, desk: Desk, copies: Copies, words: str) -> tuple[Dot, ...]:
    """Write the copies, as few entries as they fit into; each names the duplicate, by which copies are known again."""
    dots: list[Dot] = []
    made = [change for copy, row in copies.rows.items() if (change := _copied(unit, copies, copy, row)) is not None]
    for part in parts_of(made):
        link = _duplicate(unit, copies.source, copies.kept, copies.kept, words)
        dots.append(write_case(desk, unit, copies.kept, [link, *part], words, said=TELLING).dot)
    return tuple(dots)


def _copied(unit: UnitOfWork, copies: Copies, copy: bytes, row: Row) -> Change | None:
    """Return what makes a copy, or takes it out of the trash as its source is now; None where it stands."""
    values, held = copies.values(row), unit.get_row(row.record, copy)
    if held is None:
        return change_of_new(row.record, copy, values)
    if not held.deleted:
        return None
    change = change_of_row(held, values) or Change(row.record.number, copy, {})
    return replace(
        change,
        fields={**change.fields, DELETED: None},
        replaces={**change.replaces, DELETED: held.replaced_by_write(DELETED)},
    )


def _duplicate(unit: UnitOfWork, double: bytes, kept: bytes, said_in: bytes, words: str) -> Change:
    """Return the change by which one case says that the other is the same matter: a new row, or the one it had."""
    row, other = link_id(double, kept, said_in), kept if said_in == double else double
    held = unit.get_row(LINK, row)
    if held is None:
        return change_of_new(LINK, row, {"other": other, "reason": DUPLICATE, "words": words})
    numbers = (DELETED, LINK.by_name["reason"].number)
    fields: dict[int, Written] = dict(zip(numbers, (None, DUPLICATE), strict=True))
    return Change(LINK.number, row, fields, {number: held.replaced_by_write(number) for number in numbers})


def parts_of(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes in parts of which each fits into an entry; one part at least, which may be empty."""
    part: list[Change] = []
    size = 0
    for change in changes:
        more = sum(_BYTES_A_FIELD + len(str(value).encode()) for value in change.fields.values())
        if part and size + more > MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(change)
        size += more
    yield part
