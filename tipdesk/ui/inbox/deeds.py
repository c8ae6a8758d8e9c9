"""The dialogs over the inbox: giving a report to somebody, and ringing its post, who is on duty, or a silent post.

A refusal stands in the dialog and nothing typed is lost. The day by which it is due is today unless another is said.
"""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from tipdesk.domain.phone import phone_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import PartialDate
from tipdesk.domain.when import Lies
from tipdesk.services.case.new_case import today
from tipdesk.services.case.note_call import note_call
from tipdesk.services.desk import Desk
from tipdesk.services.directory.find_people import Person, find_people
from tipdesk.services.headquarters.intake.list_posts import PostLine
from tipdesk.services.reports.assign_report import assign_report, post_of_case
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed
from tipdesk.ui.calls.ring_card import Ringing
from tipdesk.ui.calls.ring_dialog import RingDialog
from tipdesk.ui.inbox.presenter import InboxPresenter
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body, number
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.titled_dialog import TitledDialog

POST, WIDTH = "post", 460
NO_NUMBER = mark("The directory has no number of this post. Add one under Directory, Posts.")
SILENT = mark(
    "Ask whether all is well, whether the PC starts and has its link, and whether a report waits that was not sent. "
    "Without a link it can send by stick."
)


@dataclass(frozen=True)
class Reach:
    """Who can be given a report: its post, with its telephone number, and officers. `day` is today."""

    post: str
    phone: str
    people: list[Person]
    day: PartialDate


class Chosen(NamedTuple):
    """What a dialog is about: the case, and its report where a report was chosen."""

    case: CaseSummary
    report: bytes | None


class InboxDeeds(QObject):
    """Opens the page's two dialogs and does what they say."""

    def __init__(self, seat: Seat, view: InboxView, presenter: InboxPresenter) -> None:
        super().__init__(view)
        self._seat, self._view, self._presenter = seat, view, presenter
        self.dialog: QDialog | None = None
        view.pane.assign_pressed.connect(partial(self._reach, self._ask_whom))
        view.pane.ring_pressed.connect(partial(self._reach, self._ask_call))
        view.pane.duty_pressed.connect(self._ring_on_duty)
        view.strip.ring_pressed.connect(self._ring_silent)

    def _reach(self, then: object) -> None:
        line = self._presenter.chosen_line
        case = line.case if line is not None else None
        if case is not None and callable(then):
            report = line.report if isinstance(line, ReportLine) else None
            chosen = Chosen(case, report)
            self._seat.lanes.read(_reach, case.id, then=partial(then, chosen), key="inbox-reach", owner=self)

    def _ask_whom(self, line: Chosen, reach: Reach) -> None:
        post = Choice(POST, _("The post that sent it: {post}").format(post=reach.post))
        people = [
            Choice(one.officer.hex(), f"{one.name}, {one.post}" if one.post else one.name) for one in reach.people
        ]
        whom, due = CodeCombo([post, *people]), PartialDateEdit(self._seat.now, Lies.AHEAD)
        fields = [
            FieldFrame("whom", _("&To whom"), whom, can_be_missing=False),
            FieldFrame("due", _("By which &day"), due, can_be_missing=False),
        ]
        explanation = _("They find it in My work. A post's task stands with whoever is in charge of the case there.")
        title = _("Assign {reference}").format(reference=line.case.reference)
        dialog = AskDialog(title, explanation, fields, primary(_("&Assign")), self._view.window())
        fields[0].set_value(POST)
        fields[1].set_value(reach.day)
        dialog.agreed.connect(partial(self._assign, dialog, line))
        self._open(dialog)

    def _assign(self, dialog: AskDialog, line: Chosen, given: dict[str, object]) -> None:
        whom = given["whom"]
        if not isinstance(whom, str):
            dialog.refuse_field("whom", _("Choose to whom."))
            return
        officer = None if whom == POST else bytes.fromhex(whom)
        done = partial(self._done, dialog, _("Given away. It is sent at the next sync."))
        write = self._seat.lanes.write
        write(
            assign_report,
            line.case.id,
            officer=officer,
            due=given["due"],
            then=done,
            failed=dialog.refuse,
            owner=dialog,
        )

    def _ask_call(self, line: Chosen, reach: Reach) -> None:
        self._ring(line, Ringing(reach.post, reach.phone), "" if reach.phone else "\n" + _(NO_NUMBER))

    def _ring_on_duty(self, ringing: Ringing) -> None:
        line = self._presenter.chosen
        if line is not None:
            self._ring(Chosen(line.case, line.report), ringing)

    def _ring(self, line: Chosen, ringing: Ringing, more: str = "") -> None:
        """Ask what became of a call about a case."""
        advice = _("Read out the reference: {reference}").format(reference=line.case.reference)
        title = _("Ring {post}").format(post=ringing.whom)
        dialog = RingDialog(self._seat, title, advice + more, ringing, self._view.window())
        dialog.form.pressed.connect(partial(self._note, dialog, line))
        self._open(dialog)

    def _ring_silent(self, post: PostLine) -> None:
        """Show the number of a post that was not heard of, and what to ask; it is about no case: nothing is kept."""
        name, phone = post.name or post.code, phone_text(post.phone)
        title = _("Ring {post}").format(post=name)
        dialog = TitledDialog(title, title, current().pixels(WIDTH), self._view.window())
        if phone:
            dialog.column.addWidget(number(phone))
        dialog.column.addWidget(body(_(SILENT) if phone else _(NO_NUMBER)))
        close = plain(_("Close"), pressed=dialog.reject)
        dialog.add_buttons(close)
        close.setFocus()
        self._open(dialog)

    def _note(self, dialog: RingDialog, line: Chosen, given: dict[str, object], _seen: object) -> None:
        told = {**given, "report": line.report} if line.report else given
        done = partial(self._done, dialog, _("The call is noted."))
        self._seat.lanes.write(note_call, line.case.id, told, then=done, failed=dialog.refuse, owner=dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _done(self, dialog: QDialog, sentence: str, _changed: Changed) -> None:
        dialog.accept()
        self._seat.say(sentence)


def _reach(desk: Desk, case: bytes) -> Reach:
    with desk.read() as reader:
        post = post_of_case(reader, case)
        officers = {row.id: row["post"] for row in reader.find_rows(BY_NAME["Officer"])}
        own = [row.id for row in reader.find_rows(BY_NAME["Post"]) if row["kind"] == "headquarters"]
    near = {*own, *([post.id] if post else [])}
    people = [one for one in find_people(desk) if officers.get(one.officer) in near]
    name = str((post["name"] or post["code"]) if post else "") or "?"
    return Reach(name, str((post["phone"] if post else "") or ""), people, today(desk))
