"""The page on which a backup is put back in place of what is here.

It asks which backup and by whose passphrase, and shows how far it is and what came of it. What happens to the files
that are here stands beside the button that does it. No passphrase stays on the page when it is left. Every deed is done
by `RestorePresenter`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from tipdesk.ui.recovery.chosen_card import ChosenCard, ChosenWords
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.sides import Sides, stacked
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.titled_page import lay_titled


class BackupCard(ChosenCard):
    """The card on which the backup is chosen and its passphrase typed.

    `folder_pressed` asks to choose the backup; `officer` is left empty where there is only one.
    """

    folder_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        words = ChosenWords(
            title=_("The backup"),
            passphrase=_("&Passphrase of that day"),
            button=_("Put &it back"),
            busy=_("Putting it back…"),
            missing=_("Choose the backup first."),
            icon="refresh",
        )
        super().__init__("restore", words, parent)
        self.add(muted(_("A folder whose name begins with TB-, on a stick or another disk, or the folder it lies in.")))
        self.chosen = body(_("No backup is chosen."))
        self.add(self.chosen)
        self.choose = plain(_("&Choose the backup…"), icon="folder", pressed=self.folder_pressed.emit)
        self.add_bar(self.choose)
        self.officer = FieldFrame(
            "restore-officer",
            _("&Officer"),
            TextEdit(most=40),
            help_text=_("Only where several officers unlocked this PC on the day of the backup."),
            can_be_missing=False,
        )
        self.add(self.officer)
        self.add(self.passphrase)
        self.add_bar(self.button)

    def show_backup(self, sentence: str) -> None:
        """Show which backup was chosen, and ask for the passphrase."""
        self.chosen.setText(sentence)
        self.ask()

    def show_no_backup(self, problem: str) -> None:
        """Say why what was chosen is no backup."""
        self.chosen.setText(problem)
        self.is_chosen = False

    def show_step(self, number: int, count: int) -> None:
        """Say on the button which step of how many is being done."""
        self.button.setText(_("Putting it back: step {number} of {count}…").format(number=number, count=count))


class RestorePage(QWidget):
    """The page. `back_pressed` leads back to the passphrase.

    With `is_first` it leads back to the first run of a PC that has no home yet.
    """

    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_first: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Put a backup back · TIPdesk"))
        self.backup, self.done = BackupCard(), Card(_("The backup is back"))
        self._result = strong()
        self._kept = body()
        self.done.add(self._result)
        self.done.add(self._kept)
        self._next = body()
        self.done.add(SignLine("chevron-right", _("Unlock with the passphrase that you have just typed.")))
        self.done.add(self._next)
        self._before = _before()
        self.done.hide()
        sides = Sides(stacked((self.backup, 0), (self.done, 0)), stacked((self._before, 0)), (1, 1))
        words = _("&Back") if is_first else _("&Back to unlock")
        self.back = plain(words, icon="chevron-left", pressed=self.back_pressed.emit)
        lay_titled(self, _("Put a backup back"), sides, self.back)

    def show_busy(self, *, is_busy: bool) -> None:
        """Switch the buttons off while the backup is being put back, or on again.

        Without them the page stays in front until it is done.
        """
        for button in (self.back, self.backup.choose):
            button.setEnabled(not is_busy)
        self.backup.show_busy(is_busy=is_busy)

    def show_done(self, result: str, kept: str, then: str) -> None:
        """Show what came of it in place of the form.

        `kept` says where the earlier files are ("" for nowhere), and `then` what is to be done after the unlock.
        """
        self.show_busy(is_busy=False)
        self.backup.edit.conceal()
        self.backup.hide()
        self._result.setText(result)
        self._kept.setText(kept)
        self._kept.setVisible(bool(kept))
        self._next.setText(then)
        self._before.hide()
        self.back.setText(_("&Back to unlock"))
        self.done.show()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with choosing a backup, as for the first time."""
        super().showEvent(event)
        self.done.hide()
        for part in (self.backup, self._before):
            part.show()
        self.backup.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the passphrase, so that none waits on a page that nobody looks at."""
        super().hideEvent(event)
        self.backup.edit.conceal()


def _before() -> Card:
    card = Card(_("Before you press it"))
    for line in (
        _("Ring headquarters, and say that this PC's records are put back."),
        _("Close every other window and command of TIPdesk on this PC."),
        _("Everything of the day of the backup comes back. What was written since is brought over where the files that "
          "are here can still be read."),
        _("Nothing is deleted: what is here now is kept beside it, under another name."),
        _("If the power fails meanwhile, start TIPdesk again: it finishes this or takes it back, and says so."),
    ):  # fmt: skip
        card.add(SignLine("chevron-right", line))
    return card
