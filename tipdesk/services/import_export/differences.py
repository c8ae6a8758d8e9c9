"""What a row of a sheet says otherwise than what stands here of the same person, as changes of one entry.

A field that was not changed here since the sheet left, or came in, is written over. One that was changed meanwhile
keeps its value beside the sheet's: both stand, and somebody settles it. What nobody changed in the sheet is not written
at all, and an empty cell says nothing. Where the standard has one word for several codes, the code that stands is kept
as long as the word is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import FieldProblem
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.texts import _
from tipdesk.services.case.rules import find_not_theirs, find_self_given
from tipdesk.services.desk import Reader
from tipdesk.services.import_export.case_person import CasePerson, all_of
from tipdesk.services.import_export.htcds import OTHER
from tipdesk.services.import_export.maps import Slot
from tipdesk.services.import_export.new_rows import NewRows
from tipdesk.services.import_export.read_row import RowTold
from tipdesk.services.import_export.seen_sheets import NOTHING_STOOD, Stood


@dataclass
class Differences:
    """Compares one row of a sheet with the person that it is. `standard` is that of the map."""

    codes: CodeBook
    standard: str
    reader: Reader
    standing: CasePerson
    stood: Stood
    new: NewRows

    def find(self, told: RowTold) -> list[Change]:
        """Return the changes, and note in `told` each cell that cannot be taken."""
        for slot, values in sorted(told.slots.items(), key=lambda item: item[0].via is not None):
            row = self.standing.row_of(slot)
            if row is not None and not is_closed(row):
                self._compare(told, slot, row, values)
            else:
                self._add(slot, values, row)
        return self.new.changes

    def _add(self, slot: Slot, values: Mapping[str, Value], stands: Row | None) -> None:
        """Fill a slot with a new row, where the sheet says else than what `stands`, signed or told earlier."""
        fresh = {
            name: value
            for name, value in values.items()
            if not self._is_same(slot, name, value, stands[name] if stands else self.standing.told_earlier(slot, name))
        }
        if not fresh:
            return
        whole = fresh if stands is None else values
        if slot.via is None:
            self.new.changes.append(self.new.fill(slot, whole))
        else:
            self.new.lead_to(slot, whole, self.standing.row_of(Slot(slot.via[0])))

    def _compare(self, told: RowTold, slot: Slot, row: Row, values: Mapping[str, Value]) -> None:
        record, written, replaces = row.record, {}, {}
        for name, value in values.items():
            declared = record.by_name[name]
            wanted = self._wanted(slot, row, declared, value)
            if wanted is None or self._stood_before(row, declared, value):
                continue
            refused = self._not_theirs(row, name, value)
            if refused:
                told.refuse(told.places[slot, name], refused[0])
                continue
            if self._is_elsewhere(slot, row, declared, value):
                told.refuse(told.places[slot, name], FieldProblem(f"{record.name}.{name}", _(
                    "This stands in several episodes. Change it in the case itself.")))  # fmt: skip
                continue
            written[declared.number] = declared.to_wire(wanted)
            replaces[declared.number] = tuple(dot for dot in row.dots.get(declared.number, ()) if self.stood.has(dot))
        if written:
            self.new.changes.append(Change(record.number, row.id, written, replaces))

    def _not_theirs(self, row: Row, name: str, value: Value) -> list[FieldProblem]:
        """Return why an answer is not the officer's to change; nothing where it is."""
        eyes = self.standing.eyes
        return [*find_not_theirs(eyes, row, {name: value}), *find_self_given(eyes, row.record, {name: value})]

    def _wanted(self, slot: Slot, row: Row, declared: Field, value: Value) -> Value:
        """Return the value to write, None where it stands already."""
        live = [one.value for one in row.siblings.get(declared.name, ())] or [row[declared.name]]
        if slot.record == "Episode" and declared.codes:
            live.append(all_of(self.standing.rows_of("Episode"), declared.name))
        if any(self._is_same(slot, declared.name, value, one) for one in live):
            return None
        now = row[declared.name]
        if isinstance(value, frozenset) and isinstance(now, frozenset):
            told = self._names(declared, value)
            kept = {code for code in now if self._name(declared, code) in told}
            return frozenset(
                kept | {code for code in value if self._name(declared, code) not in self._names(declared, now)}
            )
        return value

    def _is_elsewhere(self, slot: Slot, row: Row, declared: Field, value: Value) -> bool:
        """Tell whether a sheet takes away what another episode has, which the sheet cannot say of that one."""
        if slot.record != "Episode" or not declared.codes:
            return False
        others = all_of((one for one in self.standing.rows_of("Episode") if one.id != row.id), declared.name)
        return not self._names(declared, others) <= self._names(declared, value)

    def _stood_before(self, row: Row, declared: Field, value: Value) -> bool:
        """Tell whether a cell only says what stood when the sheet was made, and was changed here since."""
        dots = row.dots.get(declared.number, ())
        if self.stood is NOTHING_STOOD or all(map(self.stood.has, dots)):
            return False
        story = self.reader.find_happenings(self.standing.case, row.id)
        before = next((one for one in story if one.field == declared.name and self.stood.has(one.dot)), None)
        return before is not None and self._names_or_value(declared, before.after) == self._names_or_value(
            declared, value
        )

    def _is_same(self, slot: Slot, name: str, value: Value, stands: Value) -> bool:
        declared = slot.type.by_name[name]
        return self._names_or_value(declared, value) == self._names_or_value(declared, stands)

    def _names_or_value(self, declared: Field, value: Value) -> object:
        return self._names(declared, value) if declared.codes else value

    def _names(self, declared: Field, value: Value) -> frozenset[str]:
        codes = value if isinstance(value, frozenset) else {value} if isinstance(value, str) else set()
        return frozenset(self._name(declared, code) for code in codes)

    def _name(self, declared: Field, code: str) -> str:
        return standard_name(self.codes, declared, code, self.standard) or code


def standard_name(codes: CodeBook, declared: Field, code: str, standard: str) -> str:
    """Return what a standard calls a code, its `Other` where it has none for it, "" where it has neither."""
    if not standard:
        return ""
    found = codes.find(declared.codes, code)
    mapped = found.mappings.get(standard, "") if found is not None else ""
    if mapped or found is None:
        return mapped
    has_other = any(one.mappings.get(standard) == OTHER for one in codes.list_of(declared.codes))
    return OTHER if has_other else ""
