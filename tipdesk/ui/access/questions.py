"""Makes the questions that are asked before somebody acts without asking, opens a case in an emergency, or decides.

The words are the same wherever a question is asked. Doing what was agreed to is up to others.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.access.act_now import GROUNDS
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import danger, primary
from tipdesk.ui.widgets.choice import Choice, choices_of
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.long_text import LongText

BOX = 96
REASON, GROUND, PASSPHRASE, OFFICER, LEVEL = "reason", "ground", "passphrase", "officer", "level"


def reason_field(label: str, help_text: str = "") -> FieldFrame:
    """Return the field in which an officer says why, in a few words."""
    box = LongText(3)
    box.setMaximumHeight(current().pixels(BOX))
    return FieldFrame(REASON, label, box, help_text=help_text, can_be_missing=False)


def chosen_field(path: str, label: str, choices: Sequence[Choice]) -> FieldFrame:
    """Return a field with one answer out of a list."""
    return FieldFrame(path, label, CodeCombo(choices), can_be_missing=False)


def ground_field(codes: CodeBook, language: str) -> FieldFrame:
    """Return the field for the ground on which something cannot wait."""
    grounds = [one for one in choices_of(codes.list_of("review_ground"), language) if one.code in GROUNDS]
    return chosen_field(GROUND, _("&Ground"), grounds)


def passphrase_field() -> FieldFrame:
    """Return the field in which an officer says the own passphrase once more."""
    return FieldFrame(PASSPHRASE, _("Your &passphrase"), PassphraseEdit(), can_be_missing=False)


def ask_emergency(reference: str, parent: QWidget, ground: FieldFrame | None = None) -> AskDialog:
    """Return the dialog that opens a case in an emergency.

    `ground` is asked for besides, where the officer has used up the three emergencies of a day.
    """
    return AskDialog(
        _("Open {reference} in an emergency").format(reference=reference),
        _(
            "You may not see this case. If somebody's safety hangs on it, you can open it for 60 minutes, for reading. "
            "Your name, the time and your reason go to headquarters, which will ask you about it. Three a day."
        ),
        [
            reason_field(_("&Why must you see it now?")),
            *([ground] if ground else []),
            passphrase_field(),
        ],
        danger(_("&Open for 60 minutes"), icon="eye"),
        parent,
    )


def ask_act_now(title: str, deed: str, ground: FieldFrame, parent: QWidget) -> AskDialog:
    """Return the dialog for doing at once what a rule leaves to a supervisor; `deed` is on its button."""
    return AskDialog(
        title,
        _(
            "A supervisor decides this. If none can be asked and waiting would harm, do it now: your supervisor is "
            "told and judges it within 24 hours."
        ),
        [ground, reason_field(_("&Why can it not wait?"))],
        danger(deed, icon="eye"),
        parent,
    )


def ask_interest(parent: QWidget) -> AskDialog:
    """Return the dialog for an officer who knows somebody in the case."""
    return AskDialog(
        _("You know somebody in this case"),
        _(
            "Thank you for saying so. The case is closed to you now, and your supervisor and headquarters are told. "
            "They decide within 24 hours whether you may work on it."
        ),
        [reason_field(_("&Whom do you know, and how? (only if you wish)"))],
        primary(_("&Close the case to me"), icon="lock"),
        parent,
    )


def ask_words(title: str, explanation: str, deed: str, parent: QWidget, *fields: FieldFrame) -> AskDialog:
    """Return a dialog that asks for words, after the fields that are given; `deed` is on its button."""
    return AskDialog(title, explanation, [*fields, reason_field(_("&In your words"))], primary(deed), parent)
