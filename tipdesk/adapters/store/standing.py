"""One row in memory while a batch is merged: its columns, its clock, what the batch wrote, and how that settles.

Nothing here touches the database. Of several live values a column holds the latest by (at, log); lists that are joined
(`Merge.UNION`) are joined here too, since that needs no code book. Fields that show the `highest` or `strictest` value
get it from the reader, because the order of values is a code list and may change.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from tipdesk.adapters.store.columns import MARK, from_column, searched_text, to_column
from tipdesk.adapters.store.incoming import Pair
from tipdesk.adapters.store.search import marked_names
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, HIDDEN, Numbers, Pick, Shape
from tipdesk.domain.kinds import Merge
from tipdesk.domain.schema import DELETED
from tipdesk.sync import merge
from tipdesk.sync.codec import encode_plain

Place = tuple[int, int, int]
"""The field number, log number and sequence number that name one write of one field."""

Order = Callable[[Pair], tuple[int, bytes, int]]
_UNWRITTEN = object()
_FIELDS = itemgetter(1)  # of a write
_ONE_DOT = 2  # a flat list of one dot
_NONE: Mapping[Place, Any] = MappingProxyType({})


class Standing:
    """A row that is being merged.

    `old` is the row as it lay in its table (None for a new one), `before` its clock then, and `writes` what this batch
    wrote. Where there is a dispute, `written` is the same by place, `held` are the siblings as they lay there, and
    `siblings` those that shall lie there. `settled` says that all its fields were settled, out of a dispute; `remade`
    that it is projected again from nothing.
    """

    __slots__ = (
        "before", "clock", "conflict", "extra", "held", "old",
        "remade", "row", "settled", "shape", "siblings", "writes", "written",
    )  # fmt: skip

    def __init__(
        self,
        shape: Shape,
        row: list[Any],
        old: tuple[Any, ...] | None,
        clock: merge.Clock,
        before: merge.Clock,
        extra: dict[int, Any],
    ) -> None:
        self.shape = shape
        self.row = row
        self.old = old
        self.clock = clock
        self.before = before
        self.extra = extra
        self.writes: list[tuple[Pair, Mapping[int, Any]]] = []
        self.written = self.held = self.siblings = _NONE
        self.conflict = self.remade = self.settled = False

    def has_siblings(self) -> bool:
        """Tell whether some field has, or had, more than one live value, or the row has, or had, a deletion mark."""
        if self.old is None and len(self.writes) == 1:  # one write has nothing beside it
            return DELETED in self.clock
        clock, before = self.clock, self.before
        if DELETED in clock or DELETED in before:
            return True
        if max(map(len, before.values()), default=0) > _ONE_DOT and _has_several(before):
            return True
        for _dot, fields in self.writes:
            for number in fields:
                if number in clock and len(clock[number]) > _ONE_DOT:
                    return True
        return False

    def changed_fields(self) -> Numbers:
        """Return the fields that differ from the row in the table, or None where other columns may differ as well."""
        if len(self.writes) != 1 or self.extra or self.settled or self.remade:
            return None
        if self.old is not None and (self.old[EXTRA] is not None or self.old[CASE] != self.row[CASE]):
            return None
        return tuple(self.writes[0][1])

    def settle_plain(self) -> None:
        """Put the values that this batch wrote into their columns, where every field has at most one live value.

        Where a write named itself as replaced no value is left alive; the column is then empty, whatever stood in it.
        """
        clock, texts, row, extra = self.clock, self.shape.texts, self.row, self.extra
        for dot, fields in self.writes:
            flat = [*dot]
            for number, wire in fields.items():
                live = clock.get(number)
                if live == flat:
                    place = texts.get(number)
                    if place and type(wire) is str and wire.isprintable() and not extra:
                        row[place] = wire  # as most are: no marker is printable
                    else:
                        self.put(number, wire)
                elif live is None:
                    self.put(number, None)

    def settle_all(self, order: Order) -> None:
        """Settle every field of a row in dispute: what is shown, which siblings are kept, and what is in conflict.

        `order` is the key that sorts the live values of a field, oldest first.
        """
        self.written = {(number, *dot): wire for dot, fields in self.writes for number, wire in fields.items()}
        numbers = {number for number in (*self.clock, *self.before) if number >= 0}
        values = {number: self._live(number, order) for number in sorted(numbers)}
        siblings: dict[Place, Any] = {}
        self.conflict, self.settled = False, True
        for number, live in values.items():
            rule = self._rule(number)
            self.put(number, self._displayed([wire for _place, wire in live], rule))
            if len(live) > 1:
                siblings.update(live)
                self.conflict |= number != DELETED and merge.is_conflict([wire for _place, wire in live], rule)
        self.siblings = siblings
        deletions = [set(merge.pairs(wire[0])) for _place, wire in values.get(DELETED, ()) if wire is not None]
        hidden, disputed = merge.is_hidden(self.clock, deletions)
        self.row[HIDDEN] = int(hidden)
        self.conflict |= disputed

    def _live(self, number: int, order: Order) -> list[tuple[Place, Any]]:
        dots = sorted(merge.live_dots(self.clock, number), key=order)
        return [((number, *dot), self._value((number, *dot))) for dot in dots]

    def _value(self, place: Place) -> Any:  # noqa: ANN401 - a wire value
        """Return what one live dot wrote, from this batch, from a sibling, or from the column where it is alone."""
        wire = self.written.get(place, _UNWRITTEN)
        if wire is not _UNWRITTEN:
            return self._as_kept(place[0], wire)
        wire = self.held.get(place, _UNWRITTEN)
        return self._column(place[0], self.old) if wire is _UNWRITTEN else wire

    def _as_kept(self, number: int, wire: Any) -> Any:  # noqa: ANN401 - a wire value
        """Return a value as its column would give it back, so that siblings do not depend on the order of arrival."""
        place = self.shape.places.get(number)
        if place is None or self.shape.record is None:
            return wire
        fits, stored = to_column(wire, octets=place[1])
        return from_column(self.shape.record.by_number[number], stored) if fits else wire

    def _column(self, number: int, old: tuple[Any, ...] | None) -> Any:  # noqa: ANN401 - a wire value
        if number in self.extra:
            return self.extra[number]
        place = self.shape.places.get(number)
        if old is None or place is None or self.shape.record is None:
            return None
        return from_column(self.shape.record.by_number[number], old[place[0]])

    def _rule(self, number: int) -> Merge:
        known = self.shape.record.by_number.get(number) if self.shape.record else None
        return known.merge if known else Merge.LATEST

    @staticmethod
    def _displayed(values: list[Any], rule: Merge) -> Any:  # noqa: ANN401 - a wire value
        try:
            return merge.displayed(values, rule if rule is Merge.UNION else Merge.LATEST, lambda _code: 0)
        except TypeError:  # lists whose items cannot be sorted or joined: the latest stands
            return values[-1]

    def put(self, number: int, wire: Any) -> None:  # noqa: ANN401 - a wire value
        """Put a displayed value into its column, or into `extra` where it fits no column."""
        place = self.shape.places.get(number)
        fits = False
        if place is not None:
            fits, self.row[place[0]] = to_column(wire, octets=place[1])
        if fits or wire is None:
            self.extra.pop(number, None)
        else:
            self.extra[number] = wire

    def finish(self) -> None:
        """Pack clock and `extra` into the row, so that it can be written."""
        self.row[CLOCK] = encode_plain(self.clock)
        self.row[EXTRA] = encode_plain(dict(sorted(self.extra.items()))) if self.extra else None

    def search_text(self) -> tuple[str, str]:
        """Return what the two indexes read of this row, live siblings included, and empty texts for a hidden row."""
        if self.row[HIDDEN]:
            return "", ""
        shape = self.shape
        return self._text(shape.words, shape.pick_words), marked_names(self._text(shape.names, shape.pick_names))

    def _text(self, places: tuple[int, ...], pick: Pick) -> str:
        held = pick(self.row)
        text = "\n".join(filter(None, dict.fromkeys(held)))
        if MARK not in text and not self.siblings:  # as most are: nothing to be read otherwise than it lies there
            return text
        found = [searched_text(one) for one in held]
        found += [
            searched_text(to_column(wire, octets=False)[1])
            for (number, _log, _seq), wire in sorted(self.siblings.items())
            if self.shape.texts.get(number) in places
        ]
        return "\n".join(filter(None, dict.fromkeys(found)))

    def touches(self, numbers: frozenset[int]) -> bool:
        """Tell whether this batch wrote one of these fields."""
        return not all(map(numbers.isdisjoint, map(_FIELDS, self.writes)))  # a generator would take longer


def fresh(shape: Shape, row_id: bytes, case: bytes | None) -> Standing:
    """Return a new row that no entry has named yet."""
    row = [row_id, case, None, 0, *shape.blank]  # the clock is packed at the end
    return Standing(shape, row, None, {}, {}, {})


def loaded(shape: Shape, old: tuple[Any, ...], clock: merge.Clock, extra: dict[int, Any]) -> Standing:
    """Return a row as it lies in its table; `clock` and `extra` belong to the row from now on."""
    return Standing(shape, list(old), old, clock, clock.copy(), extra)


def _has_several(clock: merge.Clock) -> bool:
    return any(len(clock[number]) > _ONE_DOT for number in merge.fields_of(clock))
