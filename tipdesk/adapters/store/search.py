"""The two full-text indexes: texts are found by whole words and their beginnings, names and numbers by any part.

Both are FTS5 tables over the text kept in `search_rows` (external content). Names are indexed by trigrams, each word
behind two marks, so that beginnings of one or two letters are found as well. Newest rows come first, since row numbers
grow. Which field may be shown to whom is decided in `services/look`.

Decision: `secure-delete` is on, so that a changed name leaves the index at once; but while a bundle that changes many
names is taken in it is off, because it makes each change fifty times dearer and the ledger beside the index holds the
old name until a redaction anyway. After a redaction `forget_residue` merges the indexes whole, which leaves nothing of
what was replaced or removed before.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.link import Link

TABLES = (
    """CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_rows', content_rowid='no',
       columnsize=0, tokenize="unicode61 remove_diacritics 2", prefix='1 2')""",
    """CREATE VIRTUAL TABLE search_names USING fts5(names, content='search_rows', content_rowid='no',
       columnsize=0, tokenize="trigram remove_diacritics 1")""",
    *(
        f"INSERT INTO {table}({table}, rank) VALUES ('{option}', {value})"  # noqa: S608 - names of ours
        for table in ("search_words", "search_names")
        for option, value in (("hashsize", 16 << 20), ("pgsz", 3_930), ("automerge", 8), ("secure-delete", 1))
    ),
)
"""Statements that make the indexes.

`columnsize=0` leaves out how long each text is, which nobody asks, since the newest comes first. `prefix` indexes
the first one and two letters of words as they are; words that share three letters are few enough to be read one
after the other. `hashsize` lets one bundle gather in memory before it goes into the index. `pgsz` makes a leaf of
the index fit on one page of an encrypted store, which keeps 48 of its 4,096 bytes for itself. `automerge` is how
many pieces of the index may lie side by side before they are merged."""

_MARK = "^^"
_MOST_MIXED = 20_000
"""How many of the newest rows of each word are compared where words match in different indexes."""

_FEW_CHANGES = 64
"""Up to this many changed texts in one unit are deleted securely at once: every save by hand, and small bundles."""

_TRIGRAM = 3
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORDS = "".join(one.casefold() if one.isalnum() else " " for one in map(chr, range(128)))
"""What becomes of each character of an ASCII text before it is split into words; this is quicker than to look for
words."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
NO_CASE = b""
"""What stands in place of a case for rows of the registers, which belong to none."""
Text = tuple[str, str]
"""What the two indexes read of a row: its words and its names."""

RowText = tuple[int, bytes, bytes, Text]
"""The record's number, the row, its case, and what the indexes read of it."""

_NOTHING: Text = ("", "")


