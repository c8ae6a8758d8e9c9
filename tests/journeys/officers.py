"""Officers in the journeys: added, reset and removed by command, each command in the name of whoever types it."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

from tests.journeys.runner import Answer, World, call, done
from tipdesk.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORDS = {
    "officer2": "seven pelican lanterns under quiet sky",
    "officer3": "copper violin harbour thirteen mango ladder",
    "again": "window marble thunder okra bicycle drum",
}


def words_file(folder: Path, words: str) -> Path:
    """Write a passphrase to a file and return it."""
    file = folder / f"words-{abs(hash(words))}"
    file.write_text(words + "\n", encoding="utf-8")
    return file


def as_officer(home: Path, login: str, words: str, *arguments: object) -> Answer:
    """Run a command in the name of an officer who types these words."""
    return call(home, "--as", login, "--passphrase-file", words_file(home.parent, words), *arguments)


def in_earnest(home: Path, login: str, words: str) -> tuple[int, dict[str, Any]]:
    """Unlock as the program does, throttled and remembering nothing; return exit status and JSON."""
    file, out = words_file(home.parent, words), StringIO()
    with redirect_stdout(out):
        status = main(["--home", str(home), "--json", "--as", login, "--passphrase-file", str(file), "store", "info"])
    return status, json.loads(out.getvalue())


def carry(world: World, *homes: Path, login: str = "officer1") -> None:
    """Carry the stick from PCs of several officers to headquarters and back to them."""
    for home in homes or (world.post,):
        done(home, "--as", login, "sync", "now", "--stick", world.stick)
    done(world.hq, "hq", "receive", "--stick", world.stick)
    for home in homes or (world.post,):
        done(home, "--as", login, "sync", "now", "--stick", world.stick)


def add_to_directory(world: World, login: str, *roles: str, post: str = "VFT") -> None:
    """Let headquarters add an officer, and bring the directory to the post's PC."""
    named: Sequence[str] = roles or ("frontline",)
    done(
        world.hq, "hq", "officer", "add", login, "--post", post, *(part for role in named for part in ("--role", role))
    )
    carry(world)


def add_here(world: World, login: str, words: str, *roles: str) -> str:
    """Add an officer to the directory and to the post's PC; return the thirty digits."""
    add_to_directory(world, login, *roles)
    file = words_file(world.folder, words)
    added = done(world.post, "--as", "officer1", "officer", "add", login, "--new-passphrase-file", file)
    return str(added["fingerprint"])


def accept(world: World, digits: str, login: str) -> str:
    """Carry the key to headquarters and accept it there; return its row."""
    carry(world)
    [waiting] = [one for one in done(world.hq, "hq", "officer", "keys")["keys"] if one["login"] == login]
    done(world.hq, "hq", "officer", "accept", waiting["key"], "--fingerprint", digits)
    carry(world)
    return str(waiting["key"])
