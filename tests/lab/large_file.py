"""A large file goes from a post to headquarters, by wire and by stick, cut again and again: how much memory it takes.

`python -m tests.lab.large_file --size 50 --cuts 20` makes the homes, gives each end a process of its own, and says what
each held at its highest above what it held idle. Headquarters' end is its receiving server, or what reads a stick.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.journeys.worlds import make_world, opened, recorded
from tests.lab.link.relay import relay
from tests.lab.link.weather import Weather
from tests.memory import memory_mib
from tests.stretching import stretching
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.bootstrap.serving import make_server
from tipdesk.domain.errors import Trouble
from tipdesk.services.case.references import get_case_id
from tipdesk.services.files.attach import attach
from tipdesk.services.from_headquarters import need_grant
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.runner import World
    from tipdesk.homes.sessions import Session

MIB: Final = 1024 * 1024
ABOVE_IDLE_MIB: Final = 100
_STEPS_OF_A_PART: Final = 6


class Outcome(NamedTuple):
    """What one way took: the cuts, MiB above idle of post and headquarters, and whether both hold the same bytes."""

    way: str
    cuts: int
    post: float
    headquarters: float
    is_equal: bool

    @property
    def is_well(self) -> bool:
        """Tell whether it came whole and within the memory that there is for it."""
        return self.is_equal and max(self.post, self.headquarters) <= ABOVE_IDLE_MIB

    def __str__(self) -> str:
        """Return it as a line."""
        equal = "equal" if self.is_equal else "NOT EQUAL"
        above = f"above idle: post {self.post:.1f} MiB, headquarters {self.headquarters:.1f} MiB"
        return f"{self.way}: cut {self.cuts} times, {equal} at headquarters; {above}"


class Far:
    """One end in a process of its own, which says a line for each that it is told."""

    def __init__(self, *words: object) -> None:
        command = [sys.executable, "-m", "tests.lab.large_file", *map(str, words)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said = self._hear()
        self.idle = memory_mib("VmRSS", self._process.pid)
        Path(f"/proc/{self._process.pid}/clear_refs").write_text("5", encoding="ascii")

    def tell(self, line: str) -> str:
        """Tell it something, and return what it says."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._hear()

    def end(self) -> float:
        """Return how many MiB it held at its highest above idle, and end it."""
        above = memory_mib("VmHWM", self._process.pid) - self.idle
        self._process.communicate("\n")
        return above

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@dataclass
class PulledOut:
    """A step that lets the stick be pulled out after so many others."""

    after: int

    def __call__(self, _done: int, _total: int) -> None:
        """Count down, and fail where it is over."""
        self.after -= 1
        if self.after < 0:
            raise Trouble("stick-gone", "The stick is gone.")


def by_wire(world: World, size: int, cuts: int) -> Outcome:
    """Send the file over a link that is cut so many times."""
    office = Far("office", world.hq)
    with relay(int(office.said), Weather(cuts=(size // (cuts + 4),) * cuts)) as link:
        post = Far("wire", world.post, link.url)
        said = post.tell("go")
        assert said == "done", said
        made = link.connections - 1
    return Outcome("wire", made, post.end(), office.end(), is_equal(world))


def by_stick(world: World, size: int, cuts: int) -> Outcome:
    """Send the file by a stick that is pulled out so many times while the post writes."""
    post = Far("stick", world.post, world.stick)
    steps = size // MIB // (cuts + 4) * _STEPS_OF_A_PART + 1
    said = [post.tell(str(steps)) for _cut in range(cuts)]
    assert said == ["stick-gone"] * cuts, said
    assert post.tell("0") == "done"
    office = Far("reader", world.hq, world.stick)
    assert office.tell("go") == "done"
    assert post.tell("0") == "done"
    return Outcome("stick", cuts, post.end(), office.end(), is_equal(world))


def is_equal(world: World) -> bool:
    """Tell whether both homes hold the same sealed files, and nothing under way besides."""
    post, office = ({path.name: digest_of(path) for path in files_of(home)} for home in (world.post, world.hq))
    return bool(post) and post == office


def files_of(home: Path) -> list[Path]:
    """Return all files in the folder of sealed files of a home."""
    return sorted(path for path in (home / "files").rglob("*") if path.is_file())


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def speak(line: str) -> None:
    """Say a line to whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve(session: Session) -> None:
    """Be headquarters' server until told to end."""
    server = make_server(session, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, args=(lambda port: speak(str(port)),))
    thread.start()
    sys.stdin.readline()
    server.stop()
    thread.join()


def answer(deed: Callable[[str], object]) -> None:
    """Do a deed for each line until an empty one, and say how it went."""
    speak("ready")
    for line in iter(sys.stdin.readline, "\n"):
        try:
            deed(line.strip())
        except Trouble as trouble:
            speak(trouble.code)
        else:
            speak("done")


def send_by_wire(session: Session, url: str) -> None:
    """Sync by wire, without waiting between two tries."""
    with session.desk.read() as reader:
        authority = need_grant(reader).authority
    with HttpsCarrier(url, authority, session.desk.ids.noise, wait=lambda _seconds: None) as carrier:
        sync_now(session.desk, carrier, no_step, never)


def send_by_stick(session: Session, stick: Path, steps: str) -> None:
    """Sync by a stick that is pulled out after so many steps, 0 for never."""
    with session.carrier(stick=stick) as carrier:
        sync_now(session.desk, carrier, PulledOut(int(steps)) if int(steps) else no_step, never)


def be_far(end: str, home: Path, where: str) -> None:
    """Be one end."""
    with stretching(cheaply=True), closing(opened(home)) as session:
        if end == "office":
            serve(session)
        elif end == "reader":
            answer(lambda _line: receive_stick(session.desk, session.stick(Path(where))))
        elif end == "wire":
            answer(lambda _line: send_by_wire(session, where))
        else:
            answer(lambda line: send_by_stick(session, Path(where), line))


def take_in(world: World, size: int) -> None:
    """Record a case at the post and take a file of so many bytes into it."""
    reference = recorded(world.post, world.folder)
    file = world.folder / "scan.bin"
    with file.open("wb") as target:
        dice = Random(size)
        for _mib in range(-(-size // MIB)):
            target.write(dice.randbytes(MIB))
    with closing(opened(world.post)) as session:
        attach(session.desk, get_case_id(session.desk, reference), FileSource(file), {})


def run(size: int, cuts: int) -> list[Outcome]:
    """Send a file of so many bytes both ways, in homes of their own; return what each took."""
    outcomes = []
    for way in (by_wire, by_stick):
        with tempfile.TemporaryDirectory() as folder, stretching(cheaply=True):
            world = make_world(Path(folder) / "world")
            take_in(world, size)
            outcomes.append(way(world, size, cuts))
    return outcomes


def main() -> int:
    """Run as a command, or as one end of such a run; return the exit status."""
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        be_far(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > len(("", "end", "home")) else "")
        return 0
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=50, help="MiB of the file")
    options.add_argument("--cuts", type=int, default=20)
    given = options.parse_args()
    outcomes = run(given.size * MIB, given.cuts)
    for one in outcomes:
        speak(str(one))
    return 0 if all(one.is_well for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
