"""The page *About*: what this program is, in lines that support can be sent, and the licences of all that it carries.

The list of components stands beside the notice of the one that is chosen, with its licence in full. The page speaks to
nobody; `AboutPresenter` asks for what it shows.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.components import Component
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.widgets.sides import Sides

HEADS, WIDTHS = (mark("Component"), mark("Version"), mark("Licence")), (0, 78, 120)
LEAST_LINES = 5
GAP = 14


class AboutPage(FrontPage):
    """The page.

    `sought` carries the words that are searched for, and `chosen` the component whose notice is asked for. `copied` is
    what the page says once the lines were copied.
    """

    sought = Signal(str)
    chosen = Signal(object)

    def __init__(self, copied: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied, self._lines = copied, ""
        self.facts = Facts()
        self.copy = plain(_("C&opy for support"), icon="file-text", pressed=self._copy)
        program = Card(_("This program"))
        program.add_beside(self.copy)
        program.add(self.facts)
        self.home = ElidedLabel("body")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        name = muted(_("Folder of this installation"))
        name.setWordWrap(False)
        row.addWidget(name)
        row.addWidget(self.home, 1)
        program.column.addLayout(row)
        self.column.addWidget(program)
        self.column.addWidget(Sides(self._list(), self._notice(), (4, 5)), 1)
        self.set_first(self.search)

    def _list(self) -> Card:
        self.search = SearchBox(_("Find a component, a licence or a holder"))
        self.search.asked.connect(self.sought)
        self.search.left_downwards.connect(self._go_down)
        advice = _("Type the beginning of a name, such as “Qt”, or of a licence, such as “MIT”.")
        nothing = EmptyState("search", _("Nothing is called so"), advice)
        heads = [_(head) for head in HEADS]
        self.components = LineTable(_("Licences"), heads, WIDTHS, nothing, wide=0, least=LEAST_LINES)
        self.components.chosen.connect(self.chosen)
        self.count = muted(" ")
        card = Card(_("Licences"))
        card.add(self.search)
        card.add(self.components, 1)
        card.add(self.count)
        return card

    def _notice(self) -> Card:
        self.notice = QPlainTextEdit()
        self.notice.setReadOnly(True)
        self.notice.setTabChangesFocus(True)
        self.notice.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_name(self.notice, _("Its licence"))
        self.card = Card(_("Its licence"))
        self.card.add(self.notice, 1)
        return self.card

    def show_facts(self, facts: Sequence[tuple[str, str]], home: str, lines: Sequence[str]) -> None:
        """Show what the program is, and where its home lies; `lines` are what the button copies."""
        self.facts.show_facts([Fact(label, value) for label, value in facts])
        self.home.setText(home)
        self._lines = "\n".join(lines)

    def show_components(self, components: Sequence[Component], total: int) -> None:
        """Show these components of so many, and the notice of the first where none of them was chosen before."""
        self.components.show_lines(
            [Line((one.name, one.version, one.licence), one, tips={2: one.licence}) for one in components]
        )
        counted = plural("{count} component", "{count} components", total)
        if len(components) != total:
            counted = _("{found} of {all}").format(found=len(components), all=counted)
        self.count.setText(counted)
        if self.components.subject() is None and components:
            self.components.table.selectRow(0)

    def show_notice(self, title: str, notice: str) -> None:
        """Show the notice of one component, from its beginning."""
        self.card.set_title(title)
        set_name(self.notice, title)
        self.notice.setPlainText(visible(notice))

    def _go_down(self) -> None:
        if self.components.model.lines:
            self.components.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._lines)
        self.say(self._copied, "ok")
