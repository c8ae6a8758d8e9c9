"""Record and field numbers go on the wire: once given, a number never means anything else."""

import json
from typing import Any

from installer.declaring import COMMAND
from installer.frozen_numbers import FILE
from tipdesk.domain.records import RECORDS

FROZEN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def test_every_frozen_number_still_means_the_same() -> None:
    """No record or field was renumbered, renamed, retyped, moved to another scope or dropped."""
    now: dict[str, Any] = {
        record.name: {
            "number": record.number,
            "scope": int(record.scope),
            "fields": {field.name: [field.number, type(field).__name__] for field in record.fields},
        }
        for record in RECORDS
    }
    changed = [
        f"{name}.{field}"
        for name, frozen in FROZEN.items()
        for field, what in frozen["fields"].items()
        if now.get(name, {"fields": {}})["fields"].get(field) != what
    ]
    assert not changed
    assert {name: (frozen["number"], frozen["scope"]) for name, frozen in FROZEN.items()} == {
        name: (now[name]["number"], now[name]["scope"]) for name in FROZEN
    }


def test_every_number_in_use_is_frozen() -> None:
    """Whoever adds a record or a field has it frozen as well, by the command that the failure names."""
    assert {(record.name, field.name) for record in RECORDS for field in record.fields} == {
        (name, field) for name, frozen in FROZEN.items() for field in frozen["fields"]
    }, f"freeze what is new: {COMMAND}"


def test_no_number_is_used_twice() -> None:
    """Two records never share a number, and no record two fields with one."""
    numbers = [record.number for record in RECORDS]
    assert len(set(numbers)) == len(numbers)
    for record in RECORDS:
        assert len(record.by_number) == len(record.by_name) == len(record.fields)
