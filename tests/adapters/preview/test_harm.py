"""Files that are made to do harm, and children that fail: each ends within seconds in a sentence."""

from __future__ import annotations

import sys
from threading import Thread
from time import monotonic

import pytest

from tests.adapters.preview import made
from tests.adapters.preview.children import previews
from tipdesk.adapters.preview.child_previewer import ChildPreviewer
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.services.files.previewer import MOST_PAGES, MOST_SIDE, Picture

CODES = {"preview-damaged", "preview-too-large", "preview-ended", "preview-too-slow"}
WITHIN_SECONDS = 20
IMPATIENT_SECONDS = 4.0


@pytest.mark.parametrize(
    ("bomb", "codes"),
    [
        (made.swollen_png(), {"preview-too-large"}),
        (made.full_png(), {"", "preview-too-large"}),
        (made.swollen_pdf(), {"", *CODES}),
        (made.nested_pdf(), {"", *CODES}),
        (made.looping_pdf(), {"", *CODES}),
        (made.giant_pdf(), {"", "preview-damaged"}),
        (made.hair_pdf(), {"preview-damaged"}),
    ],
    ids=["swollen-png", "full-png", "swollen-pdf", "nested-pdf", "looping-pdf", "giant-pdf", "hair-pdf"],
)
def test_a_bomb_ends_in_a_page_or_a_sentence(bomb: bytes, codes: set[str]) -> None:
    """Huge claims, streams that unpack to gigabytes, deep nesting and circles are drawn or refused, in seconds."""
    assert len(bomb) < 2 * 1024 * 1024
    before, code = monotonic(), ""
    try:
        with ChildPreviewer(seconds=IMPATIENT_SECONDS).open([bomb]) as viewing:
            shown = viewing.show(0, MOST_SIDE, MOST_SIDE)
            assert isinstance(shown, Picture)
            assert max(shown.width, shown.height) <= MOST_SIDE
            viewing.thumbnail()
    except TipdeskError as refusal:
        code = refusal.code
    assert code in codes
    assert monotonic() - before < WITHIN_SECONDS


def test_of_thousands_of_pages_the_first_are_shown(previewer: ChildPreviewer) -> None:
    """A PDF of more pages than are shown says that it has more, and its last shown page is drawn."""
    with previewer.open([made.pdf(MOST_PAGES + 1)]) as viewing:
        assert (viewing.pages, viewing.has_more) == (MOST_PAGES, True)
        assert isinstance(viewing.show(MOST_PAGES - 1, 30, 40), Picture)


def test_a_child_that_is_killed_is_told_of(previewer: ChildPreviewer) -> None:
    """Where the child is ended from outside, a sentence says so, and the next file has a child of its own."""
    with previewer.open([made.pdf()]) as viewing:
        [child] = previews()
        child.kill()
        child.wait(5)
        with pytest.raises(Trouble) as refusal:
            viewing.show(0, 30, 40)
    assert refusal.value.code == "preview-ended"
    with previewer.open([made.pdf()]) as viewing:
        assert isinstance(viewing.show(0, 30, 40), Picture)


def test_no_child_outlives_the_looking(previewer: ChildPreviewer) -> None:
    """The child is gone when the looking ends, in whatever way it ends."""
    with previewer.open([made.pdf()]):
        assert len(previews()) == 1
    for content in (b"", made.locked_pdf()):
        with pytest.raises(TipdeskError), previewer.open([content]):
            pass
    assert previews() == []


@pytest.mark.parametrize("hanging", ["sys.stdin.buffer.read()", "print_ready(); sys.stdin.buffer.read()"])
def test_a_child_that_hangs_is_ended(hanging: str) -> None:
    """A child that never answers is killed when its time is over, before the file is sent or after."""
    before = monotonic()
    with pytest.raises(Trouble) as refusal, acting(hanging, seconds=0.5).open([bytes(3 * 1024 * 1024)]):
        pass
    assert refusal.value.code in {"preview-not-started", "preview-too-slow"}
    assert monotonic() - before < WITHIN_SECONDS


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("sys.exit()", "preview-not-started"),
        ("print_ready(); sys.exit()", "preview-ended"),
        ("say(16, b'')", "preview-untrue"),
        ("say(16, b'\2')", "preview-untrue"),
        ("say(99, b'')", "preview-untrue"),
        ("say(18, b'')", "preview-untrue"),
        ("print_ready(); say(17, b'')", "preview-untrue"),
        ("print_ready(); say(17, b'\\xff\\xff\\0')", "preview-untrue"),
        ("print_ready(); say(17, b'\\0\\1\\0\\7\\0\\1a')", "preview-untrue"),
        ("print_ready(); say(21, b'\\x63')", "preview-untrue"),
        ("print_ready(); out.write(b'\\x11\\xff\\xff\\xff\\xff'); out.flush()", "preview-untrue"),
        ("print_ready(); say(17, b'\\0\\1\\0'); say(18, b'\\0\\2\\0\\2' + bytes(11))", "preview-untrue"),
        ("print_ready(); say(17, b'\\0\\1\\0'); say(18, b'\\xff\\xff\\0\\1' + bytes(3 * 65535))", "preview-untrue"),
        ("print_ready(); say(17, b'\\0\\1\\0'); say(19, b'\\xff')", "preview-untrue"),
        ("print_ready(); say(17, b'\\0\\1\\0'); say(18, b'\\0\\2\\0\\2')", "preview-untrue"),
    ],
)
def test_a_child_that_says_what_it_must_not_is_not_believed(said: str, code: str) -> None:
    """An answer of another kind, length or form than asked for is refused as one not to be trusted."""
    with pytest.raises(TipdeskError) as refusal, acting(f"{said}; read()").open([b"a"]) as viewing:
        viewing.show(0, 4, 4)
    assert refusal.value.code == code
    assert (refusal.value.family == Distrust.family) == (code == "preview-untrue")


def test_what_cannot_be_started_is_told_of() -> None:
    """Where the program is gone, as during an update, the sentence says that files are kept all the same."""
    with pytest.raises(Trouble, match="did not start"), ChildPreviewer(["/nowhere/tipdesk"]).open([b"a"]):
        pass


def test_a_page_that_is_waited_for_can_be_given_up() -> None:
    """Closing while another thread waits for a page ends the waiting at once, in a sentence."""
    codes: list[str] = []
    with acting("print_ready(); say(17, b'\\0\\1\\0'); sys.stdin.buffer.read()").open([b"a"]) as viewing:

        def wait() -> None:
            try:
                viewing.show(0, 4, 4)
            except TipdeskError as refusal:
                codes.append(refusal.code)

        waiting = Thread(target=wait)
        waiting.start()
        viewing.close()
        waiting.join(5)
    assert codes == ["preview-ended"]


def acting(deed: str, seconds: float = 5.0) -> ChildPreviewer:
    """Return a previewer whose child does this in place of drawing."""
    script = (
        "import struct, sys\n"
        "out = sys.stdout.buffer\n"
        "def say(kind, frame): out.write(struct.pack('>BI', kind, len(frame)) + frame); out.flush()\n"
        "def print_ready(): say(16, b'\\1')\n"
        "def read(): sys.stdin.buffer.read(20)\n"
        f"{deed.removeprefix('; ')}\n"
    )
    return ChildPreviewer([sys.executable, "-c", script], seconds)
