"""`tipdesk import …`: cases taken in from a spreadsheet, by the standard's map or one of your own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.services.import_export.imported import Imported
from tipdesk.services.voice import plural

_MOST_LINES = 200


@click.group("import", cls=Group)
def import_() -> None:
    """Take in cases from a spreadsheet: each row a person of a case. Run it with --dry-run first."""


def _options(run: Callable[..., int]) -> Callable[..., int]:
    """Add what both kinds of file are told."""
    for option in (
        click.option("--errors", type=click.Path(path_type=Path), help="A file for the rows that cannot be taken."),
        click.option("--dry-run", is_flag=True, help="Only say what would be saved, and what is wrong."),
        click.option("--sheet", default="", help="Which sheet of a workbook."),
        click.option("--map", "map_name", metavar="htcds|MAP.toml", default="htcds", show_default=True,
                     help="What the columns mean: the standard's, or a file of your own."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):  # fmt: skip
        run = option(run)
    return run


@import_.command("csv")
@_options
@pass_context
def csv(context: Context, file: Path, map_name: str, sheet: str, errors: Path | None, *, dry_run: bool) -> int:
    """Take in cases from a CSV file."""
    return _import(context, "csv", file, map_name, sheet, errors, dry_run=dry_run)


@import_.command("xlsx")
@_options
@pass_context
def xlsx(context: Context, file: Path, map_name: str, sheet: str, errors: Path | None, *, dry_run: bool) -> int:
    """Take in cases from an XLSX workbook; macros and formulas in it are never run."""
    return _import(context, "xlsx", file, map_name, sheet, errors, dry_run=dry_run)


def _import(
    context: Context, kind: str, file: Path, map_name: str, sheet: str, errors: Path | None, *, dry_run: bool
) -> int:
    from tipdesk.homes.case_sheets import BUILT_IN, import_cases, open_map, open_sheet, write_errors

    if not file.name.casefold().endswith(f".{kind}"):
        raise UserError("no-format", _("This is no .{kind} file."), kind=kind)
    desk = context.desk
    sheet_map = open_map(None if map_name.casefold() == BUILT_IN else Path(map_name), desk.codes)
    source = open_sheet(file)
    imported = import_cases(desk, source, sheet_map, dry_run=dry_run, told=Progress().tell, sheet=sheet)
    if errors is not None and imported.bad:
        write_errors(errors, imported)
    context.show(_document(imported, errors, dry_run=dry_run), *_lines(imported, errors, dry_run=dry_run))
    return 1 if imported.bad else 0


def _document(imported: Imported, errors: Path | None, *, dry_run: bool) -> dict[str, object]:
    """Return what became of a file as JSON holds it."""
    problems = [
        {"sheet": imported.sheet, "row": one.row, "column": one.column, "message": one.why.text(_)}
        for one in imported.problems
    ]
    noted = [
        {"sheet": imported.sheet, "row": one.row, "column": "", "gate": one.gate, "message": one.why.text(_)}
        for one in imported.noted
    ]
    counts: dict[str, object] = {
        "importable" if dry_run else "imported": imported.saved,
        "added": imported.added,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "matched": imported.matched,
    }
    more: dict[str, object] = {"passed_over": list(imported.passed_over), "whole": imported.is_whole}
    if errors is not None and imported.bad:
        more["errors_file"] = str(errors)
    return {**counts, "errors": problems, "noted": noted, **more}


def _lines(imported: Imported, errors: Path | None, *, dry_run: bool) -> Iterator[str]:
    """Yield what became of a file in lines for people."""
    for one in imported.problems[:_MOST_LINES]:
        where = _("Row {row}, column {column}: {why}") if one.column else _("Row {row}: {why}")
        yield where.format(row=one.row, column=one.column, why=one.why.text(_))
    for note in imported.noted[:_MOST_LINES]:
        yield _("Row {row}, noted: {why}").format(row=note.row, why=note.why.text(_))
    if imported.passed_over:
        yield _("These columns mean nothing to the map and were passed over: {names}.").format(
            names=", ".join(imported.passed_over)
        )
    counts = ", ".join(
        (
            plural("{count} row added", "{count} rows added", imported.added),
            plural("{count} changed", "{count} changed", imported.changed),
            plural("{count} unchanged", "{count} unchanged", imported.unchanged),
            plural("{count} row cannot be taken", "{count} rows cannot be taken", len(imported.bad)),
        )
    )
    said = _("It would be: {counts}. Nothing was saved yet.") if dry_run else _("Saved: {counts}.")
    yield said.format(counts=counts)
    if not imported.is_whole:
        yield _("So many rows are wrong that the rest was not read. Is it the right map?")
    if errors is not None and imported.bad:
        yield _("What cannot be taken is in {file}: put it right there, and import that file.").format(file=errors)
