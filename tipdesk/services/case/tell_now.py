"""Put answers about a person where they are told nowadays: a paper, a way to reach, an address is a row of its own.

Pages that ask a few things of somebody in one place (a worry, a new case, a call, a line of the list) name them by the
fields of Person. What went elsewhere since is written there in the same entry; nothing is written into the old fields.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.told_earlier import Home, homes_of, moved, went_elsewhere, with_careful
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new, change_of_row

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

Element = dict[str, object]
_PERSON = BY_NAME["Person"]
EMPTY: tuple[object, ...] = (None, "", [], {})
"""What a document says where nothing is answered."""


def elements_of(key: str, given: Mapping[str, object], usual: Mapping[str, str] | None = None) -> list[Element]:
    """Return the elements of a document for a person under `key`: the person, and what is told in rows of their own.

    `given` are answers by the fields of Person, as JSON holds them. `usual` are answers of the rows elsewhere, by
    the names of their fields, where the page that asks knows them: what it calls a passport is one.
    """
    away = went_elsewhere(_PERSON, given)
    own = {name: answer for name, answer in given.items() if name not in away}
    made: list[Element] = [{"record": _PERSON.name, "key": key, "fields": own}]
    for home, fields in homes_of(_PERSON).items():
        told = {one.name: given[one.name] for one in fields if given.get(one.name) not in EMPTY}
        if told:
            known = {name: code for name, code in (usual or {}).items() if name in home.record.by_name}
            values = with_careful(home, {**known, **moved(home, told, _PERSON)})  # type: ignore[arg-type] # JSON answers
            made.append({"record": home.record.name, "fields": {**values, home.record.parent: key}})
    return made


def home_row(person: Row, rows: Sequence[Row], name: str) -> Row | None:
    """Return the row in which an answer of a person is told nowadays, the first of its kind; None where none is.

    `rows` are those that belong to the person, and `name` is the old field.
    """
    for home, fields in homes_of(person.record).items():
        if any(field.name == name for field in fields):
            return next((row for row in rows if _is_of(row, home)), None)
    return None


def told_now(person: Row, rows: Sequence[Row], name: str) -> tuple[Row, str]:
    """Return the row and the field in which an answer of a person stands: the person's own while it is not moved."""
    later = person.record.by_name[name].later
    if later is None or is_told_there(person, name):
        return person, name
    row = home_row(person, rows, name)
    return (person, name) if row is None else (row, later.field)


def changes_of(
    desk: Desk, person: Row | None, rows: Sequence[Row], owner: bytes, given: Mapping[str, "Value"]
) -> list[Change]:
    """Return the changes that write answers where they are told nowadays, by the names of the old fields.

    `person` is None for a new one, whose id is `owner`, and `rows` are those that belong to the person as the officer
    saw them. What still stands in old fields is moved with what is given; else the first row of its kind is changed.
    """
    made: list[Change] = []
    for home, fields in homes_of(_PERSON).items():
        told = {one.name: given[one.name] for one in fields if one.name in given}
        if not told:
            continue
        old = (
            {one.name: person[one.name] for one in fields if is_told_there(person, one.name)}
            if person is not None
            else {}
        )
        seen = None if old else next((row for row in rows if _is_of(row, home)), None)
        values: dict[str, Value] = {one.later.field: None for one in fields if one.later and one.name in told}
        values |= {name: value for name, value in moved(home, told, _PERSON).items() if name in values}
        if seen is not None:
            change = change_of_row(seen, values)
            made += [change] if change is not None else []
        elif any(value is not None for value in values.values()) or old.keys() - told.keys():
            whole = {**moved(home, old, _PERSON), **dict(home.having), **values, home.record.parent: owner}
            made.append(change_of_new(home.record, desk.ids.new_id(), with_careful(home, whole)))
    return made


def emptied(person: Row, given: Mapping[str, "Value"]) -> dict[str, "Value"]:
    """Return the old fields of a person, each empty, whose answers `changes_of` writes where they are told now."""
    groups = [fields for fields in homes_of(_PERSON).values() if any(one.name in given for one in fields)]
    return {one.name: None for fields in groups for one in fields if is_told_there(person, one.name)}


def is_told_there(person: Row, name: str) -> bool:
    """Tell whether an old field of a person still holds something."""
    return person[name] is not None or name in person.siblings or name in person.masked


def _is_of(row: Row, home: Home) -> bool:
    return row.record is home.record and all(row[name] == code for name, code in home.having)
