"""`tipdesk report-now`: a report without login, sealed to the store.

No passphrase is asked for and no store is opened; the next unlock makes a case of the report.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, read_json
from tipdesk.cli.translate import _


@click.command("report-now", cls=Command)
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), help="JSON document of the report.")
@pass_context
def report_now(context: Context, source: Path) -> None:
    """Keep a report without unlocking: answers by the field names of Report, or a case document; “author” names you.

    It is sealed here and read by nobody before an officer unlocks this PC: ring. No answer is refused: what cannot be
    read is kept word for word. “people” and “companion” may stand beside the answers, by the field names of Person.
    """
    from tipdesk.homes.locked import LockedHome
    from tipdesk.services.locked.report import read_given

    home = LockedHome(context.home)
    clock = home.clock
    home.keep_report(read_given(read_json(source), clock.now_ms(), clock.offset_minutes()))
    context.show({"kept": True}, _("Kept, sealed. Nobody has been told yet: ring. It is read when an officer unlocks."))
