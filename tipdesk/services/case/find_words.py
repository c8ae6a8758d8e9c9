"""Search: show everything that the officer may see, and of the rest only that something is there.

A match in a field that the officer may not see gives the reference and post of the case, never the row or the field.
While somebody is still typing (`finished=False`) nothing that identifies anybody is shown and nothing is audited. A
finished search is audited, with the number of its results, before they are returned.
"""

import unicodedata
from dataclasses import dataclass

from tipdesk.domain.kinds import Search
from tipdesk.domain.rows import Hit, Row
from tipdesk.domain.rules.access import Level
from tipdesk.services.audit import note_look
from tipdesk.services.case.cases_seen import CasesSeen
from tipdesk.services.case.matched import Matched, matched_in
from tipdesk.services.case.titles import code_of, title_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import mask

MOST_HITS = 50
FEWEST_CHARACTERS = 1


@dataclass(frozen=True)
class Found:
    """One result of a search.

    `title` is the neutral title of the case, `kind` the record of the row that matched, and `label` what that row is
    called. `matched` is where the words stand, None where no answer that is shown has them. At `Level.EXISTS` only
    `case`, `reference` and `post` are filled.
    """

    case: bytes
    reference: str
    post: str
    level: Level
    title: str = ""
    kind: str = ""
    row: bytes | None = None
    label: str = ""
    matched: Matched | None = None


def find_words(
    desk: Desk, words: str, *, limit: int = MOST_HITS, finished: bool = True, names: bool = True
) -> list[Found]:
    """Return the rows that match every word: beginnings of words, any part of names and numbers; latest first.

    Without `names` what is found is called by tags and codes, also when the search is finished, and words are marked
    only in what names nobody.
    """
    return search(desk, [words], limit=limit, finished=finished, names=names)


def search(
    desk: Desk,
    queries: list[str],
    *,
    limit: int,
    finished: bool,
    records: frozenset[int] = frozenset(),
    names: bool = True,
) -> list[Found]:
    """Return what matches any of the queries, each row once, at most `limit` of them.

    Every verb that searches goes through here, so that each is cut to what the officer may see and audited when
    `finished`. `records` are the numbers of the records to search; empty for all.
    """
    with desk.read() as reader:
        results = _Results(reader, desk, shows_identity=finished, names=names)
        for words in queries:
            if len(fold(words)) >= FEWEST_CHARACTERS:
                for hit in reader.find_hits(words, limit=limit, records=records):
                    results.add(hit, fold(words).split())
        found = list(results.found.values())[:limit]
    if finished:
        note_look(desk, "search", count=len(found))
    return found


class _Results:
    """What a search has found so far."""

    def __init__(self, reader: Reader, desk: Desk, *, shows_identity: bool, names: bool) -> None:
        self._reader = reader
        self._desk = desk
        self._names, self._call = names, title_of if names else code_of
        self._most = Level.SEALED if shows_identity else Level.SUMMARY
        self._cases = CasesSeen(reader, desk)
        self.found: dict[tuple[bytes, bytes | None], Found] = {}

    def add(self, hit: Hit, words: list[str]) -> None:
        """Add one hit to the results, as far as the officer may know of it."""
        row = self._reader.get_row(hit.record, hit.row)
        seen = self._cases.of(hit.case)
        if row is None or seen is None:
            return
        summary, level, shown = seen.summary, seen.eyes.level, seen.eyes.see(row)
        if level is Level.EXISTS or shown is None or not is_match(shown, words):
            exists = Found(hit.case, summary.reference, summary.post, Level.EXISTS)
            self.found.setdefault((hit.case, None), exists)
            return
        told = mask(shown, min(level, self._most))
        result = Found(
            case=hit.case,
            reference=summary.reference,
            post=summary.post,
            level=level,
            title=summary.title,
            kind=hit.record.name,
            row=hit.row,
            label=self._call(told, self._desk.codes),
            matched=matched_in(told if self._names else mask(told, Level.SUMMARY), words),
        )
        self.found.setdefault((hit.case, hit.row), result)


def is_match(row: Row, words: list[str]) -> bool:
    """Tell whether the fields of a row that are not masked contain all of these folded words."""
    texts = []
    for field in row.record.fields:
        value = row[field.name]
        if field.search is not Search.NONE and value is not None:
            parts = sorted(value) if isinstance(value, frozenset) else [str(value)]
            texts += [fold(str(part)) for part in parts]
    text = "\n".join(texts)
    bare = text.replace("-", "").replace(" ", "")
    return all(word in text or word in bare for word in words)


def fold(text: str) -> str:
    """Return text as search compares it: in small letters, without accents, and with single spaces between words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (character for character in plain if not unicodedata.combining(character))
    return " ".join("".join(kept).split())
