"""A case file of many notes: all of them are in it, it can be stopped, and what was stopped was never signed."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from tests.journeys.runner import CASE, World, done, write_case
from tests.journeys.worlds import opened
from tipdesk.cli.progress import Progress
from tipdesk.homes.printing import print_case
from tipdesk.services.case.references import get_case_id
from tipdesk.services.signatures.verify_signature import find_signatures

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session

NOTES = 300


@pytest.fixture
def reference(fresh: World) -> str:
    """A case of many notes."""
    notes = [{"record": "Note", "fields": {"text": f"Note {number} of many."}} for number in range(NOTES)]
    document = {**CASE, "records": [*CASE["records"], *notes]}
    return str(done(fresh.post, "case", "new", "--from", write_case(fresh.folder, document))["reference"])


def signatures(session: Session, case: bytes) -> int:
    """Return how many signatures stand in a case."""
    return len(find_signatures(session.desk, case))


def test_every_note_is_in_it(fresh: World, reference: str) -> None:
    """The file that the command writes has every note on its pages, and no other account may read it."""
    out = fresh.folder / "file.pdf"
    before = os.umask(0)
    try:
        done(fresh.post, "report", "case", reference, "--out", out)
    finally:
        os.umask(before)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with PdfDocument(out.read_bytes()) as document:
        text = " ".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    assert all(f"Note {number} of many." in text for number in range(NOTES))


def test_one_that_is_stopped_was_not_signed(fresh: World, reference: str) -> None:
    """Ctrl+C in its middle: no signature, no file, and the look is in the audit; the next printing is signed."""

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with closing(opened(fresh.post)) as session:
        case = get_case_id(session.desk, reference)
        with pytest.raises(KeyboardInterrupt):
            print_case(session.desk, case, identity=True, told=interrupt)
        assert signatures(session, case) == 0
        assert print_case(session.desk, case, identity=True).startswith(b"%PDF")
        assert signatures(session, case) == 1


def test_progress_is_told_after_a_while() -> None:
    """Nothing within the first second, then each tenth once; on a terminal each per cent in one line."""
    now = [0.0]
    out = StringIO()
    progress = Progress(lambda: now[0], out)
    progress.tell(10, 100)
    assert out.getvalue() == ""
    now[0] = 5.0
    for number in range(20, 101):
        progress.tell(number, 100)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == [str(tenth) for tenth in range(20, 101, 10)]

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    progress = Progress(lambda: now[0], terminal)
    now[0] = 10.0
    for number in (1, 1, 2):
        progress.tell(number, 100)
    assert terminal.getvalue().count("\r") == 2
    assert "\n" not in terminal.getvalue()
