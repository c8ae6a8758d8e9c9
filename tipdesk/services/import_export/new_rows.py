"""The rows that a row of a sheet makes where nobody here is the person: a case of its own, or one more person of it.

A case that a sheet tells has a neutral reference and title like any other, and whoever imports it is in charge unless
the sheet names an officer. The person is a potential victim: nothing is decided by a sheet. What it says of a decision
becomes a decision that nobody has signed, and of a consent one that opens no gate, since nobody here explained it. A
coded answer that a new row must have and the sheet lacks is *unknown*.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.changes import Change
from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.ids import ID_BYTES
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.new_case import free_person_code, free_reference
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.fields import change_of_new
from tipdesk.services.import_export.htcds import CONSENT, POINTS
from tipdesk.services.import_export.maps import SheetMap, Slot
from tipdesk.services.import_export.read_row import RowTold
from tipdesk.services.relation import post_of_device

_CASE, _PERSON, _ROLE, _NOTE = (BY_NAME[name] for name in ("Case", "Person", "CaseRole", "Note"))
_UNKNOWN: Final = "unknown"
_NOISE: Final = 8
Ids = Callable[[str, bytes], bytes]
"""Returns the id that a row of the sheet always gets, given what it is for and what tells it from others."""


def ids_of_sheet(reader: Reader, desk: Desk) -> Ids:
    """Return the ids of rows that come in here: what one post calls 7 is not what another calls 7."""
    post = post_of_device(reader, desk.place.device)
    place = post if isinstance(post, bytes) else desk.place.device

    def id_of(kind: str, words: bytes) -> bytes:
        told = b"\n".join((b"tipdesk sheet v1", place.hex().encode(), kind.encode(), words))
        return hashlib.sha256(told).digest()[:ID_BYTES]

    return id_of


@dataclass
class NewRows:
    """Makes the rows of one person."""

    desk: Desk
    unit: UnitOfWork
    case: bytes
    person: bytes
    changes: list[Change] = field(default_factory=list)

    def make(self, told: RowTold, sheet_map: SheetMap, *, has_case: bool) -> list[Change]:
        """Return the changes; with `has_case` the case is there already, and only a person is added to it."""
        slots = dict(told.slots)
        case = next((values for slot, values in slots.items() if slot.record == _CASE.name), {})
        if not has_case:
            self._add(_CASE, self.case, {**self._case(told), **case})
        person = next((values for slot, values in slots.items() if slot.record == _PERSON.name), {})
        code = free_person_code(self.desk.ids, self.unit, self.case)
        self._add(_PERSON, self.person, {"person_code": code, **person})
        self._add(_ROLE, self.desk.ids.new_id(), {"person": self.person, "role": "potential_victim"})
        owned = [slot for slot in slots if slot.record not in (_CASE.name, _PERSON.name) and slot.via is None]
        for slot in owned:
            self.changes.append(self.fill(slot, slots[slot]))
        for slot, values in slots.items():
            if slot.via is not None:
                self.lead_to(slot, values)
        if told.kept:
            self.changes.append(self.note(sheet_map, told.kept))
        return self.changes

    def fill(self, slot: Slot, values: Mapping[str, Value]) -> Change:
        """Return the change that fills a slot with a new row of the person."""
        own: dict[str, Value] = {} if slot.via is not None else {slot.type.parent: self.person}
        having = {name: codes[0] for name, codes in slot.having}
        needed = {one.name: _UNKNOWN for one in slot.type.fields if one.required and one.codes and not one.is_several}
        whole = {"points": POINTS} if slot == CONSENT and values.get("status") == "given" else {}
        return change_of_new(slot.type, self.desk.ids.new_id(), {**needed, **whole, **having, **own, **values})

    def note(self, sheet_map: SheetMap, kept: Mapping[str, str]) -> Change:
        """Return the change that keeps what a sheet says and no record has, word for word."""
        text = "\n".join((sheet_map.name, *(f"{called}: {words}" for called, words in kept.items())))
        values: dict[str, Value] = {"text": text, "kind": "case_note", "person": self.person}
        return change_of_new(_NOTE, self.desk.ids.new_id(), values)

    def lead_to(self, slot: Slot, values: Mapping[str, Value], owner: Row | None = None) -> None:
        """Add a row to which a row of the person refers: `owner` where that stands already, else a new one."""
        made = self.fill(slot, values)
        record, name = slot.via or ("", "")
        declared = BY_NAME[record]
        number = declared.by_name[name].number
        self.changes.append(made)
        at = next((at for at, one in enumerate(self.changes) if one.record == declared.number), None)
        if at is not None:
            one = self.changes[at]
            dots = {} if owner is None else {number: owner.replaced_by_write(number)}
            self.changes[at] = Change(one.record, one.row, {**one.fields, number: made.row}, {**one.replaces, **dots})
        elif owner is not None:
            replaces = {number: owner.replaced_by_write(number)}
            self.changes.append(Change(declared.number, owner.id, {number: made.row}, replaces))
        else:
            self.changes.append(self.fill(Slot(record), {name: made.row}))

    def _case(self, told: RowTold) -> dict[str, Value]:
        desk = self.desk
        return {
            "reference": free_reference(desk.ids, self.unit),
            "title": make_code_name(desk.words, desk.ids.noise(_NOISE)),
            "status": "reported",
            "sealing": "ordinary",
            "owner": desk.actor.officer,
            "date_reported": PartialDate.of(told.day) if told.day is not None else None,
        }

    def _add(self, record: RecordType, row: bytes, values: Mapping[str, Value]) -> None:
        self.changes.append(change_of_new(record, row, values))
