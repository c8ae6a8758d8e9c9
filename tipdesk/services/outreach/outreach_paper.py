"""What papers on trainings and campaigns have in common: how they name their printer, and tables of short texts.

They are audited as prints before they are made, and signed before they leave; an entry of the register says so.
"""

from collections.abc import Callable, Iterable, Sequence

from tipdesk.domain.moments import datetime_shown, day_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import furnished
from tipdesk.services.documents.case_file import Block, CaseFile, Grid, GridLine, Section, Shown, Slip
from tipdesk.services.documents.counted import MARKING
from tipdesk.services.documents.printer import Printer
from tipdesk.services.documents.sign_print import sign_print

Translate = Callable[[str], str]
NONE = "-"


def read_reading(reader: Reader, desk: Desk, translate: Translate, rows: Sequence[Row] = ()) -> Reading:
    """Return how the values of registers become texts; `rows` are those that others refer to."""
    reading = Reading(names_in(reader, desk), {}, desk.codes, translate, Level.FULL, desk.clock.offset_minutes())
    return reading.with_titles_of(tuple(rows))


def about(reading: Reading, title: str, row: Row, without: frozenset[str] = frozenset()) -> Section:
    """Return the section that tells the answers of one row."""
    return Section(title, (Block("", reading.answers(row, without)),), "")


def table(heads: Sequence[str], widths: Sequence[float], lines: Iterable[Sequence[str]]) -> Grid:
    """Return a table of short texts."""
    cells = tuple(GridLine(tuple(Shown((cell,)) if cell else Shown() for cell in line)) for line in lines)
    return Grid(tuple(heads), tuple(widths), cells)


def make_paper(desk: Desk, reading: Reading, kind: str, title: str, more: str, sections: Sequence[Section]) -> CaseFile:
    """Return the model of a paper; `more` is the line under its title."""
    say, officer = reading.translate, reading.names.officer(desk.actor.officer)
    now = datetime_shown(moment_now(desk), say)
    foot = say(_("{kind} · printed by {by} · {when}")).format(kind=kind, by=officer, when=now)
    return CaseFile(
        kind=kind,
        reference=title,
        title=more,
        slip=Slip(((say(_("Printed by")), f"{officer}, {now}"),), (), ""),
        sections=tuple(sections),
        furniture=furnished(say(MARKING), foot, say),
    )


def print_list(
    desk: Desk,
    printer: Printer,
    reading: Reading,
    record: RecordType,
    empty: str,
    grid: tuple[Sequence[str], Sequence[float], Sequence[Sequence[str]]],
) -> bytes:
    """Return the signed list of a record's rows; `grid` are its heads, their widths and its lines."""
    note_print(desk, None)
    heads, widths, lines = grid
    say = reading.translate
    title = say(record.plural)
    section = Section(title, (table(heads, widths, lines),) if lines else (), empty)
    day = day_shown(PartialDate.of(moment_now(desk).date()), say)
    return sign_print(desk, printer.print(make_paper(desk, reading, say(_("List")), title, day, [section])))


def note_print(desk: Desk, row: bytes | None) -> None:
    """Write into the audit that a row of a register, or a list of them, is printed."""
    note_look(desk, Action.PRINT.value, row=row)


def code_label(desk: Desk, codes: str, code: str, translate: Translate) -> str:
    """Return what a code is called, or that nothing was said."""
    return desk.codes.label_of(codes, code) if code else translate(_("Not said"))


def field_label(record: str, name: str, translate: Translate) -> str:
    """Return what a field is called."""
    return translate(BY_NAME[record].by_name[name].label)


def said(reading: Reading, row: Row, name: str) -> str:
    """Return what a row answers to one field, in a line; all of it where it is in dispute."""
    return "; ".join(reading.shown(row, row.record.by_name[name]).texts)
