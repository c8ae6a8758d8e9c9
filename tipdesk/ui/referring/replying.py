"""The questions about a letter that went out: what they answer, why it is taken back, and the code on a slip."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.ui.access.questions import REASON, reason_field
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import danger, primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.wording import Wording

REPLY, CALL = BY_NAME["ReferralReply"], BY_NAME["Call"]
ANSWER, WAY, BY, CODE, WORDS = "answer", "way", "replied_by", "code", "words"
CHECKED, WHOM = "caller_checked", "whom"
SLIP_EXAMPLE = "R-K7Q42MX"
BESIDE: Mapping[str, str] = {
    "reason-needed": REASON,
    "caller-not-checked": CHECKED,
    **dict.fromkeys(("bad-slip-code", "other-slip", "no-such-slip"), CODE),
}
"""The questions that refusals are about, by their codes."""
WIDTH, LABELS = 560, 140
"""The pixels of the dialogs, in which the longest answer is read whole, and of the labels, which stand beside their
answers, so that the dialog fits on a low screen."""


def ask_reply(phone: str, wording: Wording, parent: QWidget) -> AskDialog:
    """Return the dialog in which an answer is noted; `phone` is the number of the agency in the directory."""
    said = _("On the telephone first say: “I cannot say whether we know her. I ring you back.” Then ring {number}.")
    fields = [
        *(_field(REPLY.name, name, wording) for name in (ANSWER, WAY, BY)),
        _checked(wording),
        FieldFrame(CODE, _("Code on the slip"), TextEdit(SLIP_EXAMPLE), can_be_missing=False, label_width=LABELS),
        FieldFrame(WORDS, _("In words"), TextEdit(), can_be_missing=False, label_width=LABELS),
    ]
    words = said.format(number=phone or _("the number in the directory"))
    dialog = AskDialog(_("What they answer"), words, fields, primary(_("&Note it"), icon="check"), parent)
    dialog.setMinimumWidth(current().pixels(WIDTH))
    return dialog


def ask_revoke(wording: Wording, parent: QWidget, *, is_sent: bool, phone: str) -> AskDialog:
    """Return the dialog in which a referral is taken back; whoever has the letter is told by telephone."""
    told = _("Ring {number} and ask them to destroy the letter or give it back. Then write down whom you told.")
    fields = [reason_field(_("&Why is it taken back?"))]
    if is_sent:
        fields += [
            FieldFrame(WHOM, _("Whom you told"), TextEdit(), can_be_missing=False, label_width=LABELS),
            _checked(wording),
        ]
    words = told.format(number=phone or _("the number in the directory")) if is_sent else _("Nobody has read it yet.")
    dialog = AskDialog(_("Take it back"), words, fields, danger(_("&Take it back"), icon="arrow-back-up"), parent)
    dialog.setMinimumWidth(current().pixels(WIDTH))
    return dialog


def ask_slip(parent: QWidget) -> AskDialog:
    """Return the dialog that asks for the code on a slip that came back."""
    field = FieldFrame(CODE, _("Code on the slip"), TextEdit(SLIP_EXAMPLE), can_be_missing=False)
    words = _("You find it at the foot of the letter. The program then opens the referral that the slip answers.")
    return AskDialog(_("A reply slip came back"), words, [field], primary(_("&Find it"), icon="search"), parent)


def replies_of(rows: Sequence[Row], referral: bytes) -> list[Row]:
    """Return the replies to a referral, the newest first."""
    return sorted((row for row in rows if row["referral"] == referral), key=lambda row: str(row["at"]), reverse=True)


def _field(record: str, name: str, wording: Wording) -> FieldFrame:
    declared = BY_NAME[record].by_name[name]
    editor = editor_of(declared, wording)
    return FieldFrame(name, _(declared.label), editor, can_be_missing=False, label_width=LABELS)


def _checked(wording: Wording) -> FieldFrame:
    return _field(CALL.name, CHECKED, wording)
