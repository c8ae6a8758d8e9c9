"""The list of keyboard shortcuts, which F1 or a question mark opens.

It is read from the registry of actions, so that it is never out of date: first what works everywhere, then what works
on each page, where a letter alone works while the list of that page has the focus.
"""

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from tipdesk.ui.actions import Actions
from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.reading_sheet import ReadingSheet


class ShortcutSheet(ReadingSheet):
    """A dialog that lists every shortcut and what it does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), _listed(actions), parent)


def _listed(actions: Actions) -> QFrame:
    listed = QFrame()
    grid = QGridLayout(listed)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(24)
    page, row = "", 0
    for action in actions.find_shortcuts():
        if len(action.shortcut) == 1 and not are_letters_keys():
            continue
        if action.page != page:
            page = action.page
            grid.addWidget(muted(_("On the page {page}").format(page=actions.names.get(page, page))), row, 0, 1, 2)
            row += 1
        grid.addWidget(strong(action.shortcut), row, 0)
        words = body(_(action.text))
        words.setWordWrap(False)  # a dialog is as wide as its lines; one that wraps would be cut
        grid.addWidget(words, row, 1)
        row += 1
    return listed
