"""The page of the store's state: the warning, if there is one, backups, and the words for the shift register.

A warning stands on top and says what still works. The words can be read at arm's length. The page speaks the task's
words as signals, and knows no service and no thread.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tipdesk.ui.integrity.backup_card import BackupCard
from tipdesk.ui.integrity.whole_store import Noticed
from tipdesk.ui.integrity.words import WORKS, noticed_words
from tipdesk.ui.plain import set_name
from tipdesk.ui.sync.results_card import COLOURS
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, digits, muted, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.sides import Sides, stacked
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.text_edit import TextEdit

_COLUMNS = 2
_LONGEST = 120


class WarningCard(Card):
    """What was noticed, the code to read out, what still works and what to leave alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What was noticed"), parent)
        self._sentences, self._code, self._lines = body(), digits(), Lines()
        self.add(self._sentences)
        self.add(strong(_("Ring headquarters now and read out this code:")))
        self.add(self._code)
        self.add(self._lines)

    def show_noticed(self, noticed: Noticed) -> None:
        """Show what was noticed, the code for headquarters, and what still works."""
        self._sentences.setText("\n".join(noticed_words(noticed)))
        self._code.setText(noticed.call_code)
        self._lines.fill(SignLine(icon, _(text), COLOURS.get(icon, "muted")) for icon, text in WORKS)


class WordsCard(Card):
    """Eight words to be copied by hand into the shift register; `show_pressed` asks for those of now."""

    show_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Words for the shift register"), parent)
        self.add(muted(_("Write them down once a shift. They prove later that nothing older was put in their place.")))
        self._words, self._labels = QGridLayout(), list[QLabel]()
        self._words.setHorizontalSpacing(24)
        self.column.addLayout(self._words)
        self._note = muted()
        self.add(self._note)
        self.button = plain(_("&Show the words of now"), icon="list-check", pressed=self.show_pressed.emit)
        row = Flow()
        row.addWidget(self.button)
        self.column.addLayout(row)
        self._note.hide()
        self.column.addStretch(1)

    def show_words(self, words: Sequence[str], note: str) -> None:
        """Show the words in two columns, numbered as they are to be written.

        Words that are shown already make room for the others where they stand: one that is marked to be copied has the
        focus, which would be nowhere if it went.
        """
        rows = -(-len(words) // _COLUMNS)
        for number, word in enumerate(words):
            if number == len(self._labels):
                self._labels.append(digits())
                self._words.addWidget(self._labels[number], number % rows, number // rows)
            self._labels[number].setText(f"{number + 1}. {word}")
            set_name(self._labels[number], _("Word {number}: {word}").format(number=number + 1, word=word))
        self._note.setText(note)
        self._note.show()


class CompareCard(Card):
    """A line for the words that stand in the shift register; `compared` carries them as typed."""

    compared = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Compare with the shift register"), parent)
        self.add(
            muted(_("Type the eight words that were written down last. The first four letters of each are enough."))
        )
        self._editor = TextEdit("", _LONGEST)
        self.field = FieldFrame("words", _("&Eight words"), self._editor, can_be_missing=False)
        self.add(self.field)
        row = Flow()
        row.addWidget(plain(_("Compare the &words"), icon="check", pressed=self._give))
        self.column.addLayout(row)
        self._editor.line.returnPressed.connect(self._give)
        self.column.addStretch(1)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.set_value(None)

    def _give(self) -> None:
        self.field.set_problem(None)
        self.compared.emit(self._editor.line.text())


class StorePage(FrontPage):
    """The page; its cards are public, and the presenters connect to their signals.

    `shown` says that it came to the front.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warning, self.words, self.compare = WarningCard(), WordsCard(), CompareCard()
        self.backup, self.progress = BackupCard(), ProgressCard(_("Backup"))
        self.warning.hide()
        self.column.addWidget(self.warning)
        self.column.addWidget(self.progress)
        self.column.addWidget(Sides(stacked((self.backup, 0)), stacked((self.words, 0), (self.compare, 0))), 1)
        self.set_first(self.backup.now, self.words.button, self.compare.field.editor.faces[0])

    def show_noticed(self, noticed: Noticed | None) -> None:
        """Show the warning where something was noticed, else the words for the register.

        Nobody is to write down the words of records that do not hold.
        """
        if noticed is not None:
            self.warning.show_noticed(noticed)
        self.warning.setVisible(noticed is not None)
        self.words.setVisible(noticed is None)  # nobody is to write down the words of records that do not hold
