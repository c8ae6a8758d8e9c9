"""The frozen numbers: what each number on the wire has ever meant, kept in `tipdesk/domain/frozen_numbers.json`.

Each number that a declaration changed or dropped is told in a sentence that says what to do instead. The file is
written anew with what was added, and nothing else in it changes. `declaring` decides when it is written.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from installer.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tipdesk.domain.schema import RecordType

FILE = ROOT / "tipdesk" / "domain" / "frozen_numbers.json"

Fields = dict[str, tuple[int, str]]


class Frozen(NamedTuple):
    """What stays as it is of one record; `fields` has the number and the kind of each field, by its name."""

    number: int
    scope: int
    fields: Fields


def read_frozen(path: Path = FILE) -> dict[str, Frozen]:
    """Return what is frozen, by the names of the records."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Frozen(one["number"], one["scope"], {field: (told[0], told[1]) for field, told in one["fields"].items()})
        for name, one in kept.items()
    }


def write_frozen(frozen: Mapping[str, Frozen], path: Path = FILE) -> None:
    """Write what is frozen, with a line for each field, so that a change of the file shows what was added."""
    path.write_text("{\n" + ",\n".join(_lines(frozen)) + "\n}\n", encoding="utf-8")


def _lines(frozen: Mapping[str, Frozen]) -> Iterator[str]:
    for name, one in frozen.items():
        fields = (f'    "{field}": [{number}, "{kind}"]' for field, (number, kind) in one.fields.items())
        head = f'  "{name}": {{"number": {one.number}, "scope": {one.scope}, "fields": {{\n'
        yield head + ",\n".join(fields) + "\n  }}"


def as_declared(records: Iterable[RecordType]) -> dict[str, Frozen]:
    """Return what would be frozen if there were these declarations alone."""
    return {
        record.name: Frozen(
            record.number,
            int(record.scope),
            {field.name: (field.number, type(field).__name__) for field in record.fields},
        )
        for record in records
    }


def with_added(frozen: Mapping[str, Frozen], declared: Mapping[str, Frozen]) -> dict[str, Frozen]:
    """Return what is frozen, followed by what is declared for the first time: nothing that stood there moves."""
    kept = dict(frozen)
    for name, one in declared.items():
        before = kept.get(name, one)
        kept[name] = before._replace(fields={**before.fields, **one.fields})
    return kept


def find_new(frozen: Mapping[str, Frozen], declared: Mapping[str, Frozen]) -> list[str]:
    """Return the records that are new, and the new fields of the others, such as "Exhibit" or "Person.about_age"."""
    records = [name for name in declared if name not in frozen]
    fields = [
        f"{name}.{field}"
        for name, one in declared.items()
        if name in frozen
        for field in one.fields
        if field not in frozen[name].fields
    ]
    return [*records, *fields]


def find_broken(frozen: Mapping[str, Frozen], declared: Mapping[str, Frozen]) -> list[str]:
    """Return a sentence for each number that no longer means what it meant, or is given out a second time."""
    told = [sentence for name, one in frozen.items() for sentence in _broken_record(name, one, declared.get(name))]
    return [*told, *_too_low(frozen, declared), *_given_twice(frozen, declared)]


def _broken_record(name: str, frozen: Frozen, now: Frozen | None) -> Iterator[str]:
    if now is None:
        yield f"{name} (number {frozen.number}) is gone: logs hold it, so its class stays, under its name."
        return
    if now.number != frozen.number:
        yield f"{name} had the number {frozen.number} and has {now.number}: give it back its own, logs hold it."
    if now.scope != frozen.scope:
        yield f"{name} was of scope {frozen.scope} and is of {now.scope}: a record keeps its scope, logs hold it."
    for field, (number, kind) in frozen.fields.items():
        told = now.fields.get(field)
        if told is None:
            yield f"{name}.{field} (number {number}) is gone: logs hold it, so it stays, under its name."
        elif told[0] != number:
            yield f"{name}.{field} had the number {number} and has {told[0]}: give it back its own, logs hold it."
        elif told[1] != kind:
            yield f"{name}.{field} was a {kind} and is a {told[1]}: leave it, and declare a new field beside it."


def _too_low(frozen: Mapping[str, Frozen], declared: Mapping[str, Frozen]) -> Iterator[str]:
    for name, one in frozen.items():
        highest = max((number for number, _kind in one.fields.values()), default=0)
        for field, (number, _kind) in (declared[name].fields if name in declared else {}).items():
            if field not in one.fields and number <= highest:
                yield (
                    f"{name}.{field} is new and has the number {number}: give it one above {highest}, the highest of "
                    "its record; one that was skipped may lie in some log."
                )


def _given_twice(frozen: Mapping[str, Frozen], declared: Mapping[str, Frozen]) -> Iterator[str]:
    owners = {one.number: name for name, one in frozen.items()}
    for name, one in declared.items():
        owner = owners.setdefault(one.number, name)
        if owner != name and name not in frozen:
            free = next(number for number in count(one.number) if number not in owners)
            yield (
                f"{name} has the number {one.number}, which is that of {owner}: "
                f"give it one that no record has had, such as {free}."
            )
