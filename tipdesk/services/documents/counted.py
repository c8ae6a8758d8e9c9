"""A count in words, as it stands on the screen, on the clipboard and on paper: by which rule, when, and of what.

Small numbers are figures of real people: whoever knows that one child came by one ship on one day knows who is meant.
So every count is marked, and says in words what it counts and how rows in dispute were read.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.rules.counting import CountTable
from tipdesk.domain.texts import _
from tipdesk.services.voice import plural, translated

MARKING = _("RESTRICTED · NOT FOR PUBLICATION")
WARNING = _("Small numbers are figures of real people. A table for the public comes from the statistics alone.")
Words = Callable[[int, Hashable], str]
"""Takes the number of a column counted by, 0 or 1, and a value of it, and returns what the value is called."""
Order = Callable[[int, Hashable], tuple[int, str]]
"""Takes the same, and returns by what values are put in order."""


@dataclass(frozen=True)
class Counted:
    """A count.

    `what` is counted by the `rule`, as of `at`. `heads` are the one or two columns that it is counted by, `rows` and
    `columns` the values of the first and of the second (one empty word where there is none), and `cells` the numbers.
    `notes` say how it was read. `by` are the names of the columns and `case` is the case of which the rows are part,
    both for the audit.
    """

    what: str
    rule: str
    at: datetime
    heads: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    by: tuple[str, ...]
    notes: tuple[str, ...] = ()
    case: bytes | None = None

    @property
    def total(self) -> int:
        """Return how many rows were counted."""
        return sum(map(sum, self.cells))

    @property
    def is_crossed(self) -> bool:
        """Tell whether it is counted by two columns."""
        return len(self.heads) > 1

    def table(self) -> list[list[str]]:
        """Return the table with its headings and sums: the first line is the head and the last one the sums."""
        head = [self.heads[0], *(self.columns if self.is_crossed else ()), translated(_("Total"))]
        lines = [
            [row, *(map(str, cells) if self.is_crossed else ()), str(sum(cells))]
            for row, cells in zip(self.rows, self.cells, strict=True)
        ]
        sums = [sum(column) for column in zip(*self.cells, strict=True)] if self.is_crossed else []
        return [head, *lines, [translated(_("Total")), *map(str, sums), str(self.total)]]

    def title(self) -> str:
        """Return what is counted by what: "Cases by stage and risk"."""
        if self.is_crossed:
            return translated(_("{what} by {first} and {second}")).format(
                what=self.what, first=self.heads[0].lower(), second=self.heads[1].lower()
            )
        return translated(_("{what} by {first}")).format(what=self.what, first=self.heads[0].lower())

    def rules(self) -> list[str]:
        """Return the rule, the date and the notes, each as a line."""
        when = translated(_("As of {when}")).format(when=datetime_shown(self.at, translated))
        return [translated(_("Counted: {rule}")).format(rule=self.rule), when, *self.notes, translated(WARNING)]

    def text(self) -> str:
        """Return the whole count as lines of text, cells apart by tabs, with its marking first and last."""
        cells = ["\t".join(line) for line in self.table()]
        return "\n".join([translated(MARKING), self.title(), *cells, *self.rules(), translated(MARKING)]) + "\n"


def in_words(
    table: CountTable,
    *,
    what: str,
    rule: str,
    at: datetime,
    heads: Sequence[str],
    words: Words,
    order: Order,
    case: bytes | None = None,
) -> Counted:
    """Return a table of numbers in words, with the values of each column in order."""
    axes = [sorted({values[at] for values in table.counts}, key=partial(order, at)) for at in range(len(table.by))]
    second: list[Hashable] = axes[1] if len(axes) > 1 else [""]
    cells = tuple(
        tuple(table.counts.get((row, column) if len(axes) > 1 else (row,), 0) for column in second) for row in axes[0]
    )
    notes = []
    if table.disputed:
        notes.append(
            plural(
                "{count} in dispute is counted once, by the more careful answer.",
                "{count} in dispute are counted once each, by the more careful answer.",
                table.disputed,
            )
        )
    return Counted(
        what=what,
        rule=rule,
        at=at,
        heads=tuple(heads),
        rows=tuple(words(0, row) for row in axes[0]),
        columns=tuple(words(1, column) for column in second) if len(axes) > 1 else ("",),
        cells=cells,
        by=table.by,
        notes=tuple(notes),
        case=case,
    )
