"""Takes files into a case, one after the other: a dialog for each, which goes when the file lies sealed in the case.

Several come by a drop, or out of a folder that is looked through for what is new. A refusal stands in the dialog, with
all that was typed; what is stopped leaves nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.file_store import Source
from tipdesk.services.files.attach import Attached
from tipdesk.services.files.found_files import FoundFiles
from tipdesk.services.files.view_file import Viewed
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.documents.going_past import ask_why
from tipdesk.ui.documents.looking import Looking, Opens
from tipdesk.ui.documents.strip import TakingStrip
from tipdesk.ui.documents.take_dialog import TakeDialog, ask_elsewhere
from tipdesk.ui.gates.told_with import told_with
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import CaseFiles, Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.wording import Wording

CASE = BY_NAME["Case"]


class Front(NamedTuple):
    """The case in front, and the officer's words with its rows."""

    case: bytes
    wording: Wording


class Taking(QObject):
    """Presents the strip of one window. `front` returns the case in front; `taken` carries a row that has come."""

    taken = Signal(object)

    def __init__(self, seat: Seat, strip: TakingStrip, front: Callable[[], Front | None], parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._strip, self._front = seat, strip, front
        self._waiting: list[Source] = []
        self._at = self._count = 0
        self._known: Mapping[str, object] = {}
        self._job: Job | None = None
        self._dialog: TakeDialog | None = None
        strip.choose_pressed.connect(self._choose)
        strip.scan_pressed.connect(self._scan)
        strip.files_given.connect(self._give)
        strip.picture_given.connect(self._give_picture)
        strip.elsewhere_pressed.connect(self._write_down)
        strip.emptied.connect(self._refuse_empty)
        strip.progress.cancelled.connect(self._stop)

    def begin(self, sources: Sequence[Source]) -> None:
        """Ask about these files, one after the other."""
        front = self._front()
        if front is None or self._dialog is not None or not sources:
            return
        self._strip.problem.hide()
        self._waiting, self._at, self._count = list(sources), 0, len(sources)
        self._known = {"of_row": _of_case(front.case)}
        self._next()

    @property
    def _files(self) -> CaseFiles | None:
        return self._seat.files

    def _choose(self) -> None:
        path = self._seat.choosing.file(self._strip, _("Choose a file"), _("All files (*)"))
        if path is not None:
            self._give([path])

    def _give(self, paths: Sequence[Path]) -> None:
        if self._files is not None:
            self.begin([self._files.source(path) for path in paths])

    def _give_picture(self, ending: str, content: bytes) -> None:
        if self._files is not None:
            words = _("Pasted picture {when}").format(when=datetime_shown(self._seat.now(), _))
            self.begin([self._files.pasted(f"{words}{ending}", content)])

    def _refuse_empty(self) -> None:
        self._strip.problem.refuse(_("The clipboard holds no file and no picture. Copy one in another program first."))

    def _scan(self) -> None:
        files, front = self._files, self._front()
        if files is None or front is None or self._job is not None:
            return
        folder = self._seat.choosing.folder(self._strip, _("Look through a folder for new files"))
        if folder is None:
            return

        def find(desk: LinkDesk, *, watch: Watch) -> FoundFiles:
            return files.find_new(desk, front.case, folder, told=watch.tell)

        self._strip.problem.hide()
        self._strip.progress.start()
        ears = Ears(self._found, self._refuse, self._end, self._strip.progress.tell, owner=self)
        self._job = self._seat.lanes.link(find, ears=ears)

    def _write_down(self) -> None:
        """Ask about a file that is held elsewhere, and write its row."""
        front = self._front()
        if front is None:
            return
        dialog, belongs = ask_elsewhere(front.wording, self._strip.window()), {"of_row": _of_case(front.case)}

        def written(changed: Changed) -> None:
            dialog.accept()
            self._seat.say(told_with(_("Written down"), changed))
            self.taken.emit(changed.row)

        def write(said: Mapping[str, object], override: Override | None = None) -> None:
            def refuse(problem: TipdeskError) -> None:
                dialog.refuse_beside(problem)
                ask_why(problem, dialog, partial(write, said))

            self._seat.lanes.write(
                add_record, front.case, ATTACHMENT, {**said, **belongs}, override=override,
                then=written, failed=refuse, owner=dialog,
            )  # fmt: skip

        dialog.agreed.connect(write)
        dialog.open()

    def _found(self, found: FoundFiles) -> None:
        self._end()
        words = []
        if found.known:
            known = plural(
                "{count} file is in the case already.", "{count} files are in the case already.", found.known
            )
            words.append(known)
        if found.unread:
            words.append(plural("{count} file could not be read.", "{count} files could not be read.", found.unread))
        if not found.new:
            self._strip.problem.refuse(" ".join([_("There is no new file in this folder."), *words]))
        elif words:
            self._seat.say(" ".join(words))
        self.begin(found.new)

    def _refuse(self, problem: TipdeskError) -> None:
        self._end()
        self._strip.problem.refuse(problem.text(_))

    def _end(self) -> None:
        self._job = None
        self._strip.progress.finish()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        """Ask about the next file, if there is one."""
        self._dialog = None
        front, files = self._front(), self._files
        if front is None or files is None or not self._waiting:
            self._waiting = []
            return
        source = self._waiting.pop(0)
        self._at += 1
        dialog = self._dialog = TakeDialog(
            source.name, (self._at, self._count), self._known, front.wording, self._strip.window()
        )
        looking = Looking(self._seat.lanes, dialog.preview)
        turn = partial(_serve, looking, lambda _desk: Viewed(files.look_before(source)))
        turn(is_hash_only=False)
        dialog.turned.connect(lambda is_on: turn(is_hash_only=is_on))
        dialog.agreed.connect(partial(self._take, dialog, source, front.case))
        dialog.skipped.connect(partial(self._skip, dialog))
        dialog.rejected.connect(partial(self._leave, dialog))
        dialog.progress.cancelled.connect(self._stop)
        dialog.open()

    def _take(
        self,
        dialog: TakeDialog,
        source: Source,
        case: bytes,
        said: Mapping[str, object],
        override: Override | None = None,
    ) -> None:
        files = self._files
        if files is None:
            return

        def take(desk: LinkDesk, *, watch: Watch) -> Attached:
            return files.attach(desk, case, source, said, told=watch.tell, override=override)

        dialog.begin()
        ears = Ears(
            partial(self._taken, dialog, source.name),
            partial(self._refuse_in, dialog, partial(self._take, dialog, source, case, said)),
            partial(self._stopped, dialog), dialog.progress.tell, owner=dialog,
        )  # fmt: skip
        self._job = self._seat.lanes.link(take, ears=ears)

    def _taken(self, dialog: TakeDialog, name: str, attached: Attached) -> None:
        self._job = None
        self._known = dialog.kept()
        self._dialog = None
        dialog.accept()
        words = _("Taken in: {name}").format(name=name)
        if attached.is_another:
            words = _("Taken in: {name}. Its type is not the one its name says.").format(name=name)
        self._seat.say(told_with(words, attached.changed))
        self.taken.emit(attached.changed.row)
        self._next()

    def _refuse_in(self, dialog: TakeDialog, again: Callable[[Override], None], problem: TipdeskError) -> None:
        self._job = None
        dialog.end()
        dialog.refuse_beside(problem)
        ask_why(problem, dialog, again)

    def _stopped(self, dialog: TakeDialog) -> None:
        """Let the officer go on with the file that was stopped: nothing of it is here."""
        self._job = None
        dialog.end()
        dialog.refuse(UserError("stopped", mark("Stopped. Nothing of the file was taken in.")))

    def _skip(self, dialog: TakeDialog) -> None:
        if self._job is None:
            self._dialog, self._known = None, dialog.kept()
            dialog.done(TakeDialog.DialogCode.Accepted)
            self._next()

    def _leave(self, dialog: TakeDialog) -> None:
        """Leave this file and those that wait."""
        if self._dialog is dialog:
            self._stop()
            self._dialog, self._waiting = None, []


def _of_case(case: bytes) -> NamedRow:
    return NamedRow(CASE.number, case)


def _serve(looking: Looking, opens: Opens, *, is_hash_only: bool) -> None:
    """Let the file be looked at, unless it is one that nobody is to see."""
    if is_hash_only:
        looking.serve(
            None, _("The program does not show or keep the file. It records its hash and who keeps the file.")
        )
    else:
        looking.serve(
            opens, _("You can look at it before you take it in. Nothing in it is run or opened by another program.")
        )
