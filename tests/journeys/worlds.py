"""Worlds for the journeys: a headquarters and posts, made once a run on real parts and copied for each story.

Promises homes as `tipdesk` itself makes them, with the cheapest passphrase slot that it accepts, so that a story of
thirty commands takes seconds. What happens in a world is left to the stories.
"""

import os
import shutil
from pathlib import Path

from tests.journeys.runner import PASSPHRASE, Answer, World, call, done, write_case
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.homes.founding import make_headquarters, make_post
from tipdesk.homes.opening import open_session
from tipdesk.homes.sessions import Session


def make_world(folder: Path) -> World:
    """Make headquarters with two posts in its directory, and the home of a PC of the first, enrolled by stick."""
    world = World(folder / "hq", folder / "post", folder / "stick", "", folder)
    world.stick.mkdir(parents=True)
    founded = make_headquarters(world.hq, "Home Affairs", "admin", PASSPHRASE, cost=FLOOR)
    founded.session.close()
    shares = tuple(" ".join(card.words) for card in founded.cards)
    world = World(world.hq, world.post, world.stick, founded.fingerprint, folder, shares)
    done(world.hq, "hq", "post", "add", "VFT", "--name", "Vieux Fort")
    done(world.hq, "hq", "post", "add", "CAS", "--name", "Castries")
    add_pc(world, "post", "VFT")
    return world


def copied(world: World, folder: Path) -> World:
    """Return a copy of a world to go on with: its homes are closed, so their files are all there is of them."""
    shutil.copytree(world.folder, folder, dirs_exist_ok=True)
    return World(folder / "hq", folder / "post", folder / "stick", world.fingerprint, folder, world.shares)


def make_pc(home: Path, officer: str = "officer1", *, clock: SystemClock | None = None) -> None:
    """Make the home of a PC that has not been enrolled yet."""
    make_post(home, officer, PASSPHRASE, clock=clock, cost=FLOOR).close()


def add_pc(world: World, name: str, post: str, *options: str, officer: str = "officer1") -> Path:
    """Make and enrol another PC under `name` in the world's folder; its request and grant stay beside it."""
    home = world.folder / name
    make_pc(home, officer)
    enrol_pc(world, home, post, *options, officer=officer)
    return home


def enrol_pc(world: World, home: Path, post: str, *options: str, officer: str = "officer1") -> str:
    """Enrol the PC of a home by request and grant; return its device."""
    request, grant = (world.folder / f"{home.name}.{kind}" for kind in ("tiprequest", "tipgrant"))
    asked = done(home, "post", "request", "--officer", officer, "--out", request)
    fingerprint = asked["fingerprint"]
    done(world.hq, "hq", "enrol", request, "--post", post, "--fingerprint", fingerprint, *options, "--out", grant)
    done(home, "post", "enrol", grant, "--fingerprint", world.fingerprint)
    return str(asked["device"])


def opened(home: Path) -> Session:
    """Unlock a home in this process; the story closes it."""
    return open_session(home, None, PASSPHRASE)


def by_stick(world: World, *homes: Path) -> None:
    """Carry the stick from the posts to headquarters and back to them."""
    for home in homes:
        done(home, "sync", "now", "--stick", world.stick)
    done(world.hq, "hq", "receive", "--stick", world.stick)
    for home in homes:
        done(home, "sync", "now", "--stick", world.stick)


def recorded(home: Path, folder: Path) -> str:
    """Record the sample case; return its reference."""
    return str(done(home, "case", "new", "--from", write_case(folder))["reference"])


def pushed(home: Path, stick: Path) -> bytes:
    """Push by a stick of its own, and return the one bundle that lies on it then."""
    stick.mkdir(exist_ok=True)
    file = done(home, "sync", "now", "--stick", stick)["sent"][0]["file"]
    return (stick / f"{file}.tdb").read_bytes()


def received(hq: Path, stick: Path, *bundles: bytes) -> Answer:
    """Lay these bundles on a stick, oldest first, and let headquarters take them in."""
    stick.mkdir(exist_ok=True)
    for number, content in enumerate(bundles):
        file = stick / f"laid{number:04d}.tdb"
        file.write_bytes(content)
        os.utime(file, (number, number))
    return call(hq, "hq", "receive", "--stick", stick)


def verdicts(answer: Answer) -> list[tuple[str, str | None, int, int]]:
    """Return verdict, reason, entries and parked entries of each bundle that `hq receive` names."""
    return [(one["verdict"], one["reason"], one["entries"], one["parked"]) for one in answer.json["bundles"]]
