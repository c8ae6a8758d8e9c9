"""The command that says which program this is, and under which licences its parts are; no home is needed for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.domain.about import LICENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.components import Component
    from tipdesk.domain.program_files import FilesFound

DAMAGED_STATUS = 4


@click.command("about", cls=Command)
@click.option("--notices", is_flag=True, help="Print the licence of everything that the program carries, in full.")
@click.option("--check", is_flag=True, help="Read every file of the program, and name those that are damaged.")
@pass_context
def about(context: Context, *, notices: bool, check: bool) -> int:
    """Say which program this is: version, build, licence and libraries. Nothing that it prints is about anybody."""
    from tipdesk.homes.this_program import ThisProgram

    program = ThisProgram(context.home)
    if check:
        return _check(context, program.check_files(Progress().tell))
    told = program.about()
    components = program.components() if notices else ()
    form, values = told.edition.origin
    document = {
        **asdict(told.edition),
        "licence": LICENCE,
        "libraries": told.versions,
        **({"notices": [asdict(one) for one in components]} if notices else {}),
    }
    lines = [*told.told_to_others(_(form).format(**values)), _("Licence: {licence}").format(licence=LICENCE)]
    context.show(document, *lines, *(line for one in components for line in _notice(one)))
    return 0


def _check(context: Context, found: FilesFound | None) -> int:
    """Print what was found of the program's files, and return the exit status."""
    if found is None:
        words = _("TIPdesk runs from its source here: there is no list of its files.")
        context.show({"ok": True, "files": 0, "altered": [], "missing": []}, words)
        return 0
    document = {
        "ok": found.is_whole,
        "files": found.listed,
        "altered": list(found.altered),
        "missing": list(found.missing),
    }
    lines = [
        *(_("Altered: {name}").format(name=name) for name in found.altered),
        *(_("Missing: {name}").format(name=name) for name in found.missing),
    ]
    end = (
        _("The program's {count} files are as they were made.").format(count=found.listed)
        if found.is_whole
        else _("The program is damaged. Install TIPdesk again; what is recorded is not touched by that.")
    )
    context.show(document, *lines, end)
    return 0 if found.is_whole else DAMAGED_STATUS


def _notice(component: Component) -> Iterator[str]:
    yield from ("", "=" * 72, f"{component.name} {component.version}".strip())
    yield _("Licence: {licence}").format(licence=component.licence)
    for part in (component.copyright, component.note, component.text):
        if part:
            yield from ("", *part.split("\n"))
