"""The page "Cases" of the window: the list, the case that is open, a new case. One of the three is in front.

Promises: `open_case` from anywhere (home, my work, the palette); leaving a case leads back to its line. Leaves to
others: being put into the window (bootstrap).
"""

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.ui.case.presenter import CasePresenter
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.cases.presenter import CasesPresenter
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.parts import Parts
from tipdesk.ui.translate import _

PAGE = "cases"


class CasesScreen(QFrame):
    """The page. Give it to the window's `Page.factory`."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self._parts = parts
        self._list = CasesPresenter(parts, self)
        self.list_view = CasesView(self._list.model)
        self.case_view = CaseView(parts.wording, can_print=parts.print_case is not None)
        self._case = CasePresenter(parts, self.case_view, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_view)
        self._stack.addWidget(self.case_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self._list.attach(self.list_view)
        self._list.start()

    def open_case(self, case: bytes) -> None:
        """Bring a case to the front."""
        self._list.remember(case)
        self._stack.setCurrentWidget(self.case_view)
        self._case.open(case)

    def show_list(self) -> None:
        """Bring the list to the front."""
        self._stack.setCurrentWidget(self.list_view)
        self._parts.show_title(_("Cases"))
        self.list_view.enter_table()

    def _connect(self) -> None:
        view = self.list_view
        view.filter_chosen.connect(self._choose_filter)
        view.asked.connect(self._list.find)
        view.settled.connect(self._list.settle)
        view.case_opened.connect(self.open_case)
        self._case.left.connect(self.show_list)

    def _choose_filter(self, name: str) -> None:
        self.list_view.search.clear()
        self._list.set_filter(name)
