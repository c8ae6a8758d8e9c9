"""The button *Skills…* on the officers of the directory: skills are given after a certificate, or taken with a reason.

What is ticked when the dialog opens is what the officer has. What is ticked in addition needs a certificate of theirs,
or one on paper; what is unticked needs a reason. One deed is done at a time.
"""

from PySide6.QtCore import QObject

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _ as mark
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.directory.registry import OFFICER
from tipdesk.services.outreach.skills import PaperCertificate, give_first_skills, give_skills, take_skills
from tipdesk.services.results import Changed
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.text_edit import TextEdit

SKILLS, NUMBER, TRAINING, ON, REASON = "skills", "number", "training", "on", "reason"
_BOTH = mark("Give skills, or take some: one after the other.")
_NOTHING = mark("Tick what is to be given, or untick what is to be taken.")
Answers = dict[str, object]


class SkillsTool(QObject):
    """The button and its dialog; `dialog` is the one that is open."""

    def __init__(self, page: TabbedPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self.dialog: AskDialog | None = None
        self.button = plain(_("&Skills…"), icon="circle-check", pressed=self.ask)
        page.add_tool(self.button, OFFICER)

    def ask(self) -> None:
        """Ask which skills the officer under the cursor has from now on, and after which certificate."""
        row = self._page.row
        if row is None:
            self._page.say(_("Choose a line first."), "info")
            return
        held = _held(row)
        dialog = self.dialog = skills_dialog(self._seat, row, held, self._page)
        login = str(row["login"])

        def done(_changed: Changed) -> None:
            dialog.accept()
            self._seat.say(_("Skills changed: {login}").format(login=login))

        def agreed(answers: Answers) -> None:
            self._seat.lanes.write(
                _change, login=login, held=held, answers=answers, then=done, failed=dialog.refuse_beside, owner=dialog
            )

        dialog.agreed.connect(agreed)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None


def skills_dialog(seat: Seat, row: Row, held: frozenset[str], page: TabbedPage) -> AskDialog:
    """Return the dialog that asks for the skills of an officer."""
    picker = FieldFrame(
        SKILLS,
        _("Ski&lls"),
        CodesPicker(choices_of(seat.codes.list_of("officer_skill"), seat.language)),
        can_be_missing=False,
    )
    picker.set_value(held)
    fields = [
        picker,
        _line(NUMBER, _("&Number of the certificate"), _("In the directory; or on paper, with the two lines below.")),
        _line(TRAINING, _("On paper: &training"), ""),
        _line(ON, _("On paper: given &on"), ""),
        _line(REASON, _("&Why, where a skill is taken"), ""),
    ]
    title = _("Skills: {officer}").format(officer=str(row["name"] or row["login"] or ""))
    words = _("A skill opens what only the trained may do. It is given after a certificate, and taken with a reason.")
    return AskDialog(title, words, fields, primary(_("&Save"), icon="check"), page.window())


def _line(path: str, label: str, help_text: str) -> FieldFrame:
    return FieldFrame(path, label, TextEdit(), help_text=help_text, can_be_missing=False)


def _held(row: Row) -> frozenset[str]:
    skills = row["skills"]
    return frozenset(str(one) for one in skills) if isinstance(skills, frozenset) else frozenset()


def _change(desk: Desk, *, login: str, held: frozenset[str], answers: Answers) -> Changed:
    """Give or take, on the write lane, what differs from what the officer has."""
    ticked = answers[SKILLS]
    wanted = frozenset(str(one) for one in ticked) if isinstance(ticked, frozenset | set) else frozenset[str]()
    number, training, on, reason = (str(answers[name] or "") for name in (NUMBER, TRAINING, ON, REASON))
    more, less = wanted - held, held - wanted
    if more and less:
        raise UserError("one-at-a-time", _BOTH)
    if less:
        return take_skills(desk, login, less, reason)
    if not more:
        raise UserError("nothing-to-save", _NOTHING)
    if training or on:
        return give_first_skills(desk, login, more, PaperCertificate(number, training, on))
    return give_skills(desk, login, more, number)
