"""The actions that help: which version runs, the list of shortcuts, and the pages of help."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action, Actions
from tipdesk.ui.help_pages import HELP_PAGES, HelpPage


def help_actions(window: QWidget, known: Callable[[], Actions], go_to_about: Callable[[], object]) -> list[Action]:
    """Return the actions; `known` returns those whose shortcuts are listed, and the sheets open over `window`."""

    def show_page(page: HelpPage) -> None:
        from tipdesk.ui.widgets.help_sheet import HelpSheet

        HelpSheet(page, window).open()

    def show_shortcuts() -> None:
        from tipdesk.ui.widgets.shortcut_sheet import ShortcutSheet

        ShortcutSheet(known(), window).exec()

    words = "version licence support"
    return [
        Action("about", mark("About TIPdesk"), go_to_about, icon="info-circle", words=words, is_help=True),
        Action("shortcuts", mark("Keyboard shortcuts"), show_shortcuts, "F1", "keyboard", is_help=True),
        *(
            Action(one.id, one.title, partial(show_page, one), icon="help", words=one.words, is_help=True)
            for one in HELP_PAGES
        ),
    ]
