"""In words what an import of cases would do, or did."""

from tipdesk.services.import_export.imported import Imported
from tipdesk.ui.translate import _, plural


def told_before(told: Imported) -> str:
    """Return what a check of all rows found."""
    return "  ".join(
        (
            plural("{count} row would be added.", "{count} rows would be added.", told.added),
            plural("{count} row would be changed.", "{count} rows would be changed.", told.changed),
            plural("{count} row stands so already.", "{count} rows stand so already.", told.unchanged),
            *_notes(told),
        )
    )


def told_after(told: Imported) -> str:
    """Return what was saved."""
    return "  ".join(
        (
            plural("{count} row was added.", "{count} rows were added.", told.added),
            plural("{count} row was changed.", "{count} rows were changed.", told.changed),
            plural("{count} row stands so already.", "{count} rows stand so already.", told.unchanged),
            *_notes(told),
        )
    )


def _notes(told: Imported) -> list[str]:
    notes = []
    if told.bad:
        notes.append(plural("{count} row cannot be taken.", "{count} rows cannot be taken.", len(told.bad)))
    if told.matched:
        notes.append(
            plural("{count} row names somebody who is here.", "{count} rows name somebody who is here.", told.matched)
        )
    gates = {one.row for one in told.noted if one.gate}
    if gates:
        notes.append(
            plural(
                "{count} row is from before the program and is past a rule.",
                "{count} rows are from before the program and are past a rule.",
                len(gates),
            )
        )
    if not told.is_whole:
        notes.append(_("So many rows are wrong that the rest was not read. Is it the right map?"))
    return notes
