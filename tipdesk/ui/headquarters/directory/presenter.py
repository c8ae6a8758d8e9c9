"""Runs the page of the directory: its rows, the editor of one, adding, the trash and undo.

Posts get every change with their next sync. What is typed is kept as a draft within a second, and comes back after a
crash or a lock; a refusal leaves everything as typed, and a save takes its draft along in one unit. The rules are in
`services/headquarters/directory`.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, OFFICER, POST
from tipdesk.services.headquarters.directory.rows import (
    add_directory_row,
    amend_directory_row,
    can_be_added,
    delete_directory_row,
    list_directory,
    restore_directory_row,
)
from tipdesk.services.headquarters.directory.writing import DIRECTORY_ROLES
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import Autosave
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from collections.abc import Mapping

Found = tuple[list[Row], Names, bool]


class DirectoryPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: DirectoryPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._words = seat.wording
        self._can_change = False
        self._wanted: bytes | None = None
        self._autosave: Autosave | None = None
        page.tab_chosen.connect(self._turn)
        page.opened.connect(self._open)
        page.add_pressed.connect(lambda: self._edit(None))
        page.restore_pressed.connect(self._restore)
        page.trash_shown.connect(self.refresh)
        page.hidden.connect(self._keep_draft)
        page.chosen.connect(self._show_state)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self, _is_trash_shown: object = None) -> None:
        """Ask again for the rows of the list in front."""
        record, then = self._page.record, partial(self._show, self._page.record)
        with_deleted = self._page.trash.isChecked()
        self._seat.lanes.read(_find, record, with_deleted, then=then, failed=self._refused, key="directory", owner=self)

    def hear(self, changed: Changed) -> None:
        """Ask again where the directory was changed here, or a PC was enrolled."""
        if touches(changed, *self._page.lists):
            self.refresh()

    def _turn(self, record: RecordType) -> None:
        self._page.say("", "info")
        self._page.show_tab(record)
        self._page.show_state(is_chosen=False, is_deleted=False)
        self.refresh()

    def _show(self, record: RecordType, found: Found) -> None:
        if record is not self._page.record:
            return
        rows, names, self._can_change = found
        self._words = self._words.with_names(names)
        self._page.show_rows(rows, self._words, can_change=self._can_change)
        if not self._can_change:
            self._page.say(_("Only an administrator or a coordinator can change the directory."), "info")
        if self._wanted is not None:
            self._page.in_front.page.choose(self._wanted)
            self._wanted = None
        self._show_state()
        if self._page.editor is None:
            self._page.focus_first()

    def _show_state(self) -> None:
        row = self._page.row
        self._page.show_state(
            is_chosen=row is not None, is_deleted=row is not None and row.deleted and self._can_change
        )

    def _open(self, seen: Row) -> None:
        if self._can_change and not seen.deleted:
            self._edit(seen)

    def _edit(self, seen: Row | None) -> None:
        record = self._page.record
        is_ours = seen is not None and record is POST and seen["code"] == HEADQUARTERS_CODE
        form = RecordForm(record, self._words, skipped=("code",) if is_ours else ())
        title = self._words.title(seen) if seen else _(record.label)
        editor = EditorPage(form, title, can_delete=seen is not None and can_be_added(record) and not is_ours)
        if seen is not None:
            form.fill(seen)
        draft = Autosave(self._seat.lanes, _key(record.name, seen), form.draft, editor.show_draft, editor)
        form.changed.connect(draft.typed)
        editor.save_pressed.connect(partial(self._save, editor, seen))
        editor.left.connect(partial(self._leave, editor, draft))
        editor.throw_pressed.connect(partial(self._throw_away, editor, draft, seen))
        if seen is not None:
            editor.trash_pressed.connect(partial(self._trash, seen))
        self._autosave = draft
        draft.recover(partial(self._recover, editor))
        self._page.show_editor(editor)

    def _recover(self, editor: EditorPage, typed: "Mapping[str, object] | None") -> None:
        if typed and self._page.editor is editor:
            editor.form.retype(typed)
            editor.show_recovered(_("This is what you typed before and did not save."))

    def _save(self, editor: EditorPage, seen: Row | None) -> None:
        form = editor.form
        if not editor.save.isEnabled() or not form.check():
            return
        given = form.given()
        editor.show_saving(is_saving=True)
        self._pause_draft()
        write = self._seat.lanes.write
        refused = partial(self._refused_save, editor)
        draft = _key(form.record.name, seen)
        if seen is None:
            write(add_directory_row, form.record, given, draft=draft, then=self._added, failed=refused, owner=self)
        else:
            then = partial(self._amended, seen, frozenset(given))
            write(amend_directory_row, seen, given, draft=draft, then=then, failed=refused, owner=self)

    def _keep_draft(self) -> None:
        if self._autosave is not None:
            self._autosave.keep()

    def _pause_draft(self) -> None:
        if self._autosave is not None:
            self._autosave.pause()

    def _end_draft(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None

    def _leave(self, editor: EditorPage, draft: Autosave) -> None:
        if editor.form.draft():
            draft.keep()
            self._seat.say(
                _("What you typed is kept as a draft"), offer=_("Throw it away"), undo=draft.drop, icon="trash"
            )
        self._end_draft()
        self._page.show_list()

    def _throw_away(self, editor: EditorPage, draft: Autosave, seen: Row | None) -> None:
        draft.drop()
        editor.show_recovered("")
        editor.form.fill(seen or Row(editor.form.record, b"", None, {}))

    def _added(self, changed: Changed) -> None:
        self._done(
            changed,
            _("Saved. Posts get it with their next sync."),
            partial(_take_back, record=self._page.record, row=changed.row),
        )

    def _amended(self, seen: Row, names: frozenset[str], changed: Changed) -> None:
        if seen.record is OFFICER:
            self._seat.refresh_actor()  # the officer may have changed what they may do themselves
        if not changed.kinds:
            self._close(seen.id)
            return
        self._done(
            changed, _("Saved. Posts get it with their next sync."), partial(_amend_back, before=seen, names=names)
        )

    def _trash(self, seen: Row) -> None:
        self._pause_draft()
        self._seat.lanes.write(delete_directory_row, seen, then=self._trashed, failed=self._refused_deed, owner=self)

    def _trashed(self, changed: Changed) -> None:
        self._done(changed, _("Moved to the trash"), partial(_bring_back, record=self._page.record, row=changed.row))

    def _restore(self) -> None:
        row = self._page.row
        if row is not None:
            self._seat.lanes.write(
                restore_directory_row, row, then=self._restored, failed=self._refused_deed, owner=self
            )

    def _restored(self, changed: Changed) -> None:
        self._done(changed, _("Taken out of the trash"), partial(_take_back, record=self._page.record, row=changed.row))

    def _done(self, changed: Changed, sentence: str, undo: partial[Changed]) -> None:
        def take_back() -> None:
            self._seat.lanes.write(undo, failed=self._refused_deed, owner=self)

        self._seat.say(sentence, offer=_("Undo"), undo=take_back)
        self._close(changed.row)

    def _close(self, row: bytes | None) -> None:
        self._end_draft()
        self._wanted = row
        self._page.say("", "info")
        self._page.show_list()
        self.refresh()

    def _refused_save(self, editor: EditorPage, problem: TipdeskError) -> None:
        editor.show_saving(is_saving=False)
        editor.form.show_refusal(problem.fields, problem.text(_))
        self._keep_draft()

    def _refused_deed(self, problem: TipdeskError) -> None:
        words = problem.fields[0].text(_) if problem.fields else problem.text(_)
        editor = self._page.editor
        if editor is not None:
            editor.form.show_refusal((), words)
        else:
            self._refused_with(words)

    def _refused(self, problem: TipdeskError) -> None:
        self._refused_with(problem.text(_))

    def _refused_with(self, words: str) -> None:
        self._page.say(words, "warn")


def _key(record: str, seen: Row | None) -> str:
    """Return the key under which the draft of a row, or of a new one, is kept."""
    return f"directory:{record}/{seen.id.hex() if seen else 'new'}"


def _find(desk: LinkDesk, record: RecordType, with_deleted: bool) -> Found:  # noqa: FBT001 - called by the lane
    """Return, on the read lane, a record's rows, the names, and whether the officer may change the directory."""
    rows = list_directory(desk, record, with_deleted=with_deleted)
    return rows, read_names(desk), bool(desk.actor.roles & DIRECTORY_ROLES)


def _now(desk: LinkDesk, record: RecordType, row: bytes | None) -> Row | None:
    with desk.read() as reader:
        return reader.get_row(record, row) if row is not None else None


def _take_back(desk: LinkDesk, record: RecordType, row: bytes | None) -> Changed:
    """Undo an addition or a restoration by moving the row to the trash."""
    now = _now(desk, record, row)
    return delete_directory_row(desk, now) if now is not None else Changed(frozenset())


def _bring_back(desk: LinkDesk, record: RecordType, row: bytes | None) -> Changed:
    """Undo a deletion by taking the row out of the trash."""
    now = _now(desk, record, row)
    return restore_directory_row(desk, now) if now is not None else Changed(frozenset())


def _amend_back(desk: LinkDesk, before: Row, names: frozenset[str]) -> Changed:
    """Undo a change by putting what the fields held over the row as it stands now."""
    now = _now(desk, before.record, before.id)
    return amend_directory_row(desk, now, {name: before[name] for name in names}) if now else Changed(frozenset())
