"""The two full-text indexes: whole words by their beginnings, and any part of names and numbers.

Both are FTS5 tables over the text kept in `search_rows` (external content), with `secure-delete`, so that a forgotten
name leaves the index too. Words and names stand in the first, names alone, by trigrams, in the second. Newest rows
come first, since row numbers grow. Which field may be shown to whom is the matter of `services/look`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tipdesk.adapters.store.link import Link

TABLES = (
    """CREATE VIRTUAL TABLE search_words USING fts5(words, names, content='search_rows', content_rowid='no',
       tokenize="unicode61 remove_diacritics 2", prefix='1 2 3')""",
    """CREATE VIRTUAL TABLE search_names USING fts5(names, content='search_rows', content_rowid='no',
       tokenize="trigram remove_diacritics 1")""",
    "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_names(search_names, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_words(search_words, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO search_names(search_names, rank) VALUES ('hashsize', 16777216)",
)
"""Statements that make the indexes. `hashsize`: one bundle gathers in memory before it goes into the index."""

_TRIGRAM = 3
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
Text = tuple[str, str]


def refresh(link: Link, texts: Sequence[tuple[int, bytes, bytes, Text]]) -> None:
    """Bring the indexes to these texts: (record number, row, case, (words, names)); empty texts leave the index."""
    held = {(row[1], row[2]): row for row in _held(link, [row for _record, row, _case, _text in texts])}
    top = int(link.value("SELECT coalesce(max(no), 0) FROM search_rows"))
    gone: list[tuple[int, str, str]] = []
    fresh: list[tuple[int, str, str]] = []
    inserts: list[tuple[object, ...]] = []
    for record, row, case, text in texts:
        old = held.get((record, row))
        if old is not None:
            if (old[3], old[4]) != text:
                gone.append((old[0], old[3], old[4]))
                fresh.append((old[0], *text))
        elif text != ("", ""):
            top += 1
            inserts.append((top, record, row, case, *text))
            fresh.append((top, *text))
    _write(link, sorted(gone), sorted(fresh), inserts)


def _held(link: Link, rows: Sequence[bytes]) -> Iterable[tuple[int, int, bytes, str, str]]:
    sql = "SELECT no, record_no, row_id, words, names FROM search_rows WHERE row_id IN ({keys})"
    return link.rows_in(sql, rows)  # type: ignore[return-value] # the driver's rows are tuples of any type


def _write(
    link: Link,
    gone: Sequence[tuple[int, str, str]],
    fresh: Sequence[tuple[int, str, str]],
    inserts: Sequence[Sequence[object]],
) -> None:
    """Write in the order of row numbers: FTS5 then gathers everything in memory and writes its index once."""
    before = {no: names for no, _words, names in gone}
    renamed = [(no, names) for no, _words, names in fresh if before.get(no, "") != names]
    erased = [(no, before[no]) for no, _names in renamed if before.get(no)]
    link.many("INSERT INTO search_words(search_words, rowid, words, names) VALUES ('delete', ?, ?, ?)", gone)
    link.many("INSERT INTO search_names(search_names, rowid, names) VALUES ('delete', ?, ?)", erased)
    link.many("INSERT INTO search_rows(no, record_no, row_id, case_id, words, names) VALUES (?,?,?,?,?,?)", inserts)
    emptied = [(no,) for no, words, names in fresh if not words and not names]
    link.many(
        "UPDATE search_rows SET words = ?, names = ? WHERE no = ?",
        [(words, names, no) for no, words, names in fresh if no in before and (words or names)],
    )
    link.many("DELETE FROM search_rows WHERE no = ?", emptied)
    link.many(
        "INSERT INTO search_words(rowid, words, names) VALUES (?, ?, ?)",
        [text for text in fresh if text[1] or text[2]],
    )
    link.many("INSERT INTO search_names(rowid, names) VALUES (?, ?)", [one for one in renamed if one[1]])


def split_words(words: str) -> list[str]:
    """Return what an officer typed as the words that the index knows: letters and digits, without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))
    found = dict.fromkeys(word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", plain)))
    return list(found)[:_MOST_WORDS]


def find_rows(link: Link, words: Sequence[str], limit: int, records: frozenset[int]) -> list[tuple[int, bytes, bytes]]:
    """Return (record number, row, case) of at most `limit` rows that match every word, newest first."""
    if not words:
        return []
    prefix = " AND ".join(f'"{word}"*' for word in words)
    found = set(_matches(link, "search_words", prefix, limit, records))
    if all(len(word) >= _TRIGRAM for word in words):
        found.update(_matches(link, "search_names", " AND ".join(f'"{word}"' for word in words), limit, records))
    if len(words) > 1 and len(found) < limit:
        found.update(_mixed(link, words, limit, records))
    newest = sorted(found, reverse=True)[:limit]
    return [(record, row, case) for _no, record, row, case in newest]


def _only(records: frozenset[int]) -> str:
    return f" AND r.record_no IN ({','.join(str(int(number)) for number in sorted(records))})" if records else ""


def _matches(
    link: Link, index: str, query: str, limit: int, records: frozenset[int]
) -> list[tuple[int, int, bytes, bytes]]:
    sql = (
        f"SELECT r.no, r.record_no, r.row_id, r.case_id FROM {index} f CROSS JOIN search_rows r ON r.no = f.rowid "  # noqa: S608 - a name of ours
        f"WHERE f.{index} MATCH ?{_only(records)} ORDER BY f.rowid DESC LIMIT ?"
    )
    return link.rows(sql, (query, limit))  # type: ignore[return-value] # the driver's rows are tuples of any type


def _mixed(
    link: Link, words: Sequence[str], limit: int, records: frozenset[int]
) -> list[tuple[int, int, bytes, bytes]]:
    """Return rows in which some words match as beginnings and others as parts of a name."""
    parts: set[int] | None = None
    for word in sorted(words, key=len, reverse=True):  # a longer word leaves fewer rows for the next
        nos = {no for (no,) in link.each("SELECT rowid FROM search_words WHERE search_words MATCH ?", (f'"{word}"*',))}
        if len(word) >= _TRIGRAM:
            names = link.each("SELECT rowid FROM search_names WHERE search_names MATCH ?", (f'"{word}"',))
            nos.update(no for (no,) in names)
        parts = nos if parts is None else parts & nos
        if not parts:
            return []
    newest = sorted(parts or (), reverse=True)
    sql = "SELECT no, record_no, row_id, case_id FROM search_rows r WHERE no IN ({keys})" + _only(records)
    found: list[tuple[int, int, bytes, bytes]] = []
    for row in link.rows_in(sql + " ORDER BY no DESC", newest):
        found.append(row)  # type: ignore[arg-type] # the driver's rows are tuples of any type
        if len(found) >= limit:
            break
    return found
