"""What a stranger may lay on a stick: junk by the megabyte, names that are no text, and files by the thousand.

The homes are real ones; a stick is a folder. Controls are the program as it would be without the one defence: one that
keeps whole what is refused, one that takes a file's name for text, one that counts files before it judges them.
"""

from __future__ import annotations

import os
import random
import time
import tracemalloc
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from tests.journeys.runner import passphrase
from tests.lab.homes import Country, Home, make_country
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.adapters.carriers.folder import FolderStick
from tipdesk.cli.main import main
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.headquarters.intake.receive_stick import StickResults, receive_stick
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.bundle import MAGIC
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tipdesk.services.sticks.sifting import Sieve

JUNK_FILES = 12
OLD, NEW = 1_000_000_000, 1_700_000_000
MOST_SECONDS, MOST_BYTES = 60.0, 64 * 1024 * 1024
NAMES = (
    b"\xff.tdb",
    b"two\nlines.tdb",
    b"\x1b[2J\x1b]0;owned\x07.tdb",
    "bidi\u202ebdt.\u2066\u200b.tdb".encode(),
    b"n" * 251 + b".tdb",
    b"\xfe\xff" * 125 + b".tdb",
    b"back\\slash\\xff.tdb",
)

MOST = 400
"""How many files the control counts before it judges any."""


def junk(seed: int, size: int) -> bytes:
    """Return bytes that look a little more like a bundle each time, up to a whole header that nobody signed."""
    noise = random.Random(seed).randbytes(size)
    begins = (b"", MAGIC, MAGIC + (80).to_bytes(2, "big"))
    return (begins[seed % len(begins)] + noise)[:size]


def size_of(folder: Path) -> int:
    """Return how many bytes lie in a home."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def worry(post: Home, stick: Path) -> None:
    """Let the post write something, and leave it on a stick."""
    session = post.open()
    record_worry(session.desk, {"danger_now": "no"})
    with session.carrier(stick=stick) as carrier:
        sync_now(session.desk, carrier, no_step, never)
    session.close()


def visit(home: Home, deed: Callable[[], object] | None = None, stick: Path | None = None) -> None:
    """Let headquarters read a stick, or do a deed of another program."""
    session = home.open()
    if stick is not None:
        receive_stick(session.desk, session.stick(stick))
    if deed is not None:
        deed()
    session.close()


def laid(folder: Path, files: Iterator[tuple[bytes, bytes]], changed: int = OLD) -> int:
    """Lay files on a stick; return how many bytes that is."""
    folder.mkdir(exist_ok=True)
    size = 0
    for name, content in files:
        path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - names are bytes here
        with open(path, "wb") as file:  # noqa: PTH123 - the same
            file.write(content)
        os.utime(path, (changed, changed))
        size += len(content)
    return size


def junk_on_a_stick(folder: Path, is_long: bool) -> Outcome:
    """Lay junk on a stick that headquarters and a post read: both keep next to nothing of it."""
    country = make_country(folder / "country")
    worry(country.post, country.stick)
    visit(country.headquarters, stick=country.stick)
    worry(country.post, country.stick)
    size = LIMITS.sealed if is_long else 1_000_000
    bad = folder / "bad"
    received = laid(bad, ((b"junk%d.tdb" % number, junk(number, size)) for number in range(JUNK_FILES)))
    before = size_of(country.headquarters.folder), size_of(country.post.folder)
    visit(country.headquarters, stick=bad)
    worry(country.post, bad)
    kept = sum(size_of(one.folder) for one in (country.headquarters, country.post)) - sum(before)
    is_left = len(list(bad.glob("junk*"))) == JUNK_FILES
    said = f"{JUNK_FILES} files of {size} bytes, read twice; the homes grew by {kept} bytes"
    return Outcome(kept <= 2 * received // 100 and is_left, said, 2 * received, kept)


def junk_kept_whole(folder: Path, is_long: bool) -> Outcome:
    """A program that keeps whatever it refuses."""
    country = make_country(folder / "country")
    size = LIMITS.sealed if is_long else 1_000_000
    before = size_of(country.headquarters.folder)
    session = country.headquarters.open()
    for number in range(JUNK_FILES):
        with session.desk.work() as work:
            work.ledger.quarantine.keep(junk(number, size), f"junk{number}.tdb", "refused", "bad-bundle", None, 0)
    session.close()
    kept, received = size_of(country.headquarters.folder) - before, JUNK_FILES * size
    return Outcome(kept <= received // 100, f"the home grew by {kept} bytes of {received}", received, kept)


def printed(home: Home, *arguments: object) -> tuple[int, str]:
    """Run a command on a home; return its status and all that it printed, on both outputs."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out), passphrase():
        status = main(
            ["--home", str(home.folder), *map(str, arguments)],
            unlock=lambda _home, _officer, _phrase, **_too: home.open(),
        )
    return status, out.getvalue()


