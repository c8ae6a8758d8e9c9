"""What stands in the cells of the sheet, always by the cautious reading, and the longer words about each.

A cell that was refused shows what was typed; one that is in dispute shows the safer answer and names all. Names are
left out while tags alone are shown.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import IDENTITY, Value
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.childhood import Childhood
from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.cells import KINDS, age_words, need_name, read_cell
from tipdesk.services.line_list.columns import AGE, BY_COLUMN, FAMILY, NEEDS, TAG
from tipdesk.services.line_list.lines import Line
from tipdesk.services.line_list.signs import Urgency, urgency_of
from tipdesk.services.sheets.columns import Column
from tipdesk.ui.line_list.entry import Entry
from tipdesk.ui.sheet.painted import Cell
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.facts import HIDDEN_DOTS
from tipdesk.ui.wording import Wording

URGENCY_WORDS = {
    Urgency.NOW: (mark("Now"), "danger"),
    Urgency.SOON: (mark("Soon"), "warn"),
    Urgency.TODAY: (mark("Today"), "info"),
    Urgency.LATER: (mark("Later"), ""),
}
_TONES = {Urgency.NOW: "danger", Urgency.SOON: "warn", Urgency.TODAY: "info", Urgency.LATER: "neutral"}
_CHILD = {
    Childhood.CHILD: (mark("Child"), "danger"),
    Childhood.UNSURE: (mark("Child"), "danger"),
    Childhood.UNKNOWN: (mark("Age?"), "warn"),
}
_HIDDEN = frozenset({AGE, FAMILY, TAG})
"""What is shown while names are hidden although it is of the class of names, or would be."""


class CellWords:
    """The words of one sheet; `today` says how old people are, `hides_names` whether tags alone are shown."""

    def __init__(self, wording: Wording, today: Callable[[], date]) -> None:
        self.wording, self.today = wording, today
        self.hides_names = False

    def cell(self, entry: Entry, column: Column, twice: Collection[str]) -> Cell:
        """Return what a cell shows; `twice` are the tags that more than one person has."""
        if self.hides(entry, column):
            return Cell(HIDDEN_DOTS, is_hidden=True)
        if column.name in entry.typed:
            return Cell(
                entry.typed[column.name],
                is_refused=column.name in entry.refused or bool(entry.problem),
                is_waiting=True,
            )
        line = entry.line
        if line is None:
            return Cell()
        row, name = line.told(column.name) if column.field is not None else (line.person, column.name)
        is_disputed = name in row.siblings
        if column.name == NEEDS:
            return Cell("", self._need_pills(line), is_disputed=any(need.siblings for need in line.open_needs))
        words = self.saved(line, column)
        if column.name == AGE:
            return Cell(words, self._child_pill(line), is_disputed=is_disputed)
        if column.name == TAG:
            is_disputed = is_disputed or DELETED_NAME in line.person.siblings
        is_twice = column.name == TAG and line.tag_key in twice
        return Cell(words, is_disputed=is_disputed, is_twice=is_twice)

    def editable(self, entry: Entry, column: Column) -> str:
        """Return the words with which the editor of a cell opens: as they were typed, or such as can be read again."""
        if column.name in entry.typed:
            return entry.typed[column.name]
        return self.saved(entry.line, column) if entry.line is not None else ""

    def name(self, entry: Entry) -> str:
        """Return the names in a row, as they are typed or saved; "" while names are hidden."""
        columns = (BY_COLUMN["given_names"], BY_COLUMN["family_name"])
        words = (self.editable(entry, column) for column in columns if not self.hides(entry, column))
        return " ".join(word for word in words if word)

    def saved(self, line: Line, column: Column) -> str:
        """Return what is saved in a cell, in words that the cell takes."""
        if column.field is None:
            return "; ".join(self._need(need) for need in line.open_needs)
        if column.name == AGE:
            return age_words(line.person)
        value: Value = cautious_value(*line.told(column.name))
        if isinstance(value, frozenset):
            one = [self.wording.value(column.field, frozenset({part})) for part in sorted(value, key=str)]
            return "; ".join(one)
        return self.wording.value(column.field, value)

    def told(self, entry: Entry, column: Column | None, twice: Collection[str]) -> str:
        """Return the longer words about a cell: why it was refused, what is in dispute, what makes it urgent."""
        if column is None:
            return self.why(entry)
        if column.name in entry.refused:
            return entry.refused[column.name]
        if column.name in entry.typed:
            return entry.problem
        line = entry.line
        if line is None or self.hides(entry, column):
            return ""
        if entry.is_gone:
            return _("Somebody put this person into the trash.")
        parts = [self._dispute(line, column)]
        if column.name == TAG and line.tag_key in twice:
            parts.append(_("More than one person has the tag {tag}: they stand side by side.").format(tag=line.tag))
        if column.name == NEEDS:
            parts += [self._need_told(need) for need in line.open_needs]
        return "\n".join(part for part in parts if part)

    def judge(self, line: Line | None, typed: Mapping[str, str]) -> dict[str, str]:
        """Return why words that were typed over a line cannot be read, by column."""
        refused: dict[str, str] = {}
        for name, words in typed.items():
            try:
                read_cell(self.wording.codes, BY_COLUMN[name], words, line.person if line else None, _)
            except UserError as problem:
                refused[name] = problem.text(_)
        return refused

    def urgency(self, entry: Entry) -> Urgency:
        """Return how soon somebody has to be seen to."""
        return entry.line.urgency(self.today()) if entry.line is not None else Urgency.LATER

    def why(self, entry: Entry) -> str:
        """Return a sentence that says why somebody is urgent."""
        if entry.line is None:
            return ""
        urgency = self.urgency(entry)
        needs = [self._need(need) for need in entry.line.open_needs if urgency_of(need) is urgency]
        word = _(URGENCY_WORDS[urgency][0])
        if needs:
            return _("{urgency}, because of: {needs}").format(urgency=word, needs=", ".join(needs))
        if urgency is Urgency.SOON:
            return _("{urgency}, because a child has no family letter").format(urgency=word)
        return _("{urgency}: no need has been ticked").format(urgency=word)

    def hides(self, entry: Entry, column: Column) -> bool:
        """Tell whether a cell has an answer that is not shown: to whoever may not see it, or while names are hidden."""
        field, line = column.field, entry.line
        if field is None or line is None:
            return False
        is_name = field.sensitivity is IDENTITY and column.name not in _HIDDEN
        row, name = line.told(field.name)
        return name in row.masked or (
            self.hides_names and is_name and (row[name] is not None or column.name in entry.typed)
        )

    def _dispute(self, line: Line, column: Column) -> str:
        if column.field is None:
            return ""
        row, name = line.told(column.name)
        told = row.siblings.get(name)
        if not told:
            return ""
        answers = " / ".join(self.wording.value(column.field, one.value) or _("no answer") for one in told)
        sentence = _("In dispute: {answers}. The more careful one counts; what you type settles it.")
        return sentence.format(answers=answers)

    def _child_pill(self, line: Line) -> tuple[tuple[str, str], ...]:
        told = _CHILD.get(line.childhood(self.today()))
        return ((_(told[0]), told[1]),) if told and "about_age" not in line.person.masked else ()

    def _need_pills(self, line: Line) -> tuple[tuple[str, str], ...]:
        return tuple((self._need(need), _TONES[urgency_of(need)]) for need in line.open_needs)

    def need(self, kind: str) -> str:
        """Return what a kind of need is called in a cell."""
        return need_name(self.wording.codes, kind, _, self.wording.language)

    def _need(self, need: Row) -> str:
        return self.need(str(need["kind"] or ""))

    def _need_told(self, need: Row) -> str:
        return _("{need}: {kind}").format(need=self._need(need), kind=self.wording.code(KINDS, str(need["kind"] or "")))
