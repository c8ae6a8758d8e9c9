"""Writing one row: its draft each second, recovery, saving as the author saw it, undo, the trash, settling a conflict.

What is typed is on disk within a second of a pause and comes back after a crash or a lock. The save names the row that
was seen, so that what came in between shows as a conflict. A refusal leaves everything as typed. `EditorPage` shows all
this, and whoever listens to `done` decides where one goes next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_back import take_back
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import Autosave
from tipdesk.ui.editors.drafted import ANSWERS, VERSION, draft_of, key_of
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


@dataclass(frozen=True)
class Target:
    """What is written: a row of a case as it was seen, or a new one (`seen` is None) that begins with `presets`."""

    case: bytes
    record: RecordType
    seen: Row | None = None
    presets: Mapping[str, object] | None = None

    @property
    def key(self) -> str:
        """Return the key under which its draft is kept."""
        return key_of(self.case, self.record, self.seen, self.presets or {})


class Editing(QObject):
    """Presents one `EditorPage`.

    `done` is emitted with the id of the row that was saved, or None when the officer left or put the row into the
    trash. `unmask_asked` is emitted when the officer asks to see a hidden answer.
    """

    done = Signal(object)
    unmask_asked = Signal()

    def __init__(self, seat: Seat, target: Target, page: EditorPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._target, self._page, self._form = seat, target, page, page.form
        self._is_over = self._wants_row = False
        self._autosave = Autosave(seat.lanes, target.key, self._draft, page.show_draft, self)
        page.form.changed.connect(self._autosave.typed)
        page.form.kept.connect(self._settle)
        page.form.show_asked.connect(self._ask_unmasked)
        page.save_pressed.connect(self.save)
        page.left.connect(self.leave)
        page.trash_pressed.connect(self._trash)
        page.throw_pressed.connect(self._throw_away)

    @property
    def target(self) -> Target:
        """Return the row that is written."""
        return self._target

    def start(self) -> None:
        """Fill the form with the row, then with the draft that is there."""
        if self._target.seen is not None:
            self._form.fill(self._target.seen)
        self._autosave.recover(self._recover)

    def offer(self, row: Row) -> None:
        """Show the row as it stands now, if this page asked for it: a conflict was settled, or an answer shown.

        A change that came from elsewhere is not taken over: the save then names the old row, and both answers stay.
        """
        if not self._wants_row or self._is_over:
            return
        self._wants_row = False
        self._target = Target(self._target.case, self._target.record, row)
        self._form.fill(row, self._form.draft())

    def save(self) -> None:
        """Save the answers that differ; what cannot be read, or is refused, is shown beside its field."""
        if self._is_over or not self._form.check():
            return
        self._autosave.pause()
        given = self._form.given()
        target = self._target
        if target.seen is not None and not given:
            self._autosave.drop()
            self._end(target.seen.id)
            return
        self._page.show_saving(is_saving=True)
        if target.seen is None:
            told = {**(target.presets or {}), **given}
            write = partial(self._seat.lanes.write, add_record, target.case, target.record, told)
        else:
            write = partial(self._seat.lanes.write, amend_record, target.seen, given)
        write(draft=target.key, then=self._saved, failed=self._refused, owner=self)

    def leave(self) -> None:
        """Leave the page; what is typed stays as a draft."""
        if self._is_over:
            return
        if self._form.is_changed():
            self.keep()
            self._seat.say(_("What you typed is kept as a draft"), offer=_("Throw it away"), undo=self._autosave.drop)
        self._end(None)

    def keep(self) -> None:
        """Keep the draft now, which the window asks for when it locks."""
        self._autosave.keep()

    def _draft(self) -> Mapping[str, object]:
        answers = self._form.draft()
        seen = self._target.seen
        return draft_of(seen.version if seen else "", answers)

    def _recover(self, draft: Mapping[str, object] | None) -> None:
        answers = draft.get(ANSWERS) if draft else None
        if not isinstance(answers, dict) or draft is None or self._is_over:
            return
        self._form.retype(answers)
        seen = self._target.seen
        is_same = seen is None or draft.get(VERSION) == seen.version
        self._page.show_recovered(
            _("This is what you typed before and did not save.")
            if is_same
            else _("This is what you typed before and did not save. The record has changed since then: compare first.")
        )

    def _throw_away(self) -> None:
        self._autosave.drop()
        self._page.show_recovered("")
        seen = self._target.seen
        self._form.fill(seen or Row(self._target.record, b"", self._target.case, {}))

    def _saved(self, changed: Changed) -> None:
        target = self._target
        if target.record.closed and not target.record.closed.once:
            self._seat.say(_("Saved. It stands as it is; correct it beside."))
        elif target.seen is not None and is_closed(target.seen):
            self._seat.say(_("Saved. What was filled in stands."))
        else:
            undo = partial(self._seat.lanes.write, take_back, changed)
            self._seat.say(_("Saved"), offer=_("Undo"), undo=undo)
        self._end(changed.row)

    def _refused(self, problem: TipdeskError) -> None:
        self._page.show_saving(is_saving=False)
        self._form.show_refusal(problem.fields, problem.text(_))
        self.keep()

    def _trash(self) -> None:
        seen = self._target.seen
        if seen is None or self._is_over:
            return
        self._autosave.pause()
        self._seat.lanes.write(delete_record, seen, then=self._trashed, failed=self._refused, owner=self)

    def _trashed(self, changed: Changed) -> None:
        undo = partial(self._seat.lanes.write, take_back, changed)
        self._seat.say(_("Moved to the trash"), offer=_("Undo"), undo=undo)
        self._end(None)

    def _settle(self, name: str, dot: Dot) -> None:
        seen = self._target.seen
        if seen is not None:
            self._wants_row = True
            settle: Callable[..., object] = self._seat.lanes.write
            settle(settle_conflict, seen, name, keep=dot, failed=self._refused, owner=self)

    def _ask_unmasked(self) -> None:
        self._wants_row = True
        self.unmask_asked.emit()

    def _end(self, row: bytes | None) -> None:
        self._is_over = True
        self._autosave.stop()
        self.done.emit(row)
