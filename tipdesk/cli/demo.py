"""`tipdesk demo`: the main job on fresh homes with invented people, each step told as it is done, and a year after it.

The steps themselves are in `bootstrap/demo`; this command chooses their folder and opens the window at the end.
"""

import tempfile
from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, say
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError


@click.command(cls=Command)
@click.option("--headless", is_flag=True, help="Do not open the window at the end.")
@pass_context
def demo(context: Context, *, headless: bool) -> int:
    """Run the main job and an invented year, in --home (a temporary folder where it is not given)."""
    from tipdesk.adapters.system.paths import default_home
    from tipdesk.bootstrap.demo import run_demo
    from tipdesk.bootstrap.desktop import run_app

    folder = context.home
    if folder == default_home():
        folder = Path(tempfile.mkdtemp(prefix="tipdesk-demo-"))
    elif folder.exists() and any(folder.iterdir()):
        raise UserError("folder-not-empty", _("The demo needs an empty folder."))
    folder.mkdir(parents=True, exist_ok=True)
    steps: list[str] = []

    def tell(step: str) -> None:
        steps.append(step)
        if not context.is_json:
            say(step, err=False)

    done = run_demo(folder, tell)
    document = {
        "home": str(done.headquarters),
        "passphrase": done.passphrase,
        "steps": steps,
        "pdf": str(done.case_file),
    }
    context.show(document, _("Headquarters' home: {folder}").format(folder=done.headquarters))
    return 0 if headless else run_app(done.headquarters)
