"""What the screens say of the link: sizes, times left, results, and the pill in every state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tipdesk.services.remembered.shapes import LastSync
from tipdesk.services.sync.files.queue import FilesLeft
from tipdesk.services.sync.files.send_files import FilesSent
from tipdesk.services.sync.pull.received import Received
from tipdesk.services.sync.see_link import Link, Waiting
from tipdesk.services.sync.sync_now import Sent, SyncReport
from tipdesk.services.sync.sync_status import SyncStatus
from tipdesk.ui.sync.courier import State
from tipdesk.ui.sync.pill import pill_words
from tipdesk.ui.sync.words import (
    files_words,
    kinds_words,
    outcome_words,
    report_lines,
    size_words,
    time_left_words,
    waiting_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = 1_795_000_000_000
STATUS = SyncStatus(
    enrolled=True, address="https://x:1", waiting=0, sequence=5, received_up_to=5, last_receipt=None, parked=()
)
LINK = Link(STATUS, LastSync(NOW, 1, 4000, 1, 1200), None, None)


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 byte"), (700, "700 bytes"), (4 * 1024, "4 KB"), (3 * 1024 * 1024, "3.0 MB")]
)
def test_sizes(size: int, said: str) -> None:
    """Bytes are said in the unit that people read."""
    assert size_words(size) == said


@pytest.mark.parametrize(
    ("size", "speed", "said"),
    [
        (1000, 0, ""),
        (0, 1500, ""),
        (1000, 1500, "less than a minute"),
        (90_000, 1500, "about 1 minute"),
        (1_500_000, 1500, "about 17 minutes"),
        (16_000_000, 1500, "about 3 hours"),
    ],
)
def test_times_left(size: int, speed: int, said: str) -> None:
    """The time left follows the last measured speed, and nothing is said while none is known."""
    assert time_left_words(size, speed) == said


def test_waiting() -> None:
    """Nothing is called received before headquarters has ever sent a receipt."""
    assert waiting_words(0, is_receipted=False) == "Nothing has to be sent yet."
    assert "received by headquarters" in waiting_words(0)
    assert waiting_words(2).startswith("2 entries")
    assert waiting_words(2, 1).startswith("2 entries")


def test_files_are_not_called_received_with_the_entries() -> None:
    """Where every entry is receipted and a file is not, page, pill and end of a sync say so."""
    assert waiting_words(0, 1) == "1 file not yet received by headquarters"
    waiting = replace(LINK, status=replace(STATUS, files=FilesLeft(2, 4096)))
    assert pill_words(State(link=waiting), NOW, 0).text == "2 files wait"
    ended = outcome_words(SyncReport(files_left=FilesLeft(2, 4096)), is_stick=False)
    assert ended == "Sync has ended. 2 files not yet received by headquarters."


@pytest.mark.parametrize(
    ("state", "text", "colour"),
    [
        (State(), "Link to headquarters", "muted"),
        (State(replace(LINK, status=replace(STATUS, enrolled=False))), "Not enrolled yet", "muted"),
        (State(LINK, is_working=True), "Syncing…", "accent"),
        (State(replace(LINK, status=replace(STATUS, waiting=2, are_keys_apart=True))), "Keys differ", "warn"),
        (State(LINK, is_working=True, no_link_since=NOW), "No link since 07:06", "warn"),
        (State(LINK, refused="revoked"), "Link refused", "danger"),
        (State(LINK, no_link_since=NOW), "No link since 07:06", "warn"),
        (State(replace(LINK, status=replace(STATUS, waiting=3))), "3 waiting", "warn"),
        (State(LINK), "Synced 07:06", "ok"),
        (State(replace(LINK, wire=None)), "Not sent yet", "muted"),
    ],
)
def test_the_pill(state: State, text: str, colour: str) -> None:
    """The pill says what is grave before what is well, and colour and words agree."""
    pill = pill_words(state, NOW, -240)
    assert (pill.text, pill.colour) == (text, colour)


@pytest.mark.parametrize(
    ("received", "lines"),
    [
        ([], ["Nothing had to be sent, and nothing new had come."]),
        ([Received("receipt", "accepted"), Received("receipt", "replay")], ["Headquarters has sent its receipt."]),
        ([Received("bundle", "accepted", 2)], ["Received 2 entries from headquarters"]),
        (
            [Received("bundle", "refused", 0, "bad-signature")],
            ["Refused: It is not signed by the device that it names."],
        ),
        ([Received("bundle", "refused", 0, "tomorrow")], ["Refused: tomorrow"]),
        (
            [Received("bundle", "gap")],
            ["Something came that follows what is not here yet. It comes again with the next sync."],
        ),
    ],
)
def test_results(received: Sequence[Received], lines: list[str]) -> None:
    """Each thing that came stands in one sentence; a code that this release does not know is shown as it is."""
    assert [text for _icon, text in report_lines(SyncReport(received=list(received)))] == lines


def test_keys_that_differ_are_told_in_plain_words() -> None:
    """That nothing is lost, and who sets it right."""
    [(icon, said)] = report_lines(SyncReport(received=[Received("receipt", "replay")], are_keys_apart=True))
    assert icon == "alert-triangle"
    assert "Nothing is lost" in said
    assert "two cards" in said


def test_ends() -> None:
    """A stick may be taken out once it was read back; a wire says what still waits."""
    sent = SyncReport([Sent("f", 1, 2, 2, 5000)], [], 2)
    assert "take the stick out" in outcome_words(sent, is_stick=True)
    assert "take it out" in outcome_words(SyncReport(), is_stick=True)
    assert outcome_words(sent, is_stick=False).startswith("Sync has ended. 2 entries")
    assert [text for _icon, text in report_lines(sent)] == ["Sent 2 entries in 1 bundle (5 KB)"]


def test_kinds() -> None:
    """An entry is told by the records it touches; one whose body was redacted by that."""
    line = Waiting(1, NOW, -240, ("Person", "CaseRole"), "", 10)
    assert kinds_words(line).startswith("Person, ")
    assert kinds_words(replace(line, kinds=())) == "Withdrawn"


def test_files_that_wait() -> None:
    """How many, how large, how long by wire, what is to come; nothing is said where no file waits."""
    assert files_words(STATUS) == ""
    waiting = replace(STATUS, files=FilesLeft(2, 1_500_000, 1), speed=1500)
    said = "2 files wait  ·  1.4 MB  ·  about 17 minutes by wire at the last speed  ·  1 file is still to come"
    assert files_words(waiting) == said
    after = files_words(waiting, 1_500_000)
    assert "about 33 minutes by wire with the entries before them" in after
    by_stick = files_words(replace(waiting, has_records_only=True), 9)
    assert by_stick == "2 files wait for a stick  ·  1.4 MB  ·  1 file is still to come"


def test_a_full_stick_says_what_is_left_for_another_one() -> None:
    """At once where the sync ends, and not only among its lines; what lies on another stick is not left over."""
    sent = FilesSent(3, 3 * 1024 * 1024, is_stick_full=True, left_over=2, bytes_over=5 * 1024 * 1024)
    said = outcome_words(SyncReport(files=sent), is_stick=True)
    assert said.startswith("The stick is full. What fits was written and read back; you may take the stick out now.")
    assert "5.0 MB of 2 files are left" in said
    elsewhere = outcome_words(SyncReport(files=replace(sent, left_over=0, bytes_over=0)), is_stick=True)
    assert elsewhere.endswith("What it does not carry lies on another one.")


def test_what_a_sync_did_with_files() -> None:
    """What was sent, that the stick is full, why one was refused, and what is left are lines of their own."""
    sent = FilesSent(3, 3 * 1024 * 1024, is_stick_full=True, refused={b"c": "file-altered"})
    lines = [said for _icon, said in report_lines(SyncReport(files=sent, files_left=FilesLeft(1, 2048)))]
    assert lines == [
        "Sent of files: 3.0 MB",
        "The stick is full: it carries what fitted.",
        "Refused: A file is not what was taken in. Run the store check on the PC that has it.",
        "1 file waits: 2 KB are left",
    ]
    assert report_lines(SyncReport(received=[Received("file", "accepted")]))[0][1] == "A file has come."
