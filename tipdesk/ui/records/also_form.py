"""What is asked in the same sitting: the fields of a second record, below those of a role, while a suspect is named.

Role and status of a suspicion are one thing on the screen and are saved as one entry (`services/case/name_suspect`).
The fields have their place below the others, so that their coming moves nothing that is above them.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.name_suspect import ROLE, STATUS
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import heading, small
from tipdesk.ui.wording import Wording

SUSPECT = "suspect"
ASKED = ("stage", "grounds", "compulsion_weighed", "review_due")
_ANSWER = "role"


class AlsoForm(QFrame):
    """The fields of a suspicion, which are asked while the role above them is that of a suspect."""

    def __init__(self, role: RecordForm, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._role = role
        self.form = RecordForm(STATUS, wording, names=ASKED, label_width=LABELS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(_(STATUS.label)))
        column.addWidget(
            small(_("Nobody is called a suspect without grounds and a day on which it is looked at again."))
        )
        column.addWidget(self.form)
        role.changed.connect(self._follow)
        self._follow()

    @property
    def is_asked(self) -> bool:
        """Tell whether a suspect is being named."""
        frame = self._role.frames.get(_ANSWER)
        try:
            return frame is not None and frame.value() == SUSPECT
        except UserError:
            return False  # half typed

    def check(self) -> bool:
        """Let every field check itself; tell whether all can be read."""
        return not self.is_asked or self.form.check()

    def given(self) -> dict[str, object] | None:
        """Return the answers, None while no suspect is named."""
        return self.form.given() if self.is_asked else None

    def draft(self) -> dict[str, object]:
        """Return what has been typed, as JSON holds it, under names that say of which record it is."""
        return {f"{STATUS.name}.{name}": answer for name, answer in self.form.draft().items()}

    def retype(self, answers: Mapping[str, object]) -> None:
        """Show the answers of a draft."""
        own = {name.partition(".")[2]: answer for name, answer in answers.items() if name.startswith(f"{STATUS.name}.")}
        self.form.retype(own)
        self._follow()

    def show_refusal(self, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Show what was refused of these fields, and return the problems that are not of them."""
        mine = [one for one in problems if one.path.startswith(f"{STATUS.name}.")]
        if mine and self.is_asked:
            self.form.show_refusal(mine)
            first = next((frame for frame in self.form.frames.values() if frame.problem()), None)
            if first is not None:
                first.refuse(first.problem())
            return [one for one in problems if one not in mine]
        return list(problems)

    def _follow(self) -> None:
        self.setVisible(self.is_asked)


def asks_also(record: RecordType, children: Mapping[str, Sequence[Row]]) -> bool:
    """Tell whether a row of this record may need a suspicion told with it: a role, where none has been told yet."""
    return record.name == ROLE.name and not children.get(STATUS.name)
