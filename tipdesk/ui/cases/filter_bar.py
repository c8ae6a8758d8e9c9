"""The filters of the list of cases: a menu for each question, and a chip for each mark, all with their numbers."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from tipdesk.domain.rules.case_filter import CaseFilter, Tallies
from tipdesk.ui.cases.filter_words import MARKS, MENUS, FilterWords
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice_menu import ChoiceMenu
from tipdesk.ui.widgets.count_chip import CountChip
from tipdesk.ui.widgets.flow import Flow


class FilterBar(QFrame):
    """Menus and chips in a row. `changed` carries the filter as the officer has just chosen it."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._asked = CaseFilter()
        flow = Flow(self)
        self.menus = {facet: ChoiceMenu(_(label), is_single=facet == "since") for facet, label in MENUS.items()}
        for facet, menu in self.menus.items():
            menu.chosen.connect(partial(self._choose, facet))
            flow.addWidget(menu)
        self.chips = {facet: CountChip(_(label), partial(self._toggle, facet)) for facet, label in MARKS.items()}
        for chip in self.chips.values():
            flow.addWidget(chip)

    def show_filter(self, asked: CaseFilter, tallies: Tallies, words: FilterWords) -> None:
        """Show what is chosen, and how many lines each choice has."""
        self._asked = asked
        for facet, menu in self.menus.items():
            menu.show_choices(words.choices(facet, asked, tallies), asked.wanted(facet))
        for facet, chip in self.chips.items():
            chip.setChecked(bool(asked.wanted(facet)))
            chip.show_count(tallies[facet].get(True, 0) if facet in tallies else None)

    def _choose(self, facet: str, ticked: frozenset[object]) -> None:
        if facet == "since":
            self._change(replace(self._asked, since=max((int(str(one)) for one in ticked), default=0)))
        else:
            self._change(replace(self._asked, **{facet: ticked}))  # type: ignore[arg-type] # the facet names its field

    def _toggle(self, facet: str) -> None:
        self._change(replace(self._asked, **{facet: self.chips[facet].isChecked()}))  # type: ignore[arg-type] # as above

    def _change(self, asked: CaseFilter) -> None:
        self._asked = asked
        self.changed.emit(asked)
