"""What an import of a register prints: counts, and each cell that is wrong, by row and column."""

from collections.abc import Iterator

from tipdesk.cli.translate import _
from tipdesk.services.registers.read_sheet import Imported
from tipdesk.services.voice import plural


def import_document(told: Imported, *, dry_run: bool) -> dict[str, object]:
    """Return what became of a file as JSON holds it."""
    errors = [{"sheet": "", "row": one.row, "column": one.column, "message": one.why.text(_)} for one in told.problems]
    noted = list(_noted(told))
    counts = {"added": told.added, "changed": told.changed, "unchanged": told.unchanged}
    if dry_run:
        return {"importable": told.added + told.changed, **counts, "errors": errors, "noted": noted}
    saved = told.added + told.changed if not errors else 0
    return {"imported": saved, **counts, "errors": errors, "noted": noted}


def import_lines(told: Imported, *, dry_run: bool) -> Iterator[str]:
    """Yield what became of a file in lines for people."""
    for one in told.problems:
        where = _("Row {row}, column {column}: {why}") if one.column else _("Row {row}: {why}")
        yield where.format(row=one.row, column=one.column, why=one.why.text(_))
    yield from _noted(told)
    counts = ", ".join(
        (
            plural("{count} row added", "{count} rows added", told.added),
            plural("{count} changed", "{count} changed", told.changed),
            plural("{count} unchanged", "{count} unchanged", told.unchanged),
        )
    )
    if told.problems:
        yield _("Nothing was saved. Put this right in the file and import it again.")
    elif dry_run:
        yield _("It would be: {counts}. Nothing was saved yet.").format(counts=counts)
    else:
        yield _("Saved: {counts}.").format(counts=counts)


def _noted(told: Imported) -> Iterator[str]:
    if told.passed_over:
        yield _("The program fills these in itself, so they were passed over: {names}.").format(
            names=", ".join(told.passed_over)
        )
    if told.adds_again:
        yield _("Rows without a key are added anew each time this file is imported.")
