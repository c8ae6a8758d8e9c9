"""Opens the count of any list, and lets it leave: onto the clipboard or onto paper, each written into the audit first.

A page makes one `Counting` and hands it a source: `RowsSource` for rows of a record that are in memory, such as the
list of a case's page, or one of its own (`ui/cases/case_count`). What is copied leaves the clipboard by itself after a
moment, as everything does that TIPdesk puts there.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.kinds import Field, Storage
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.counting import count_rows
from tipdesk.domain.schema import RecordType
from tipdesk.services.desk import Desk
from tipdesk.services.documents.counted import Counted, in_words
from tipdesk.services.lists.take_count import copy_count
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.count_dialog import CountDialog, CountSource
from tipdesk.ui.wording import Wording

_LAST = 1_000_000


class Counting(QObject):
    """Counts for one page. `dialog` is the one that was opened last."""

    def __init__(self, seat: Seat, page: QWidget) -> None:
        super().__init__(page)
        self._seat, self._page = seat, page
        self.dialog: CountDialog | None = None

    def open(self, source: CountSource) -> None:
        """Open the dialog that counts a list."""
        dialog = self.dialog = CountDialog(source, self._page.window())
        dialog.copied.connect(partial(self._copy, dialog))
        dialog.printed.connect(partial(self._print, dialog))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _copy(self, dialog: CountDialog, counted: Counted) -> None:
        def put(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            dialog.say(_("Copied, and written into the audit. It leaves the clipboard in ten seconds."))

        self._seat.lanes.write(copy_count, counted, then=put, failed=partial(_refused, dialog), owner=dialog)

    def _print(self, dialog: CountDialog, counted: Counted) -> None:
        make, write = self._seat.print_count, self._seat.write_file
        if make is None or write is None:
            dialog.say(_("Nothing can be printed here."))
            return
        kinds = _("PDF document (*.pdf)")
        path = self._seat.choosing.target(dialog, _("Save the count"), f"{_('count')}.pdf", kinds)
        if path is None:
            return

        def run(desk: Desk) -> Path:
            write(path, make(desk, counted))
            return path

        def told(written: Path) -> None:
            dialog.say(_("Saved, and written into the audit: {name}").format(name=written.name))

        self._seat.lanes.write(run, then=told, failed=partial(_refused, dialog), owner=dialog)


def _refused(dialog: CountDialog, problem: TipdeskError) -> None:
    dialog.say(problem.text(_))


@dataclass(frozen=True)
class RowsSource:
    """The rows of one record that a list shows, counted in memory by those answers that come from lists.

    `rule` says in words which rows the list shows, and `case` is the case they belong to. A row in dispute counts once,
    by the more careful answer, and an answer that is hidden from the officer counts as hidden.
    """

    record: RecordType
    rows: Sequence[Row]
    rule: str
    wording: Wording
    case: bytes | None

    @property
    def title(self) -> str:
        """Return what is counted, as the heading of the dialog says it."""
        return _("Count: {what}").format(what=_(self.record.plural))

    @property
    def columns(self) -> Sequence[Choice]:
        """Return the answers from lists, yes and no, and references that this record has."""
        return [Choice(field.name, _(field.label)) for field in counted_fields(self.record)]

    def ask(self, by: tuple[str, ...], then: Callable[[Counted], object]) -> None:
        """Count by one or two columns and call `then` with the answer."""
        fields = [self.record.by_name[name] for name in by]
        rows = [(tuple(self._value(row, field) for field in fields), 1) for row in self.rows]
        disputed = sum(any(field.name in row.siblings for field in fields) for row in self.rows)
        heads = [_(field.label) for field in fields]
        counted = in_words(
            count_rows(by, rows, disputed),
            what=_(self.record.plural),
            rule=self.rule,
            at=self.wording.now(),
            heads=heads,
            words=lambda _number, value: str(value[1]) if isinstance(value, tuple) else str(value),
            order=lambda _number, value: value if isinstance(value, tuple) else (_LAST, str(value)),
            case=self.case,
        )
        then(counted)

    def _value(self, row: Row, field: Field) -> Hashable:
        """Return the place of an answer in its list and what it is called."""
        if field.name in row.masked or self.wording.hides_listed(field):
            return (_LAST, _("Hidden"))
        value = cautious_value(row, field.name)
        if value is None:
            return (_LAST - 1, _("No answer"))
        rank = self.wording.codes.rank(field.codes, str(value)) if field.codes else 0
        return (rank if rank >= 0 else _LAST - 2, self.wording.value(field, value))


def counted_fields(record: RecordType) -> Sequence[Field]:
    """Return the fields by which the rows of a record can be counted."""
    return [field for field in record.fields if _is_counted(field)]


def _is_counted(field: Field) -> bool:
    """Tell whether an answer is one of few, so that rows can be counted by it."""
    is_one_of_few = bool(field.codes) or field.refers or field.storage is Storage.FLAG
    return field.is_asked and not field.is_several and is_one_of_few
