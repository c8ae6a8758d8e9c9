"""The mark of a training home above every page, and the way from there to the homes that lie beside it.

The homes of `tipdesk demo` are headquarters and some PCs of its posts. *Switch to a post* locks this one and starts the
program afresh on another, as an officer would go to another PC. It stands at the mark and in the palette, and neither
is there in any other home.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QMenu

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.plain import button_text
from tipdesk.ui.shell import Shell
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain

ALONE = mark("Training data: invented people. Nothing here is sent to headquarters.")
LINKED = mark("Training data: invented people. No real post and no real headquarters is linked with this one.")


class Beside(Protocol):
    """A training home that lies beside the open one."""

    @property
    def folder(self) -> Path:
        """Return the folder of the home."""

    @property
    def name(self) -> str:
        """Return what the home is called."""


def show_training(shell: Shell, beside: Sequence[Beside], switch: Callable[[Path], object], *, is_linked: bool) -> None:
    """Show above every page that this is training, with a button that leads to the homes beside, as the palette does.

    `switch` is called with the folder of the home that was chosen.
    """
    banner = Banner(_(LINKED if is_linked else ALONE), "warn")
    if beside:
        button = plain(_("Switch to a post"), icon="building")
        menu = QMenu(button)
        for home in beside:
            go = partial(switch, home.folder)
            menu.addAction(button_text(home.name), go)
            shell.actions_known.add(_action(home, go))
        button.setMenu(menu)
        banner.add_button(button)
    shell.show_banner(banner)


def _action(home: Beside, go: Callable[[], object]) -> Action:
    text = _("Switch to a post: {name}").format(name=home.name)
    words = "training demo other home headquarters PC"
    return Action(f"switch-to-{home.folder.name}", text, go, icon="building", words=words)