class ChangedTexts:
    """What the indexes shall read of the rows that a unit of work has changed; the last text noted for a row counts.

    The texts are gathered so that a bundle that is merged in pieces goes into the indexes once.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, bytes], RowText] = {}
        self._new: dict[tuple[int, bytes], RowText] = {}

    def note(self, text: RowText, *, is_new: bool) -> None:
        """Note the text of a row; a row with an empty text leaves the index.

        `is_new` says that the tables did not hold the row before, so that the index does not hold it either.
        """
        key = text[:2]
        found = self._new if is_new or key in self._new else self._known
        found[key] = text

    def write(self, link: Link) -> None:
        """Bring the indexes up to date with what has been noted, and forget the notes."""
        known, new = list(self._known.values()), list(self._new.values())
        self._known.clear()
        self._new.clear()
        _refresh(link, known, new)


def _refresh(link: Link, known: Sequence[RowText], new: Sequence[RowText]) -> None:
    """Bring the indexes to the texts of these rows; rows with empty texts leave them.

    `new` are rows that the tables did not hold before, and that the indexes therefore do not hold.
    """
    if not (known or new):
        return
    sql = "SELECT no, record_no, row_id, case_id, words, names FROM search_rows WHERE row_id IN ({keys})"
    held = {
        (record, row): (no, case, (words, names))
        for no, record, row, case, words, names in link.rows_in(sql, [row for _record, row, _case, _text in known])
    }
    changes: list[tuple[int, Text, Text]] = []
    moved: list[tuple[bytes, int]] = []
    inserts = [(record, row, case, *text) for record, row, case, text in new if text != _NOTHING]
    for record, row, case, text in known:
        old = held.get((record, row))
        if old is not None:
            no, before, told = old
            if before != case:
                moved.append((case, no))
            if told != text:
                changes.append((no, told, text))
        elif text != _NOTHING:
            inserts.append((record, row, case, *text))
    link.many("UPDATE search_rows SET case_id = ? WHERE no = ?", moved)
    _write(link, sorted(changes), inserts)


def _write(
    link: Link, changes: Sequence[tuple[int, Text, Text]], inserts: Sequence[tuple[int, bytes, bytes, str, str]]
) -> None:
    """Write in the order of row numbers, so that FTS5 gathers everything in memory and writes its index once."""
    top = link.value("SELECT coalesce(max(no), 0) FROM search_rows") if inserts else 0
    link.many("INSERT INTO search_rows(record_no, row_id, case_id, words, names) VALUES (?,?,?,?,?)", inserts)
    for index, column in ((0, "words"), (1, "names")):
        table = f"search_{column}"
        other = [(no, old, new) for no, old, new in changes if old[index] != new[index] or new == _NOTHING]
        written = [(no, new[index]) for no, _old, new in other if new != _NOTHING]
        is_bulk = len(other) > _FEW_CHANGES
        secure = f"INSERT INTO {table}({table}, rank) VALUES ('secure-delete', ?)"  # noqa: S608 - names of ours
        if is_bulk:
            link.run(secure, (0,))
        erase = f"INSERT INTO {table}({table}, rowid, {column}) VALUES ('delete', ?, ?)"  # noqa: S608 - as above
        link.many(erase, [(no, old[index]) for no, old, _new in other])
        if is_bulk:
            link.run(secure, (1,))
        link.many(f"INSERT INTO {table}(rowid, {column}) VALUES (?, ?)", written)  # noqa: S608 - as above
        if inserts:
            added = (
                f"INSERT INTO {table}(rowid, {column}) SELECT no, {column} FROM search_rows WHERE no > ? ORDER BY no"  # noqa: S608 - as above
            )
            link.run(added, (top,))
    kept = [(*new, no) for no, _old, new in changes if new != _NOTHING]
    link.many("UPDATE search_rows SET words = ?, names = ? WHERE no = ?", kept)
    link.many("DELETE FROM search_rows WHERE no = ?", [(no,) for no, _old, new in changes if new == _NOTHING])


def forget_residue(link: Link) -> None:
    """Merge each index into one piece, so that nothing of what was replaced or removed before is left in it."""
    for table in ("search_words", "search_names"):
        link.run(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - names of ours


def check_indexes(link: Link) -> list[str]:
    """Compare each index with the text that it was made of, and return the names of those that differ."""
    wrong = []
    for table in ("search_words", "search_names"):
        try:
            link.run(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - names of ours
        except dbapi2.DatabaseError:
            wrong.append(table)
    return wrong


def marked_names(text: str) -> str:
    """Return what the index of names reads of a text: its words, each behind the marks."""
    words = _words(text)
    return f"{_MARK}{_MARK.join(words)}" if words else ""


def split_words(words: str) -> list[str]:
    """Return what an officer typed as words that the indexes know: letters and digits, without accents.

    At most eight words are returned; the rest is not looked for.
    """
    return list(_words(words))[:_MOST_WORDS]


def _words(text: str) -> dict[str, None]:
    """Return the words of a text in their order, each once, as the keys of a dict."""
    if text.isascii():
        return dict.fromkeys(text.translate(_ASCII_WORDS).split())
    plain = unicodedata.normalize("NFD", text)
    for sign in filter(unicodedata.combining, set(_BEYOND_ASCII.findall(plain))):
        plain = plain.replace(sign, "")
    return dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", plain).casefold()))


def find_rows(link: Link, words: Sequence[str], limit: int, records: frozenset[int]) -> list[tuple[int, bytes, bytes]]:
    """Return (record number, row, case) of at most `limit` rows that match every word, newest first.

    `records` limits the search to these record numbers; where it names none, the rows of cases are searched.
    """
    if not words:
        return []
    found = set(_matches(link, "search_words", " AND ".join(map(_word_query, words)), limit, records))
    found.update(_matches(link, "search_names", " AND ".join(map(_name_query, words)), limit, records))
    if len(words) > 1 and len(found) < limit:
        found.update(_mixed(link, words, limit, records))
    newest = sorted(found, reverse=True)[:limit]
    return [(record, row, case) for _no, record, row, case in newest]


def _word_query(word: str) -> str:
    return f'"{word}"*'


def _name_query(word: str) -> str:
    return f'"{word}"' if len(word) >= _TRIGRAM else f'"{_MARK}{word}"'


def _only(records: frozenset[int]) -> str:
    if not records:
        return " AND r.case_id <> x''"
    return f" AND r.record_no IN ({','.join(str(int(number)) for number in sorted(records))})"


def _matches(
    link: Link, index: str, query: str, limit: int, records: frozenset[int]
) -> list[tuple[int, int, bytes, bytes]]:
    sql = (
        f"SELECT r.no, r.record_no, r.row_id, r.case_id FROM {index} f CROSS JOIN search_rows r ON r.no = f.rowid "  # noqa: S608 - a name of ours
        f"WHERE f.{index} MATCH ?{_only(records)} ORDER BY f.rowid DESC LIMIT ?"
    )
    return link.rows(sql, (query, limit))


def _mixed(
    link: Link, words: Sequence[str], limit: int, records: frozenset[int]
) -> list[tuple[int, int, bytes, bytes]]:
    """Return rows in which some words match in the text and others in the names."""
    parts: set[int] | None = None
    for word in sorted(words, key=len, reverse=True):  # a longer word leaves fewer rows for the next
        nos = {*_numbers(link, "search_words", _word_query(word)), *_numbers(link, "search_names", _name_query(word))}
        parts = nos if parts is None else parts & nos
        if not parts:
            return []
    newest = sorted(parts or (), reverse=True)
    sql = "SELECT no, record_no, row_id, case_id FROM search_rows r WHERE no IN ({keys})"
    found: list[tuple[int, int, bytes, bytes]] = []
    for row in link.rows_in(f"{sql}{_only(records)} ORDER BY no DESC", newest):
        found.append(row)
        if len(found) >= limit:
            break
    return found


def _numbers(link: Link, index: str, query: str) -> Iterator[int]:
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - a name of ours
    return (no for (no,) in link.each(sql, (query, _MOST_MIXED)))
