"""The command that says which program this is, and under which licences its parts are; no home is needed for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.about import LICENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.components import Component


@click.command("about", cls=Command)
@click.option("--notices", is_flag=True, help="Print the licence of everything that the program carries, in full.")
@pass_context
def about(context: Context, *, notices: bool) -> None:
    """Say which program this is: version, build, licence and libraries. Nothing that it prints is about anybody."""
    from tipdesk.homes.this_program import ThisProgram

    program = ThisProgram(context.home)
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


def _notice(component: Component) -> Iterator[str]:
    yield from ("", "=" * 72, f"{component.name} {component.version}".strip())
    yield _("Licence: {licence}").format(licence=component.licence)
    for part in (component.copyright, component.note, component.text):
        if part:
            yield from ("", *part.split("\n"))
