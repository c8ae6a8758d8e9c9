"""The elements of each victim of a case on its summary: act, means and purpose, found or missing, and the decision.

It lists what is recorded, and decides nothing: while an age is open both branches are told. How many people stand here
is fixed when the case is opened; who comes later is told in a number, so that nothing moves under the pointer.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from tipdesk.domain.rules.findings import ELEMENTS, FIELDS
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.elements.victims_told import VictimTold
from tipdesk.ui.case.element_cell import CellState, CellWords, ElementCell
from tipdesk.ui.case.element_words import ElementWords
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted, rule, small
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.wording import Wording

MOST = 3
"""How many people stand on the summary at first."""
LINES = 3
"""How many lines of the grid a person takes: the cells, the decision, and a rule."""
_STRETCHES = (26, 25, 25, 24)


class ElementsCard(Card):
    """The card. `opened` carries a row to read; `add_asked` the name of a record and what is known of its new row."""

    opened = Signal(object)
    add_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Elements of the offence, by person"), parent)
        self._places: list[PersonCells] = []
        self._shown: dict[bytes, PersonCells] = {}
        self._most = 0
        self._last: tuple[Workspace, Wording] | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        for column, stretch in enumerate(_STRETCHES):
            self._grid.setColumnStretch(column, stretch)
        self._heads = [small() for _stretch in _STRETCHES]
        for column, head in enumerate(self._heads):
            head.setContentsMargins(9, 0, 0, 0)
            self._grid.addWidget(head, 0, column)
        self._nothing = muted()
        self.more = quiet("", icon="users", pressed=self._show_more)
        keep_room(self.more)
        self.more.hide()
        self.add_beside(self.more)
        self.add(self._nothing)
        self.column.addLayout(self._grid)
        self.add(
            small(_("It lists what is recorded and where it comes from. The deciding body decides, not the program."))
        )

    def begin(self) -> None:
        """Choose anew who stands here, because another case is coming."""
        for cells in self._shown.values():
            cells.leave()
        self._shown, self._most, self._last = {}, 0, None

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the victims of a case; those that stand here already stay in their places."""
        self._last = (workspace, wording)
        victims = workspace.victims
        told = {one.found.person.id: one for one in victims or ()}
        self._most = self._most or min(len(told), MOST)
        for gone in [row for row in self._shown if row not in told]:
            self._shown.pop(gone).leave()
        for person in list(told)[: self._most]:
            if person not in self._shown and len(self._shown) < self._most:
                self._shown[person] = self._free_place()
        for person, cells in self._shown.items():
            cells.show_person(ElementWords(told[person], workspace, wording))
        self._say(victims, wording)
        self._chain()

    def texts(self) -> list[str]:
        """Return what is shown, a line for each cell as it is heard, for tests."""
        said = [self._nothing.text()] if not self._nothing.isHidden() else []
        return [*said, *(text for cells in self._standing() for text in cells.texts())]

    def _chain(self) -> None:
        """Let Tab go through the cells in the order in which they stand."""
        last: QWidget = self.more
        for part in (part for cells in self._standing() for part in cells.parts()):
            self.setTabOrder(last, part)
            last = part

    def _standing(self) -> list["PersonCells"]:
        """Return the cells in which somebody stands, from top to bottom."""
        return [cells for cells in self._places if cells in self._shown.values()]

    def _free_place(self) -> "PersonCells":
        """Return the first cells in which nobody stands: making them takes longer than filling them."""
        free = next((cells for cells in self._places if cells not in self._shown.values()), None)
        if free is None:
            free = PersonCells(self)
            free.stand(self._grid, 1 + LINES * len(self._places))
            self._places.append(free)
        return free

    def _say(self, victims: tuple[VictimTold, ...] | None, wording: Wording) -> None:
        hidden = len(victims or ()) - len(self._shown)
        heads = (_("Person"), *(wording.code("element", code) for code in ELEMENTS))
        for head, words in zip(self._heads, heads, strict=True):
            head.setText(words)
            head.setVisible(bool(self._shown))
        self.more.setText(plural("{count} more: show", "{count} more: show", hidden))
        self.more.setVisible(hidden > 0)
        self._nothing.setVisible(not victims)
        workspace = self._last[0] if self._last is not None else None
        if victims is None and workspace is not None:
            sealed = any(FIELDS[code] in row.sealed for row in workspace.view.of("Episode") for code in ELEMENTS)
            self._nothing.setText(_("Sealed: these people only") if sealed else _("Hidden"))
        else:
            self._nothing.setText(_("Nobody is recorded as a victim, or perhaps one: add the role of a person."))

    def _show_more(self) -> None:
        if self._last is not None:
            self._most = len(self._last[0].victims or ())
            self.show_case(*self._last)


class PersonCells:
    """The cells of one person: who it is, the three elements, and the newest decision below them."""

    def __init__(self, card: ElementsCard) -> None:
        self._card = card
        self.who = ElementCell(lambda: card.opened.emit(self._words().person))
        self.cells = {code: ElementCell(partial(self._press, code)) for code in ELEMENTS}
        self.decision: QPushButton = quiet("", pressed=self._press_decision)
        current().dress(self.decision, "scale", "muted")
        self.decision.setProperty("guise", "task")
        self.decision.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rule, self._told = rule(), list[ElementWords]()

    def parts(self) -> tuple[QPushButton, ...]:
        """Return the cells, and the decision after them."""
        return (self.who, *self.cells.values(), self.decision)

    def stand(self, grid: QGridLayout, line: int) -> None:
        """Take a place in the grid."""
        for column, cell in enumerate((self.who, *self.cells.values())):
            grid.addWidget(cell, line, column)
        grid.addWidget(self.decision, line + 1, 0, 1, len(_STRETCHES))
        grid.addWidget(self._rule, line + 2, 0, 1, len(_STRETCHES))

    def leave(self) -> None:
        """Say nothing of the person any more, and keep the place for another one."""
        self._told = []
        for part in (*self.parts(), self._rule):
            part.hide()
        for cell in (self.who, *self.cells.values()):
            cell.show_words(CellWords(CellState.PERSON, ""))
        self._say_decision("", "")

    def show_person(self, words: ElementWords) -> None:
        """Show how the elements of the person stand now."""
        self._told = [words]
        self.who.show_words(words.who())
        for code, cell in self.cells.items():
            cell.show_words(words.element(code))
        decided = words.decision()
        self._say_decision(decided, f"{self.who.accessibleName()}. {decided}")
        for part in (*self.parts(), self._rule):
            part.show()

    def _say_decision(self, decided: str, heard: str) -> None:
        self.decision.setText(button_text(decided))
        set_name(self.decision, heard)
        set_tip(self.decision, decided)

    def texts(self) -> list[str]:
        """Return what each cell is called by a screen reader, and the decision."""
        return [one.accessibleName() for one in self.parts()]

    def _words(self) -> ElementWords:
        return self._told[0]

    def _press(self, code: str) -> None:
        words = self._words()
        place = words.place_of(code)
        if place is None:
            self._card.add_asked.emit("Episode", {"person": words.person.id})
        else:
            self._card.opened.emit(place)

    def _press_decision(self) -> None:
        words = self._words()
        if words.told.decision is None:
            self._card.add_asked.emit("Determination", {"person": words.person.id})
        else:
            self._card.opened.emit(words.told.prepared or words.told.decision)
