"""What a list says of the rows of one record: their words, by what they are found, filtered, sorted and grouped.

All of it comes from the declaration: coded columns are filters and groups, every column may be sorted by, and all
answers are searched. A page that knows more of its record, such as that of the people, has a speaker of its own. What a
speaker says is worked out when it is first asked for, so that a list of thousands costs what is seen of it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from tipdesk.domain.kinds import Field
from tipdesk.domain.ordering import in_order
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import RecordType
from tipdesk.domain.values import Value
from tipdesk.ui.records.lines import answers_in_line, cell_of
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import Wording

NO_ANSWER = ""
"""The key of the group, and the code of the filter, of the rows without an answer."""


class RowWords(NamedTuple):
    """What stands of a row in a list.

    `tag` stands before the title in a column of its own, and `family` is the letter at the end of its line. `pills` are
    words with their tones. `below` is the second line, and `aside` stands at its end and is never cut.
    """

    title: str
    below: str = ""
    aside: str = ""
    tone: str = "muted"
    tag: str = ""
    family: str = ""
    pills: tuple[tuple[str, str], ...] = ()

    @property
    def spoken(self) -> str:
        """Return the words as a screen reader says them."""
        parts = (self.tag, self.title, *(word for word, _tone in self.pills), self.family, self.below, self.aside)
        return ", ".join(part for part in parts if part)


class Offer(NamedTuple):
    """One filter of a list: its `key`, its words, and how many rows are `passing` it."""

    key: str
    label: str
    passing: int


class Speaker:
    """What is said of the rows of one record, in the words of one officer.

    `authors` are those who made the rows, by the id of the row. `drafts` are the rows of which something is typed and
    not saved. `uncounted` are words for the rows that do not count as they say, by the id of the row.
    """

    def __init__(
        self,
        record: RecordType,
        wording: Wording,
        authors: Mapping[bytes, Author] | None = None,
        drafts: Collection[bytes] = frozenset(),
    ) -> None:
        self.record, self.wording, self.drafts = record, wording, drafts
        self.uncounted: Mapping[bytes, str] = {}
        self._authors = authors or {}
        self._words: dict[bytes, RowWords] = {}
        self._sought: dict[bytes, str] = {}
        self._told_in = tuple(one for one in record.fields if one.is_asked or one.keeps_typed or one.later is not None)
        self._coded = tuple(field for field in record.columns if field.codes)

    def know(self, authors: Mapping[bytes, Author]) -> None:
        """Say from now on who made the rows, and find rows by them."""
        self._authors = authors
        self._words.clear()
        self._sought.clear()

    def words(self, row: Row) -> RowWords:
        """Return what stands of a row in the list."""
        if row.id not in self._words:
            self._words[row.id] = self._make_words(row)
        return self._words[row.id]

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a row in the list."""
        wording, dated = self.wording, next((one for one in self.record.columns if one.is_date), None)
        title = wording.title(row)
        aside = cell_of(row, dated, wording)[0] if dated is not None else ""
        skipped = (dated.name,) if dated is not None else ()
        told = answers_in_line(row, self.record.columns, wording, skipped)
        told = told or answers_in_line(row, self.record.fields, wording, skipped)
        long = next((field for field in self.record.fields if field.is_long and row[field.name]), None)
        if long is not None and len(told) < 2:  # noqa: PLR2004 - one short answer leaves room for the first words
            told.append(" ".join(wording.value(long, row[long.name]).split())[:200])
        if title == _(self.record.label) and told:
            title = told.pop(0)  # a row without a title of its own is told by its first answer
        return RowWords(title, "  ·  ".join(told), aside or self._made_at(row), pills=self.marks(row))

    def head(self, row: Row) -> RowWords:
        """Return what stands of a row at the head of its pane: what the list says, where there is no more to say."""
        return self.words(row)

    def marks(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return what must be seen of a row at once, as pills: that it is disputed, hidden or in the trash."""
        told = [(self.uncounted[row.id], "warn")] if row.id in self.uncounted else []
        if row.in_conflict():
            told.append((_("Disputed"), "danger"))
        if row.masked:
            told.append((_("Sealed"), "info") if row.masked <= row.sealed else (_("Hidden"), "neutral"))
        if row.deleted:
            told.append((_("In the trash"), "neutral"))
        return tuple(told)

    def authored(self, row: Row) -> str:
        """Return who made a row and when, as far as the history is at hand."""
        author = self._authors.get(row.id)
        if author is None:
            return ""
        when = self.wording.moment(author.at, author.offset)
        return " · ".join(part for part in (when, self.wording.names.officer(author.actor)) if part)

    def _made_at(self, row: Row) -> str:
        """Return when a row was made, as far as the history is at hand."""
        author = self._authors.get(row.id)
        return self.wording.moment(author.at, author.offset) if author is not None else ""

    def cell(self, row: Row, field: Field) -> str:
        """Return what stands of a row in the column of a field."""
        return cell_of(row, field, self.wording)[0]

    def sought(self, row: Row) -> str:
        """Return all words of a row by which it is found within the list, without regard to capitals."""
        if row.id not in self._sought:
            told = [self.authored(row)]
            for field in self._told_in:
                value = None if field.name in row.masked else row[field.name]
                if isinstance(value, str) and not field.codes:
                    told.append(value)
                elif value is not None:
                    told.append(self.wording.value(field, value))
            self._sought[row.id] = " ".join(told).casefold()
        return self._sought[row.id]

    def counted(self, count: int) -> str:
        """Return how many rows there are, in words."""
        return plural("{count} row", "{count} rows", count)

    def chips(self, rows: Sequence[Row]) -> list[Offer]:
        """Return the filters that stand above the list: of the first coded column that has several answers."""
        every = (self._offers(rows, field) for field in self._coded)
        return next((offers for offers in every if len(offers) > 1), [])

    def filters(self, rows: Sequence[Row]) -> list[tuple[str, list[Offer]]]:
        """Return all filters of the list, under the names of the columns that they are about."""
        return [(_(field.label), self._offers(rows, field)) for field in self._coded]

    def _offers(self, rows: Iterable[Row], field: Field) -> list[Offer]:
        """Return a filter for each answer to a field that some row has, in the order of its list of codes."""
        counted: Counter[str] = Counter()
        for answers, count in Counter(_answers(row, field) for row in rows).items():
            counted.update(dict.fromkeys(_codes(answers), count))
        ranked = sorted(counted, key=lambda code: (code == NO_ANSWER, self.wording.codes.rank(field.codes, code), code))
        return [Offer(f"{field.name}={code}", self._called(field, code), counted[code]) for code in ranked]

    def passes(self, row: Row, key: str) -> bool:
        """Tell whether a row passes the filter with this key; one in dispute passes by each of its answers."""
        name, _equals, code = key.partition("=")
        field = self.record.by_name.get(name)
        return field is not None and code in codes_in(row, field)

    def sorts(self) -> list[tuple[str, str]]:
        """Return by what the list may be sorted: the names of fields, and what they are called."""
        return [(field.name, _(field.label)) for field in self.record.columns]

    def sorted(self, rows: Sequence[Row], by: str) -> Sequence[Row]:
        """Return the rows in the order of a field, "-" before it for the largest first, or as declared for ""."""
        return in_order(rows, self.wording.codes, (by,) if by else None)

    def groupings(self) -> list[tuple[str, str]]:
        """Return by what the list may be grouped, as `sorts` does."""
        return [(field.name, _(field.label)) for field in self.record.columns if field.codes or field.refers]

    def group_of(self, row: Row, by: str) -> tuple[int, str, str]:
        """Return the group of a row: its place among the groups, its key and what it is called."""
        field = self.record.by_name[by]
        if field.codes:
            code = min(codes_in(row, field), key=lambda one: (one == NO_ANSWER, one))
            place = self.wording.codes.rank(field.codes, code) if code else len(field.codes) + 10**6
            return place, code, self._called(field, code)
        words = self.cell(row, field)
        return (0, words, words) if words else (1, NO_ANSWER, _("No answer"))

    def _called(self, field: Field, code: str) -> str:
        return self.wording.code(field.codes, code) if code else _("No answer")


def codes_in(row: Row, field: Field) -> frozenset[str]:
    """Return every code that a row has in a field, those of all answers in dispute; NO_ANSWER stands for none."""
    return _codes(_answers(row, field))


def _answers(row: Row, field: Field) -> frozenset[Value]:
    return frozenset() if field.name in row.masked else live_values(row, field.name)


def _codes(answers: frozenset[Value]) -> frozenset[str]:
    found: set[str] = set()
    for value in answers:
        if isinstance(value, frozenset):
            found |= {str(one) for one in value}
        elif value is not None:
            found.add(str(value))
    return frozenset(found or {NO_ANSWER})
