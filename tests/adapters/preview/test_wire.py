"""The two sides of the pipe, given bytes that nobody of ours sent."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.adapters.preview import made
from tipdesk.adapters.preview import wire
from tipdesk.adapters.preview.child import rehearse, serve
from tipdesk.adapters.preview.child_previewer import ChildViewing
from tipdesk.adapters.preview.wire import Asked, GoneError, Kind, Opened, UntrueError
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.files.previewer import MOST_PAGES, Inside, Picture, PlainText

if TYPE_CHECKING:
    import subprocess

FRAMES = some.lists(some.tuples(some.sampled_from(Kind), some.binary(max_size=80)), max_size=6)
WORDS = some.lists(some.tuples(some.sampled_from(Inside), some.text(max_size=wire.MOST_INSIDE)), max_size=4)


class FakeChild:
    """A child that has said all that it will say, and hears nothing."""

    def __init__(self, said: bytes) -> None:
        self.stdin, self.stdout = io.BytesIO(), io.BytesIO(said)

    def kill(self) -> None: ...

    def wait(self, _seconds: float) -> int:
        return 0


def framed(frames: list[tuple[Kind, bytes]]) -> bytes:
    """Return frames as they go through the pipe."""
    stream = io.BytesIO()
    for kind, frame in frames:
        wire.write_frame(stream, kind, frame)
    return stream.getvalue()


@given(some.one_of(FRAMES.map(framed), some.binary(max_size=200)))
def test_the_asking_side_believes_nothing(said: bytes) -> None:
    """Whatever a child says, it is a picture or text that fits what was asked for, or a sentence."""
    viewing = ChildViewing(cast("subprocess.Popen[bytes]", FakeChild(said)), seconds=5)
    with suppress(TipdeskError):
        viewing.take([b"a"])
        assert 0 < viewing.pages <= MOST_PAGES
        shown = viewing.show(0, 9, 9)
        assert isinstance(shown, Picture | PlainText)
        if isinstance(shown, Picture):
            assert len(shown.pixels) == 3 * shown.width * shown.height
            assert max(shown.width, shown.height) <= 9


@given(some.one_of(FRAMES.map(framed), some.binary(max_size=200)))
def test_the_child_answers_frames_alone(asked: bytes) -> None:
    """Whatever the child is sent, it answers in whole frames, or ends; what it answers are never questions."""
    answers = io.BytesIO()
    with suppress(GoneError, UntrueError):
        serve(io.BytesIO(asked), answers, is_confined=True)
    answers.seek(0)
    kinds = (Kind.READY, Kind.OPENED, Kind.PICTURE, Kind.TEXT, Kind.SMALL, Kind.REFUSED)
    while answers.tell() < len(answers.getvalue()):
        wire.read_frame(answers, *kinds)


@pytest.mark.parametrize("content", [made.picture("PNG"), made.pdf(1), made.tiff(2)], ids=["png", "pdf", "tiff"])
def test_a_file_with_a_changed_byte_is_drawn_or_refused(content: bytes) -> None:
    """Files with bytes changed here and there end in an answer, never in an error of ours."""
    for at in range(0, len(content), max(1, len(content) // 60)):
        changed = content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]
        asked = framed([(Kind.CONTENT, changed), (Kind.CONTENT, b""), (Kind.SHOW, wire.pack_asked(0, 20, 20))])
        answers = io.BytesIO()
        with suppress(GoneError):
            serve(io.BytesIO(asked), answers, is_confined=True)
        answers.seek(0)
        assert wire.read_frame(answers, Kind.READY) == (Kind.READY, b"\1")
        kind, _frame = wire.read_frame(answers, Kind.OPENED, Kind.REFUSED)
        if kind is Kind.OPENED:
            wire.read_frame(answers, Kind.PICTURE, Kind.TEXT, Kind.REFUSED)


@given(some.integers(1, MOST_PAGES), some.booleans(), WORDS)
def test_what_is_said_of_a_file_arrives(pages: int, more: bool, words: list[tuple[Inside, str]]) -> None:
    """Pages and words of a file come back as they were said."""
    opened = Opened(pages, more, tuple((inside, said.encode("utf-8", "replace").decode()) for inside, said in words))
    assert wire.read_opened(wire.pack_opened(opened)) == opened


@given(some.integers(), some.integers(), some.integers())
def test_what_is_asked_for_fits_into_a_question(page: int, width: int, height: int) -> None:
    """No number of a screen makes a question that the child could not read."""
    assert isinstance(wire.read_asked(wire.pack_asked(page, width, height)), Asked)


def test_what_is_loaded_late_is_loaded_before() -> None:
    """The rehearsal goes through in this process too, so each part that it needs is there."""
    rehearse()
