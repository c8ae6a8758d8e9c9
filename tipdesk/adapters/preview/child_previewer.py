"""The asking side of a preview: starts the child, hands it the file through a pipe, and takes pixels back.

The child gets nothing else: no variable of this process, no open file, no word of whose file it is. Each question has a
time, after which the child is killed, and each end of the child, whatever its cause, becomes one of the sentences of
`services/files/previewer`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, TYPE_CHECKING, Final, Self, cast

from tipdesk.adapters.preview import PREVIEW_CHILD, wire
from tipdesk.adapters.preview.wire import Asked, GoneError, Kind, Refused, UntrueError
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.services.files.previewer import MOST_BYTES, MOST_SIDE, Picture, PlainText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tipdesk.services.files.previewer import Inside

SECONDS: Final = 10.0
"""How long one question may take. A page that takes longer is none that anybody would wait for."""
START_TIMES: Final = 3
"""How many times as long the child may take to start: a scanner of viruses reads the whole program first."""
_GONE_SECONDS: Final = 5.0
if sys.platform == "win32":
    _HIDDEN: Final = subprocess.CREATE_NO_WINDOW
else:
    _HIDDEN: Final = 0
_REFUSALS: Final = {
    Refused.UNKNOWN_KIND: (
        "preview-unknown-kind",
        _("Files of this kind are not shown here. It is kept as it is; Export gives a copy of it."),
    ),
    Refused.DAMAGED: (
        "preview-damaged",
        _("The file is damaged, or is not what it seems to be, so it cannot be shown. It is kept as it is."),
    ),
    Refused.LOCKED: (
        "preview-locked",
        _("The file has a password of its own, so it cannot be shown here. Export gives a copy of it."),
    ),
    Refused.TOO_LARGE: (
        "preview-too-large",
        _("The file is too large to be shown here. It is kept as it is; Export gives a copy of it."),
    ),
    Refused.NO_PAGE: ("preview-no-page", _("The file has no such page. Choose another one.")),
}


class ChildPreviewer:
    """Opens each file in a child of its own.

    `program` are the words that start this program, those of the running one by default, and `seconds` how long one
    question may take.
    """

    def __init__(self, program: Sequence[str] | None = None, seconds: float = SECONDS) -> None:
        self._program = (*(program or this_program()), PREVIEW_CHILD)
        self._seconds = seconds

    def open(self, content: Iterable[bytes]) -> ChildViewing:
        """Hand a file to a child of its own. Raises as `Previewer.open`, and then the child is gone."""
        viewing = ChildViewing(self._start(), self._seconds)
        try:
            viewing.take(content)
        except BaseException:
            viewing.close()
            raise
        return viewing

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - this program itself, by its own path
                self._program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(self._program[0]).parent,
                env=_environment(),
                creationflags=_HIDDEN,
            )
        except OSError as error:
            raise _not_started() from error


class ChildViewing:
    """One file in one child; see `Viewing`."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child, self._seconds, self._is_late = child, seconds, False
        self._questions, self._answers = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        self.pages, self.has_more, self.is_confined = 0, False, False
        self.inside: tuple[tuple[Inside, str], ...] = ()

    def __enter__(self) -> Self:
        """Look, and close at the end."""
        return self

    def __exit__(self, *_why: object) -> None:
        """End the looking."""
        self.close()

    def take(self, content: Iterable[bytes]) -> None:
        """Hand over the file and learn what it is. Raises as `Previewer.open`."""
        try:
            with self._in_time(START_TIMES):
                _kind, frame = wire.read_frame(self._answers, Kind.READY)
        except Trouble as error:
            raise _not_started() from error
        with _believing():
            self.is_confined = wire.read_flag(frame)
        left = MOST_BYTES
        for part in _chunks(content):
            left -= len(part)
            if left < 0:
                raise _refusal(Refused.TOO_LARGE)
            with self._in_time():
                wire.write_frame(self._questions, Kind.CONTENT, part)
        _kind, frame = self._ask(Kind.CONTENT, b"", Kind.OPENED)
        with _believing():
            self.pages, self.has_more, self.inside = wire.read_opened(frame)

    def show(self, page: int, width: int, height: int) -> Picture | PlainText:
        """Return a page, as large as it goes into so many pixels. Raises as `Viewing.show`."""
        if not 0 <= page < self.pages:
            raise _refusal(Refused.NO_PAGE)
        asked = Asked(page, *(min(max(1, side), MOST_SIDE) for side in (width, height)))
        kind, frame = self._ask(Kind.SHOW, wire.pack_asked(*asked), Kind.PICTURE, Kind.TEXT)
        with _believing():
            return PlainText(wire.read_signs(frame)) if kind is Kind.TEXT else Picture(*wire.read_picture(frame, asked))

    def thumbnail(self) -> bytes:
        """Return the first page as a small JPEG, b"" for a text. Raises as `Viewing.show`."""
        return self._ask(Kind.THUMBNAIL, b"", Kind.SMALL)[1]

    def close(self) -> None:
        """End the child at once. What it drew is here already, and it has nothing to put away."""
        self._child.kill()
        for stream in (self._questions, self._answers):
            with suppress(OSError):
                stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(_GONE_SECONDS)

    def _ask(self, kind: Kind, frame: bytes, *answers: Kind) -> tuple[Kind, bytes]:
        with self._in_time():
            wire.write_frame(self._questions, kind, frame)
            told, answer = wire.read_frame(self._answers, *answers, Kind.REFUSED)
            if told is Kind.REFUSED:
                raise _refusal(wire.read_refused(answer))
        return told, answer

    @contextmanager
    def _in_time(self, times: int = 1) -> Iterator[None]:
        """Kill the child when its time is over, and say of each end what it was."""
        timer = Timer(times * self._seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            with _believing():
                yield
        except (GoneError, OSError, ValueError) as error:  # ValueError: the stream was closed by another thread
            raise self._ending() from error
        finally:
            timer.cancel()

    def _end_late(self) -> None:
        self._is_late = True
        self._child.kill()

    def _ending(self) -> Trouble:
        if self._is_late:
            return Trouble(
                "preview-too-slow",
                _("Showing the file took too long, so it was stopped. It is kept as it is; Export gives a copy."),
            )
        return Trouble(
            "preview-ended",
            _("The file could not be shown: drawing it failed. It is kept as it is, and nothing else was touched."),
        )


def this_program() -> list[str]:
    """Return the words that start this program, without a window, as the package or its source does it."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-I", "-m", "tipdesk"]
    beside = Path(sys.executable)
    return [str(beside.with_name("tipdesk-cli.exe") if sys.platform == "win32" else beside)]


def _environment() -> dict[str, str]:
    """Return the variables without which a program of this system does not start: none of them says anything."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}


def _chunks(content: Iterable[bytes]) -> Iterator[bytes]:
    for part in content:
        for at in range(0, len(part), wire.CHUNK):
            yield part[at : at + wire.CHUNK]


@contextmanager
def _believing() -> Iterator[None]:
    """Say of an answer that is none that it is not to be trusted."""
    try:
        yield
    except UntrueError as error:
        raise Distrust(
            "preview-untrue",
            _("What draws the file answered what it must not, so nothing of it is shown. Take the file for harmful."),
        ) from error


def _refusal(why: Refused) -> TipdeskError:
    return UserError(*_REFUSALS[why])


def _not_started() -> Trouble:
    return Trouble(
        "preview-not-started",
        _("What draws files did not start on this PC, so none is shown. Files are kept and exported all the same."),
    )
