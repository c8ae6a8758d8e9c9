"""All that is known of one human being, case by case, as far as each case may be read; nothing is changed here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.services.same_person.find_linked import CaseThere, Linked
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.facts import facts_of
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.facts import Facts
from tipdesk.ui.widgets.labels import body, heading, muted, strong
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

_NOT_TOLD = ("person_code",)


class LinkedPane(QFrame):
    """The pane; `back` is emitted when the officer goes back, and `opened` with a case and a person of it."""

    back = Signal()
    opened = Signal(bytes, bytes)

    def __init__(self, found: Linked, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        set_name(self, _("All that is known of one person, case by case"))
        self.to_back = quiet(_("Back"), icon="chevron-left", pressed=self.back.emit)
        self.openers: list[QPushButton] = []
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(8, 4, 8, 12)
        middle.setSpacing(10)
        for case in found.cases:
            middle.addWidget(self._case(case, wording))
        for one in found.elsewhere:
            asked = _("Case {reference} tells of this person, too. It is not open to you: ask {post}.")
            middle.addWidget(body(asked.format(reference=one.reference, post=one.post or "?")))
        middle.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 0)
        top.addWidget(self.to_back)
        top.addWidget(heading(_("All that is known")))
        top.addWidget(muted(plural("{count} case", "{count} cases", len(found.cases))))
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addLayout(top)
        if found.links.contradictions:
            column.addWidget(muted(_("A link says that two of these are not the same person.")))
        column.addWidget(scrolled(inner), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _case(self, case: CaseThere, wording: Wording) -> QWidget:
        """Return the card of one case: each person in it with answers, and a line for each row that belongs to them."""
        card = Card("  ·  ".join(part for part in (case.reference, case.title) if part))
        rows = [one.row for one in case.people] + [row for one in case.people for row in one.parts]
        words = wording.with_rows(rows)
        for one in case.people:
            opener = plain(_("Open"), icon="chevron-right", pressed=partial(self.opened.emit, case.case, one.row.id))
            set_name(opener, _("Open case {reference} at this person").format(reference=case.reference))
            self.openers.append(opener)
            line = QHBoxLayout()
            line.addWidget(strong(words.title(one.row)), 1)
            line.addWidget(opener)
            card.column.addLayout(line)
            facts = Facts()
            facts.show_facts(*facts_of(one.row, words, _NOT_TOLD))
            card.add(facts)
            for row in one.parts:
                card.add(body(f"{_(row.record.label)}: {line_of(row, words, most=6)}"))
        return card
