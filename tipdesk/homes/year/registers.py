"""The registers of the year: trainings, a campaign, meetings, the plan, an agreement, a group screening, hotline calls.

A line of `resources/demo/registers.json` is one row. In its answers "@-30" is the day thirty days before now, "@-30
10:00" an hour of it, and "#course" the row of that key.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.services.audit import moment_now
from tipdesk.services.cooperation.note_called_back import note_called_back
from tipdesk.services.cooperation.open_case_of_call import CALL, Caller, open_case_of_call
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.outreach.give_certificates import give_certificates
from tipdesk.services.registers.reading import pick_register_row
from tipdesk.services.registers.writing import add_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.homes.year.plan import Fields, Plan
    from tipdesk.services.desk import Desk

_HOLIDAY: Final = BY_NAME["Holiday"]
_DAY, _ROW = "@", "#"


class YearRegisters:
    """Writes the rows of the registers; `rows` are those that have a key, and `now` is the moment taken for now."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._rows: dict[str, bytes] = {}

    def write(self, desk: Desk, line: Mapping[str, object]) -> None:
        """Write the row of a line, or each of those that it has."""
        each = line.get("each") or [line["fields"]]
        for fields in each if isinstance(each, list) else ():
            row = self._add(desk, str(line["record"]), fields)
            if "key" in line:
                self._rows[str(line["key"])] = row

    def certify(self, desk: Desk, key: str) -> None:
        """Give the certificates of a course or of one session of it to all who passed."""
        give_certificates(desk, self._rows[key])

    def call(self, desk: Desk, line: Mapping[str, object]) -> bytes:
        """Note a hotline call as it comes in, and return its row."""
        fields = line["fields"]
        told = fields if isinstance(fields, dict) else {}
        return self._add(desk, CALL.name, {**told, "at": moment_now(desk).isoformat(timespec="minutes")})

    def _add(self, desk: Desk, record: str, fields: Fields) -> bytes:
        row = add_row(desk, BY_NAME[record], {name: self._meant(value) for name, value in fields.items()}).row
        if row is None:
            raise RuntimeError(record)
        return row

    def _meant(self, value: object) -> object:
        if isinstance(value, str) and value.startswith(_ROW):
            return id_text(self._rows[value[1:]])
        if isinstance(value, str) and value.startswith(_DAY):
            return self._day(value[1:])
        return value

    def _day(self, told: str) -> str:
        days, _space, hour = told.partition(" ")
        moment = self._now + timedelta(days=float(days))
        if hour:
            hours, minutes = hour.split(":")
            return moment.replace(hour=int(hours), minute=int(minutes)).isoformat(timespec="minutes")
        return moment.isoformat(timespec="minutes") if "." in days else str(moment.date())


def open_case(desk: Desk, call: bytes, told: Mapping[str, str]) -> bytes:
    """Open a case from a call, and return it."""
    return open_case_of_call(desk, call, Caller(told["words"], told["number"], under_18=told["under_18"])).case


def ring_back(desk: Desk, call: bytes) -> None:
    """Note that a caller was rung back."""
    note_called_back(desk, pick_register_row(desk, CALL, call))


def write_holidays(desk: Desk, plan: Plan, today: datetime) -> None:
    """Write this year's holidays and the next one's into the directory."""
    for year in (today.year, today.year + 1):
        for day, name in plan.registers["holidays"]:
            add_directory_row(desk, _HOLIDAY, {"on": f"{year}-{day}", "name": f"{name} (training)"})
