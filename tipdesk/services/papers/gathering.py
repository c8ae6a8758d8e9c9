"""Gathers what papers are made of within one look: rows cut to what the copy may say, names, numbers and a language.

It is done once for each language, however many papers are printed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.services.directory.names import names_in
from tipdesk.services.directory.own_number import find_own_number
from tipdesk.services.documents.answers import Reading, narrow
from tipdesk.services.documents.file_of_view import printed_of
from tipdesk.services.documents.make_case_file import level_of
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.eyes import Eyes
from tipdesk.services.locked.describe_outside import find_numbers
from tipdesk.services.look import CaseView
from tipdesk.services.papers.asked import Asked
from tipdesk.services.papers.kinds import PERSON, PaperKind
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.refuge_alone import find_refuges

_LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es"}
"""The codes of the list of languages that stand for a language of papers."""


@dataclass(frozen=True)
class Tongues:
    """The languages of papers: the codes of those there are, and what gives one by its code, "" for the program's."""

    known: Sequence[str]
    get: Callable[[str], Tongue]


class Gathering:
    """What the papers of one look are made of."""

    def __init__(self, eyes: Eyes, view: CaseView, kind: PaperKind, asked: Asked, tongues: Tongues) -> None:
        self._eyes, self._view, self._kind, self._asked, self._tongues = eyes, view, kind, asked, tongues
        self._made: dict[str, Material] = {}

    def material(self, row: Row) -> Material:
        """Return what the paper of a row is made of."""
        code = self._language(row)
        if code not in self._made:
            self._made[code] = self._gather(self._tongues.get(code))
        return self._made[code]

    def _language(self, row: Row) -> str:
        if self._asked.language or not self._kind.is_told:
            return self._asked.language
        person = self._view.get_row(row.id if row.record.name == PERSON else row.parent or b"")
        spoken = _LANGUAGES.get(str(person["main_language"] or ""), "") if person is not None else ""
        return spoken if spoken in self._tongues.known else ""

    def _gather(self, tongue: Tongue) -> Material:
        desk, names = self._eyes.desk, names_in(self._eyes.reader, self._eyes.desk)
        printed = printed_of(
            desk, names, {}, level=self._level, copy_number=self._asked.copy_number, translate=tongue.translate
        )
        rows = tuple(narrow(row, self._level) for row in self._rows)
        codes = tongue.codes(desk.codes)
        reading = Reading(names, {}, codes, tongue.translate, self._level, printed.offset_minutes).with_titles_of(rows)
        seen = self._rows if self._kind.needs_names else ()
        return Material(
            case=rows[0],
            rows=rows,
            reading=reading,
            printed=printed,
            tongue=tongue,
            numbers=find_numbers(self._eyes.reader),
            own_number=find_own_number(self._eyes.reader, desk),
            refuges=find_refuges(seen, reading),
            with_names=self._asked.identity,
            is_whole=self._asked.whole,
        )

    @property
    def _level(self) -> Level:
        return level_of(self._eyes, identity=self._asked.identity or self._kind.needs_names)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return (self._view.case, *(row for found in self._view.rows.values() for row in found))
