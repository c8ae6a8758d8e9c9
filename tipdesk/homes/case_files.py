"""The files of cases as the window has them: taken in from a disk or as pasted, looked at, found in a folder, exported.

What is done with a file is decided in `services/files`; here it is joined to the disk and to what draws.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.system.files import write_whole_file
from tipdesk.domain.errors import TipdeskError, Trouble
from tipdesk.domain.texts import _
from tipdesk.services.files.found_files import FoundFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tipdesk.domain.rules.gates.passing import Override
    from tipdesk.services.desk import Desk
    from tipdesk.services.file_store import Given, Source, Told
    from tipdesk.services.files.attach import Attached
    from tipdesk.services.files.previewer import Previewer, Viewing
    from tipdesk.services.files.view_file import Viewed

_PIECE = 256 * 1024


class CaseFiles:
    """The files of the cases of one home: `ui/seat` says what each method does."""

    def __init__(self, previewer: Previewer | None = None) -> None:
        self._given = previewer

    def source(self, path: Path) -> Source:
        """Return a file on a disk as something to take in."""
        from tipdesk.adapters.files.file_source import FileSource

        return FileSource(path)

    def pasted(self, name: str, content: bytes) -> Source:
        """Return what was pasted as something to take in."""
        from tipdesk.adapters.files.pasted_source import PastedSource

        return PastedSource(name, content)

    def attach(
        self,
        desk: Desk,
        case: bytes,
        source: Source,
        given: Mapping[str, object],
        *,
        told: Told,
        override: Override | None = None,
    ) -> Attached:
        """Take a file into a case, with a small picture of it; `override` goes past a rule."""
        from tipdesk.services.entries.judge import Said
        from tipdesk.services.files.attach import attach
        from tipdesk.services.files.view_file import picture_by

        said = Said(override=override)
        return attach(desk, case, source, given, told=told, picture=picture_by(self._previewer), said=said)

    def look(self, desk: Desk, case: bytes, row: bytes) -> Viewed:
        """Open a file of a case for looking."""
        from tipdesk.services.files.view_file import view_file

        return view_file(desk, self._previewer, case, row)

    def look_before(self, source: Source) -> Viewing:
        """Open a file for looking that is not taken in yet."""
        with source.reading() as given:
            return self._previewer.open(_pieces(given))

    def find_new(self, desk: Desk, case: bytes, folder: Path, *, told: Told) -> FoundFiles:
        """Return the files of a folder that are not in a case yet, by what is in them."""
        from tipdesk.services.files.attachments import find_attachments

        known = {line.row["digest"] for line in find_attachments(desk, case)}
        paths = _plain_files(folder)
        found: list[Source] = []
        had = unread = 0
        for number, path in enumerate(paths):
            told(number, len(paths))
            source = self.source(path)
            digest = _digest_of(desk, source, partial(told, number, len(paths)))
            if digest is None:
                unread += 1
            elif digest in known:
                had += 1
            else:
                known.add(digest)
                found.append(source)
        return FoundFiles(tuple(found), had, unread)

    def export(self, desk: Desk, case: bytes, row: bytes, target: Path, reason: str | None) -> Path:
        """Write a file of a case to where it is wanted, its signature beside it, and return the file."""
        from tipdesk.services.files.export_attachment import export_attachment

        exported = export_attachment(desk, case, row, target, reason=reason)
        write_whole_file(target.with_name(f"{target.stem}.signature.txt"), exported.signature)
        return target

    @property
    def _previewer(self) -> Previewer:
        if self._given is None:
            from tipdesk.adapters.preview.child_previewer import ChildPreviewer

            self._given = ChildPreviewer()
        return self._given


def _plain_files(folder: Path) -> list[Path]:
    """Return the files that lie in a folder itself, in the order of their names, but hidden ones."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        told = _("The folder “{path}” cannot be read. Plug its disk in again, or choose another folder.")
        raise Trouble("file-unreadable", told, path=folder.name) from error


def _digest_of(desk: Desk, source: Source, tell: Callable[[], object]) -> bytes | None:
    """Return the SHA-256 of a file, None where it cannot be taken in."""
    try:
        return desk.files.measure(source, lambda _done, _total: tell()).digest
    except TipdeskError:
        return None


def _pieces(given: Given) -> Iterator[bytes]:
    while piece := given.read(_PIECE):
        yield piece
