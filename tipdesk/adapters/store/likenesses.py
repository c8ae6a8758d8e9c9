"""The index of likenesses: what each row tells of who a person is, and the keys under which people alike lie together.

A row of a person, or of what belongs to one, lies in `likeness_rows` as a text of what is compared (`domain/similar`),
and under its keys in `likeness_keys`. Both are written where the full-text indexes are, by the same unit of work, out
of the same row with its live siblings; a row that is hidden, or whose answers are sealed, leaves them. Who may know of
what is found is decided in `services/similar`.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from tipdesk.adapters.store.columns import searched_text, to_column
from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.adapters.store.shapes import CASE, HIDDEN, ROW_ID, Shape, shape_of
from tipdesk.adapters.store.standing import Standing
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.similar.around import MOST_UNDER_ONE, Around, Near, followed, joined
from tipdesk.domain.similar.crowd import Crowd
from tipdesk.domain.similar.likeness import PERSON, SOURCES, Told, likeness_of, read, write
from tipdesk.domain.similar.search_keys import keys_of
from tipdesk.sync.codec import decode_plain

_COUNTED = (
    "SELECT v.column1, (SELECT count(*) FROM (SELECT 1 FROM likeness_keys WHERE key = v.column1 LIMIT ?)) "
    "FROM (VALUES {keys}) v"
)
_NEAREST = (
    "SELECT person_id, case_id, told FROM likeness_rows WHERE person_id IN (SELECT r.person_id FROM "
    "(SELECT k.no AS no, sum(v.column2) AS weight FROM (VALUES {keys}) v CROSS JOIN likeness_keys k "
    "ON k.key = v.column1 GROUP BY k.no ORDER BY weight DESC LIMIT ?) f JOIN likeness_rows r ON r.no = f.no)"
)
_FILLED_AT_ONCE = 5_000
_FEW_CHANGES = 64
"""Up to this many changed rows in one unit are indexed at once: every save by hand, and small bundles."""


class LikenessRow(NamedTuple):
    """A row as the index keeps it; `told` is "" for one that tells nothing and leaves the index."""

    record: int
    row: bytes
    case: bytes
    person: bytes
    told: str


class ChangedLikenesses:
    """What the index shall hold of the rows that a unit of work has changed; what is noted last of a row counts."""

    def __init__(self) -> None:
        self._noted: dict[tuple[int, bytes], Standing] = {}
        self._new: set[tuple[int, bytes]] = set()
        self._due: set[tuple[int, bytes]] = set()

    def note(self, standing: Standing, *, is_new: bool) -> None:
        """Note a row that was merged, where it tells of who somebody is. `is_new`: the index does not hold it."""
        if not _places_of(standing.shape) or standing.row[CASE] is None or not (is_new or _is_touched(standing)):
            return
        key = (standing.shape.number, standing.row[ROW_ID])
        if len(self._noted) >= _FEW_CHANGES and key not in self._noted and not standing.remade:
            self._due.add(key)
            return
        self._noted[key] = standing
        if is_new:
            self._new.add(key)

    def write(self, link: Link) -> None:
        """Bring the index up to date with what has been noted, and forget it; of many changes most are put off."""
        _index(link, [(_row_of(standing), key in self._new) for key, standing in self._noted.items()])
        due = sorted(self._due - self._noted.keys())
        link.many("INSERT OR IGNORE INTO likeness_due (record_no, row_id) VALUES (?, ?)", due)
        for noted in (self._noted, self._new, self._due):
            noted.clear()


def _index(link: Link, rows: Sequence[tuple[LikenessRow, bool]]) -> None:
    """Put rows into the index, or bring it up to date with them; of a new row the index holds nothing."""
    known = [row for row, is_new in rows if not is_new]
    sql = "SELECT record_no, row_id, no, case_id, person_id, told FROM likeness_rows WHERE row_id IN ({keys})"
    held = {(one[0], one[1]): one[2:] for one in link.rows_in(sql, [row.row for row in known])}
    _insert(link, [row for row, is_new in rows if row.told and (is_new or row[:2] not in held)])
    _change(link, [(row, held[row[:2]]) for row in known if row[:2] in held])


def index_due(link: Link, most: int) -> int:
    """Put at most `most` of the rows into the index that were put off, and return how many are left."""
    due = link.rows("SELECT record_no, row_id FROM likeness_due LIMIT ?", (most,))
    for name in SOURCES:
        shape = shape_of(BY_NAME[name].number)
        ids = [row for number, row in due if number == shape.number]
        _index(link, [(row, False) for row in _rows_of(link, shape, ids)])
    link.many("DELETE FROM likeness_due WHERE record_no = ? AND row_id = ?", due)
    return count_due(link)


def count_due(link: Link) -> int:
    """Return how many rows the index has yet to take in."""
    return int(link.value("SELECT count(*) FROM likeness_due"))


def _insert(link: Link, rows: Sequence[LikenessRow]) -> None:
    if not rows:
        return
    top = link.value("SELECT coalesce(max(no), 0) FROM likeness_rows")
    numbered = list(enumerate(rows, top + 1))
    sql = "INSERT INTO likeness_rows (no, record_no, row_id, case_id, person_id, told) VALUES (?,?,?,?,?,?)"
    link.many(sql, [(no, *row) for no, row in numbered])
    _add_keys(link, [(key, no) for no, row in numbered for key in keys_of(read(row.told))])


def _add_keys(link: Link, keys: list[tuple[int, int]]) -> None:
    link.many("INSERT INTO likeness_keys (key, no) VALUES (?, ?)", sorted(keys))  # neighbours share pages


def _change(link: Link, rows: Sequence[tuple[LikenessRow, SqlRow]]) -> None:
    added, gone = list[tuple[int, int]](), list[tuple[int, int]]()
    for row, (no, _case, _person, told) in rows:
        before, after = (keys_of(read(text)) for text in (told, row.told))
        added += [(key, no) for key in after - before]
        gone += [(key, no) for key in before - after]
    link.many("DELETE FROM likeness_keys WHERE key = ? AND no = ?", sorted(gone))
    _add_keys(link, added)
    kept = [(*row[2:], held[0]) for row, held in rows if row.told and row[2:] != held[1:]]
    link.many("UPDATE likeness_rows SET case_id = ?, person_id = ?, told = ? WHERE no = ?", kept)
    link.many("DELETE FROM likeness_rows WHERE no = ?", [(held[0],) for row, held in rows if not row.told])


def find_around(link: Link, keys: Collection[int], most: int) -> Around:
    """Return at most `most` people who share most with who lies under these keys, those who share rare keys first."""
    asked = sorted(keys)
    counts = _COUNTED.format(keys=",".join(["(?)"] * len(asked)))
    having: dict[int, int] = dict(link.rows(counts, (MOST_UNDER_ONE, *asked))) if asked else {}
    crowd = Crowd(link.value("SELECT coalesce(max(no), 0) FROM likeness_rows"), having)
    chosen = followed(having)
    if not chosen:
        return Around(crowd)
    nearest = _NEAREST.format(keys=",".join(["(?,?)"] * len(chosen)))
    rows = link.rows(nearest, [*(value for pair in chosen.items() for value in pair), most])
    return Around(crowd, joined(Near(person, case, read(told)) for person, case, told in rows))


def fill(link: Link) -> None:
    """Make the index anew out of the rows as they lie there, after an upgrade of a store that had none."""
    link.run("DELETE FROM likeness_keys")
    link.run("DELETE FROM likeness_rows")
    link.run("DELETE FROM likeness_due")
    for name in SOURCES:
        told = (row for row in _rows_of(link, shape_of(BY_NAME[name].number)) if row.told)
        while rows := list(islice(told, _FILLED_AT_ONCE)):
            _insert(link, rows)


def _rows_of(link: Link, shape: Shape, ids: Sequence[bytes] | None = None) -> Iterator[LikenessRow]:
    """Yield what the index shall hold of the rows of a record, of all of them unless their ids are given."""
    siblings: dict[bytes, dict[tuple[int, int, int], object]] = {}
    sql = "SELECT row_id, field_no, log_no, seq, value FROM siblings WHERE record_no = ?"
    for row_id, *place, value in link.each(sql, (shape.number,)):
        siblings.setdefault(row_id, {})[place[0], place[1], place[2]] = decode_plain(value)
    among = f"{shape.select} AND case_id IS NOT NULL"
    for row in link.rows(among) if ids is None else link.rows_in(f"{among} AND row_id IN ({{keys}})", ids):
        standing = Standing(shape, list(row), row, {}, {}, {})
        standing.siblings = siblings.get(row[ROW_ID], standing.siblings)
        yield _row_of(standing)


@cache
def _places_of(shape: Shape) -> dict[int, Told]:
    """Return what the fields of a record tell, by their numbers; nothing for a record that tells of nobody."""
    told = SOURCES.get(shape.record.name, {}) if shape.record else {}
    return {shape.record.by_name[name].number: what for name, what in told.items()} if shape.record else {}


@cache
def _touching(shape: Shape) -> frozenset[int]:
    """Return the fields of a record of which a change may change what its row tells, or of whom."""
    return frozenset(_places_of(shape)) | (frozenset() if _is_person(shape) else {_number_of(shape, "person")})


def _is_touched(standing: Standing) -> bool:
    """Tell whether a row that was there may tell something else now."""
    row, old = standing.row, standing.old
    if old is None or standing.siblings or standing.held or standing.remade:
        return True
    return standing.touches(_touching(standing.shape)) or old[HIDDEN] != row[HIDDEN] or old[CASE] != row[CASE]


def _row_of(standing: Standing) -> LikenessRow:
    shape, row = standing.shape, standing.row
    person = row[ROW_ID] if _is_person(shape) else row[shape.places[_number_of(shape, "person")][0]]
    told = "" if row[HIDDEN] or person is None else write(likeness_of(_answers(standing)))
    return LikenessRow(shape.number, row[ROW_ID], row[CASE], person or b"", told)


def _is_person(shape: Shape) -> bool:
    return shape.record is not None and shape.record.name == PERSON


def _number_of(shape: Shape, name: str) -> int:
    return shape.record.by_name[name].number if shape.record else 0


def _answers(standing: Standing) -> Iterator[tuple[Told, str]]:
    """Yield every live answer of a row that tells who somebody is, the several of a dispute too."""
    shape = standing.shape
    for number, told in _places_of(shape).items():
        texts = [searched_text(standing.row[shape.places[number][0]])]
        texts += [
            searched_text(to_column(wire, octets=False)[1])
            for (field, _log, _seq), wire in sorted(standing.siblings.items())
            if field == number
        ]
        for text in dict.fromkeys(texts):
            yield from ((told, line) for line in text.split("\n") if line)
