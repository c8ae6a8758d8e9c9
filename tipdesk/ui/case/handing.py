"""Handing the case in front over to another post, and answering that: accepted, declined, or taken back.

What goes with the case, and what the other post has to answer, stands beside the question. A refusal stands beside the
answer that it is about, and nothing typed is lost.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from tipdesk.services.case.open_case import Workspace
from tipdesk.services.handover.answer_hand_over import decline_case
from tipdesk.services.handover.find_handovers import Goes, see_hand_over
from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.handover.hand_over_by_stick import Wish, offer_by_stick
from tipdesk.services.results import Changed
from tipdesk.ui.access.questions import OFFICER, REASON, ask_words, chosen_field, reason_field
from tipdesk.ui.answering.deeds import goes_facts, handover_deed
from tipdesk.ui.case.actions import ANSWER_HAND_OVER, HAND_OVER
from tipdesk.ui.gates.answer_form import Answer, handover_form, taken_on_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import WIDTH, AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.titled_dialog import TitledDialog

POST, WAY, CODE = "post", "way", "code"
PROGRAM, STICK = "program", "stick"
"""The ways on which a case goes: through headquarters, or directly."""
_BESIDE = {
    "unknown-post": POST, "holds-it-already": POST, "post-without-pc": POST, "officer-elsewhere": OFFICER,
    "officer-disabled": OFFICER, "officer-excluded": OFFICER, "officer-needed": OFFICER, "no-officer-keys": OFFICER,
    "reason-needed": REASON, "not-granted": CODE, "wrong-code": CODE, "misheard-code": CODE, "code-used": CODE,
    "no-pc-there": POST, "cannot-be-proved": WAY, "too-much-to-hand": WAY,
}  # fmt: skip


class Handing(QObject):
    """Asks over a window; `front` returns the case in front, or None. `asks` are the questions, by their actions.

    `leave` is called when the case in front was declined, and so is no longer this post's to read.
    """

    def __init__(
        self,
        seat: Seat,
        over: QWidget,
        front: Callable[[], Workspace | None],
        leave: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._over, self._front, self._leave = seat, over, front, leave
        self.dialog: QDialog | None = None
        self.asks: dict[str, Callable[[], object]] = {
            HAND_OVER: partial(self._see, self._ask),
            ANSWER_HAND_OVER: partial(self._see, self._answer),
        }

    def _see(self, then: Callable[[bytes, Goes], object]) -> None:
        workspace = self._front()
        if workspace is not None:
            case = workspace.view.id
            read, failed = self._seat.lanes.read, self._seat.say_problem
            read(see_hand_over, case, then=partial(then, case), failed=failed, key="case-handing", owner=self)

    def _ask(self, case: bytes, goes: Goes) -> None:
        """Ask to whom the case goes, and why."""
        if goes.to_post:
            self._seat.say(_("It is handed to {post} already, which has not answered yet.").format(post=goes.to_post))
            return
        posts = dict(goes.posts)
        people = [
            Choice(one.login, _("{name}, {post}").format(name=one.name, post=posts[one.post])) for one in goes.officers
        ]
        fields = [
            chosen_field(POST, _("&To which post"), [Choice(code, name) for code, name in goes.posts]),
            chosen_field(OFFICER, _("To which &officer (only if you wish)"), people),
            reason_field(_("&Why")),
            *_ways(),
        ]
        said = _("The case stays here, and its clocks go on, until the other post has accepted it.")
        deed = primary(_("&Hand over"), icon="route")
        dialog = AskDialog(
            _("Hand over to another post"), said, fields, deed, self._over.window(), beside=_beside(goes)
        )
        dialog.agreed.connect(partial(self._hand, dialog, case))
        self._open(dialog)

    def _hand(self, dialog: AskDialog, case: bytes, answers: dict[str, object]) -> None:
        post, officer, why = (str(answers.get(name) or "") for name in (POST, OFFICER, REASON))
        if not post:
            dialog.refuse_field(POST, _("Choose the post."))
            return
        failed, write = partial(dialog.refuse_beside, places=_BESIDE), self._seat.lanes.write
        if answers.get(WAY) == STICK:
            wish = Wish(post, why, officer or None, str(answers.get(CODE) or "") or None)
            said = _("Handed over. Now write a stick on the page Sync: it carries the case to the other post.")
            write(offer_by_stick, case, wish, then=partial(self._done, dialog, said), failed=failed, owner=dialog)
            return
        said = _("Handed over: sent at the next sync. The case stays here until the other post has accepted it.")
        then = partial(self._done, dialog, said)
        write(partial(hand_over, officer=officer or None), case, post, why, then=then, failed=failed, owner=dialog)

    def _answer(self, case: bytes, goes: Goes) -> None:
        """Ask whether the case is taken on; at the post that made the offer, why it is taken back."""
        if goes.is_receiver and not goes.is_giver:
            self._ask_receiver(case, goes)
        elif goes.to_post and goes.is_giver:
            said = _("{post} has not answered yet. The case stays here.").format(post=goes.to_post)
            dialog = ask_words(_("Take the hand-over back"), said, _("&Take back"), self._over.window())
            dialog.agreed.connect(partial(self._take_back, dialog, case))
            self._open(dialog)
        elif goes.to_post:
            self._seat.say(_("A supervisor of {post} answers, or the officer who is named.").format(post=goes.to_post))
        else:
            self._seat.say(_("This case is not offered to another post."))

    def _ask_receiver(self, case: bytes, goes: Goes) -> None:
        title = _("Accept or decline the case")
        dialog = TitledDialog(title, title, current().pixels(WIDTH), self._over.window())
        told = [Fact(_("Handed over by"), goes.post), Fact(_("Why"), goes.why), *goes_facts(goes)]
        form = handover_form([one for one in told if one.value])
        form.answered.connect(lambda said: self._send(dialog, case, said, form.refuse))
        dialog.column.addWidget(form)
        dialog.add_buttons(plain(_("Cancel"), pressed=dialog.reject))
        self._open(dialog)
        form.take_focus()

    def _send(self, dialog: QDialog, case: bytes, said: Answer, failed: Callable[..., object]) -> None:
        def then(changed: Changed) -> None:
            if not said.is_yes:
                self._leave()
            self._done(dialog, taken_on_words(said), changed)

        self._seat.lanes.write(handover_deed(case, said), then=then, failed=failed, owner=dialog)

    def _take_back(self, dialog: AskDialog, case: bytes, answers: dict[str, object]) -> None:
        then = partial(self._done, dialog, _("Taken back. The case stays here."))
        refuse = partial(dialog.refuse_beside, places=_BESIDE)
        self._seat.lanes.write(
            decline_case, case, str(answers.get(REASON) or ""), then=then, failed=refuse, owner=dialog
        )

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _done(self, dialog: QDialog, sentence: str, _changed: Changed) -> None:
        dialog.accept()
        self._seat.say(sentence)


def _ways() -> tuple[FieldFrame, FieldFrame]:
    """Return the fields that ask which way the case goes, and for a code that was read out for that."""
    ways = [
        Choice(PROGRAM, _("Through headquarters, at the next sync")),
        Choice(STICK, _("By stick: headquarters cannot be reached")),
    ]
    code = FieldFrame(
        CODE, _("&Code from the duty officer (by stick, if it is asked for)"), TextEdit(), can_be_missing=False
    )
    return chosen_field(WAY, _("Which wa&y (else through headquarters)"), ways), code


def _beside(goes: Goes) -> QFrame:
    """Return what stands beside the question: what goes with the case, and what the other post answers."""
    frame, facts = QFrame(), Facts()
    frame.setProperty("guise", "plain")
    facts.show_facts([
        *goes_facts(goes),
        Fact(_("The other post answers"), _("It accepts, or declines and says why. It sees the whole case meanwhile.")),
        Fact(
            _("When it accepts"),
            _("Its officer is in charge and has the open tasks. This post no longer holds the case."),
        ),
        Fact(_("To be told"), _("Each victim who can be reached safely, before it accepts: note it under Protection.")),
    ])  # fmt: skip
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(body(_("What goes with it")))
    column.addWidget(facts)
    column.addStretch(1)
    return frame
