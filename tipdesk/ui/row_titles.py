"""What the rows of a case are called, and what a reference to one may be chosen from, worked out when it is asked for.

A case has thousands of rows, and of most of them no title is ever shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from tipdesk.domain.kinds import AnyRow
from tipdesk.domain.rows import Row
from tipdesk.domain.values import NamedRow
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice

PERSON, ANY_ROW = "Person", AnyRow.record
"""Under this name `RowChoices` has every row of the case, each after what its record is called."""


class RowTitles(Mapping[bytes, str]):
    """The titles of rows by the ids of these. `title` is asked for each of them once."""

    def __init__(self, rows: Iterable[Row], title: Callable[[Row], str]) -> None:
        self.by_id = {row.id: row for row in rows}
        self._title = title
        self._known: dict[bytes, str] = {}

    def whose(self, row: bytes) -> str:
        """Return what a row is called, and where that is codes alone, as of a danger or a need, whom it is about."""
        named, title = self.by_id[row], self[row]
        if not named.parent or not all(one.codes for one in named.record.title_fields):
            return title
        fields = sorted(named.record.fields, key=lambda one: one.name == named.record.parent)
        people = (one.referred(named[one.name]) for one in fields if one.may_name(PERSON) and not one.may_name(ANY_ROW))
        return "  ·  ".join(dict.fromkeys([title, *(self[one.row] for one in people if one and one.row in self)]))

    def __getitem__(self, row: bytes) -> str:
        """Return what a row is called. Raises KeyError for one that is not of the case."""
        if row not in self._known:
            self._known[row] = self._title(self.by_id[row])
        return self._known[row]

    def __contains__(self, row: object) -> bool:
        """Tell whether a row is of the case."""
        return row in self.by_id

    def __iter__(self) -> Iterator[bytes]:
        """Yield the ids of all rows."""
        return iter(self.by_id)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.by_id)


class RowChoices(Mapping[str, Sequence[Choice]]):
    """What references are chosen from, by the name of the record that they name: rows of a case, or `others`."""

    def __init__(self, titles: RowTitles, others: Mapping[str, Sequence[Choice]]) -> None:
        self._titles, self._others = titles, others
        self._known: dict[str, Sequence[Choice]] = {}

    @cached_property
    def _records(self) -> set[str]:
        return {ANY_ROW, *(row.record.name for row in self._titles.by_id.values())}

    def __getitem__(self, record: str) -> Sequence[Choice]:
        """Return the choices, in the order of their titles. Raises KeyError where there is nothing to choose from."""
        if record not in self._records:
            return self._others[record]
        if record not in self._known:
            self._known[record] = choices_among(self._any() if record == ANY_ROW else self._of(record))
        return self._known[record]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the records of which there is something to choose, and `ANY_ROW`."""
        return iter(self._records | self._others.keys())

    def __len__(self) -> int:
        """Return how many names that are."""
        return len(self._records | self._others.keys())

    def _of(self, record: str) -> Mapping[bytes, str]:
        return {row.id: self._titles.whose(row.id) for row in self._titles.by_id.values() if row.record.name == record}

    def _any(self) -> Mapping[bytes, str]:
        rows = self._titles.by_id.values()
        return {NamedRow(row.record.number, row.id).octets: _named(row, self._titles.whose(row.id)) for row in rows}


def choices_among(titles: Mapping[bytes, str]) -> Sequence[Choice]:
    """Return choices of rows by their ids, in the order of their titles."""
    return [Choice(row.hex(), title) for row, title in sorted(titles.items(), key=lambda pair: pair[1].lower())]


def _named(row: Row, title: str) -> str:
    """Return the title of a row after what the record is called; just once where the two are the same."""
    return ": ".join(dict.fromkeys((_(row.record.label), title)))