def names_that_are_no_text(folder: Path, _is_long: bool) -> Outcome:
    """Lay files of every bad name beside a good bundle: it is taken, and what is printed can be seen."""
    country = make_country(folder / "country")
    worry(country.post, country.stick)
    every = [*NAMES, *(name[:-1] + b"r" for name in NAMES)]
    laid(country.stick, ((name, b"nonsense" + name[:5]) for name in every))
    before = size_of(country.headquarters.folder)
    answers = [
        printed(country.headquarters, "hq", "receive", "--stick", country.stick),
        printed(country.headquarters, "--json", "hq", "receive", "--stick", country.stick),
        printed(country.headquarters, "hq", "quarantine"),
        printed(country.headquarters, "--json", "hq", "quarantine"),
        printed(country.post, "sync", "now", "--stick", country.stick),
        printed(country.post, "--json", "hq", "quarantine"),
    ]
    told = "".join(text for _status, text in answers)
    unseen = {character for character in told if not character.isprintable()} - {"\n"}
    statuses = [status for status, _text in answers]
    held = statuses == [4, 4, 0, 0, 4, 0] and not unseen and "accepted, 1 new" in answers[0][1]
    held = held and len(answers[3][1].splitlines()) == 1
    grew = size_of(country.headquarters.folder) - before
    return Outcome(held, f"statuses {statuses}, unseen characters {sorted(map(ord, unseen))}, grew by {grew}")


def names_taken_for_text(folder: Path, _is_long: bool) -> Outcome:
    """A program that tells a name as it lies there."""
    country = make_country(folder / "country")
    worry(country.post, country.stick)
    laid(country.stick, ((name, b"nonsense" + name[:5]) for name in NAMES))
    session = country.headquarters.open()
    try:
        stick = FolderStick(country.stick, country.headquarters.folder, shown=lambda name: name)
        results = receive_stick(session.desk, stick)
    except UnicodeEncodeError as error:
        return Outcome(held=False, said=f"{type(error).__name__}: nothing is answered")
    finally:
        session.close()
    return Outcome(all(one.file.isprintable() for one in results), "names are told as they are")


class Unjudged:
    """A stick that counts files before it judges them."""

    def __init__(self, stick: FolderStick) -> None:
        self._stick = stick
        self.put, self.remove, self.write = stick.put, stick.remove, stick.write
        self.room_left, self.lies = stick.room_left, stick.lies

    def sieve(self, suffix: str, _sift: Sift) -> Sieve:
        """Take every file, the oldest first, up to the limit."""
        return self._stick.sieve(suffix, take_all, most=MOST)


def hidden(country: Country, is_long: bool) -> int:
    """Lay many files of one byte, and copies of a bundle's header, before the one that counts; return their bytes."""
    number = 10_000 if is_long else MOST
    [real] = country.stick.glob("*.tdb")
    content = real.read_bytes()
    size = laid(country.stick, ((b"a%d.tdb" % one, b"x") for one in range(number)))
    size += laid(country.stick, ((b"b%d.tdb" % one, content[:-1] + b"x") for one in range(40)))
    size += laid(country.stick, ((b"c%d.tdf" % one, b"x") for one in range(number)))
    size += laid(country.stick, ((b"d%d.tdr" % one, b"x") for one in range(number)))
    os.utime(real, (NEW, NEW))
    return size


def both_visit(country: Country) -> tuple[StickResults, SyncReport]:
    """Let headquarters read the stick, and then the post."""
    office = country.headquarters.open()
    results = receive_stick(office.desk, office.stick(country.stick))
    office.close()
    post = country.post.open()
    with post.carrier(stick=country.stick) as carrier:
        report = sync_now(post.desk, carrier, no_step, never)
    post.close()
    return results, report


def one_among_many(folder: Path, is_long: bool) -> Outcome:
    """Both ends find at once what is theirs, in little time and memory, and say what they did not read."""
    country = make_country(folder / "country")
    worry(country.post, country.stick)
    alone = country.copied(folder / "alone")
    both_visit(alone)
    received = hidden(country, is_long)
    tracemalloc.start()
    began = time.monotonic()
    results, report = both_visit(country)
    seconds, peak = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    is_taken = [one.verdict.value for one in results].count("accepted") == 1
    is_found = "receipt" in {one.kind for one in report.received if one.verdict == "accepted"} and not report.waiting
    is_said = results.unread["unsigned"] > 0 and report.unread["unsigned"] > 0
    kept = sum(size_of(one.folder) for one in (country.headquarters, country.post))
    kept -= sum(size_of(one.folder) for one in (alone.headquarters, alone.post))
    said = f"{received} bytes in many files; {seconds:.1f} s, {peak} bytes of memory, kept {kept}"
    held = is_taken and is_found and is_said and seconds < MOST_SECONDS and peak < MOST_BYTES
    return Outcome(held, said, 2 * received, max(kept, 0))


def many_before_one(folder: Path, is_long: bool) -> Outcome:
    """A program that counts files before it judges them."""
    country = make_country(folder / "country")
    worry(country.post, country.stick)
    hidden(country, is_long)
    office = country.headquarters.open()
    results = receive_stick(office.desk, Unjudged(FolderStick(country.stick, country.headquarters.folder)))
    office.close()
    verdicts = {one.verdict.value for one in results}
    return Outcome("accepted" in verdicts, f"of {len(results)} files that were read the verdicts are {verdicts}")


JUNK = Attack("large junk on a stick", junk_on_a_stick, junk_kept_whole)
BAD_NAMES = Attack("file names that are no text", names_that_are_no_text, names_taken_for_text)
HIDDEN = Attack("a bundle hidden among thousands", one_among_many, many_before_one)
