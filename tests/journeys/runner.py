"""Runs the command line as a script would, in this process: arguments in, exit status and JSON out."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from tipdesk.adapters.keys.vault import Opened, open_slot
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.cli.main import main
from tipdesk.homes.opening import open_session, open_with
from tipdesk.homes.sessions import Session

PASSPHRASE = "correct horse battery staple lamp river"
CASE = {
    "case": {"title": "Blue heron 12", "case_type": "suspected_trafficking"},
    "records": [
        {
            "record": "Person",
            "key": "p1",
            "fields": {"family_name": "Inventedperson", "given_names": "Example", "birth_date": "2009-04"},
        },
        {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
        {"record": "Note", "fields": {"text": "Invented for a test."}},
    ],
}


@dataclass(frozen=True)
class Answer:
    """What one call answered."""

    status: int
    json: Any
    err: str


@contextmanager
def passphrase() -> Iterator[None]:
    """Give the passphrase in the environment, as scripts do."""
    before = os.environ.get("TIPDESK_PASSPHRASE")
    os.environ["TIPDESK_PASSPHRASE"] = PASSPHRASE
    try:
        yield
    finally:
        if before is None:
            del os.environ["TIPDESK_PASSPHRASE"]
        else:
            os.environ["TIPDESK_PASSPHRASE"] = before


@dataclass
class Remembered:
    """Opens homes as the program does, but stretches a passphrase once for each slots file: that takes all the time.

    Another passphrase or officer is another question, which is asked in earnest.
    """

    opened: dict[tuple[bytes, str | None, str], Opened] = field(default_factory=dict)

    def __call__(
        self,
        home: Path,
        officer: str | None,
        passphrase: str,
        /,
        *,
        disabled_too: bool = False,
        suspicious_too: bool = False,
    ) -> Session:
        """Return the session of a home."""
        paths = HomePaths(home)
        if not paths.slots.exists():
            return open_session(home, officer, passphrase, disabled_too=disabled_too, suspicious_too=suspicious_too)
        key = (paths.slots.read_bytes(), officer, passphrase)
        if key not in self.opened:
            self.opened[key] = open_slot(paths.slots, officer, passphrase)
        return open_with(
            paths, self.opened[key], SystemClock(), disabled_too=disabled_too, suspicious_too=suspicious_too
        )


_REMEMBERED = Remembered()


def call(home: Path, *arguments: object) -> Answer:
    """Run `tipdesk --home HOME --json …`."""
    out, err = StringIO(), StringIO()
    with passphrase(), redirect_stdout(out), redirect_stderr(err):
        status = main(["--home", str(home), "--json", *map(str, arguments)], unlock=_REMEMBERED)
    printed = out.getvalue()
    return Answer(status, json.loads(printed) if printed else None, err.getvalue())


def done(home: Path, *arguments: object) -> Any:  # noqa: ANN401 - whatever JSON the command prints
    """Run a command that must succeed, and return what it printed."""
    answer = call(home, *arguments)
    assert answer.status == 0, (arguments, answer)
    return answer.json


def refused(home: Path, *arguments: object) -> dict[str, Any]:
    """Run a command that a rule stops, and return its error."""
    answer = call(home, *arguments)
    assert answer.status == 1, answer
    return dict(answer.json["error"])


@dataclass(frozen=True)
class World:
    """Headquarters and one enrolled post, as `enrolled` made them; `shares`: the words of the custodians' cards."""

    hq: Path
    post: Path
    stick: Path
    fingerprint: str
    folder: Path
    shares: tuple[str, ...] = ()


def found(folder: Path, *, url: str = "") -> World:
    """Make headquarters with one post in its directory, and a post's home that has asked to be enrolled."""
    world_hq, post, stick = folder / "hq", folder / "post", folder / "stick"
    stick.mkdir()
    founded = done(world_hq, "hq", "init", "--name", "Home Affairs", "--admin", "admin", "--url", url)
    done(world_hq, "hq", "post", "add", "VFT", "--name", "Vieux Fort")
    return World(world_hq, post, stick, founded["fingerprint"], folder, tuple(founded["shares"]))


def enrol(world: World) -> str:
    """Enrol the post by request and grant, fingerprints compared on both sides; return the post's device."""
    request, grant = world.folder / "r.tiprequest", world.folder / "g.tipgrant"
    asked = done(world.post, "post", "request", "--officer", "officer1", "--out", request)
    device = done(
        world.hq, "hq", "enrol", request, "--post", "VFT", "--fingerprint", asked["fingerprint"], "--out", grant
    )
    done(world.post, "post", "enrol", grant, "--fingerprint", world.fingerprint)
    return str(device["device"])


def write_case(folder: Path, document: object = CASE) -> Path:
    """Write a case document to a file."""
    file = folder / "case.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file
