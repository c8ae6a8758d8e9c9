"""The processes whose disk fails: each unlocks a home, says that it is ready, waits for the word, and does its deed.

They fork from one process that has rehearsed the deed elsewhere, so that no import is left for the moment of the fault.
A child answers through `send`, which no fault is injected into: "done", "told CODE" for a refusal in our own words,
"broke" with the name of anything else. Let go again it does the deed once more, as an officer would who was told of a
failure. What stands in the homes afterwards is asked by another child, whose disk is whole.
"""

from __future__ import annotations

import os
import socket
import traceback
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.lab.faults.deeds import deed_of, problems_after
from tests.lab.faults.place import Place
from tests.lab.homes import PASSPHRASE
from tipdesk.adapters.keys import officer_slot
from tipdesk.adapters.keys.stretching import stretch
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tests.lab.faults.deeds import Deed
    from tests.lab.homes import Country

GO = b"go"
DO, LOOK = "do", "look"
DONE, TOLD = "done", "told"
TRIES = 2
MOST = 4096


def rehearse(name: str, rehearsal: Country, pipe: Connection) -> None:
    """Rehearse one deed, then let a child do what is asked for, one after the other, until the pipe is closed."""
    deed = deed_of(name)
    deed.begin()
    vars(officer_slot)["stretch"] = cache(stretch)  # it touches no disk: the same words need it once
    before = Place(rehearsal, deed.home(rehearsal))
    open_slot(before.home.folder / "slots", before.home.login, PASSPHRASE)
    deed.do(before)
    before.close()
    pipe.send("")
    while asked := _asked(pipe):
        what, *given = asked
        child = os.fork()
        if child == 0:
            _live(what, deed, given, pipe)
        os.waitpid(child, 0)
        pipe.send("")


def _asked(pipe: Connection) -> list[Any]:
    try:
        asked: list[Any] = pipe.recv()
    except EOFError:
        return []
    return asked


def _live(what: str, deed: Deed, given: list[Any], pipe: Connection) -> None:
    """Do it and end: nothing that the parent has set up is ended a second time."""
    try:
        if what == DO:
            _do(deed, given[0], pipe)
        else:
            pipe.send(_found(given[0], deed, given[1]))
    finally:
        os._exit(0)


def _found(country: Country, deed: Deed, said: str) -> list[str]:
    try:
        return problems_after(country, deed, said)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a problem of this point
        return [f"looking after it ended with {type(error).__name__} {getattr(error, 'code', '')} in {_where(error)}"]


def _do(deed: Deed, country: Country, pipe: Connection) -> None:
    place = Place(country, deed.home(country))
    if deed.opens:
        place.unlock()
    with socket.socket(fileno=os.dup(pipe.fileno())) as word:
        word.send(str(os.getpid()).encode())
        for _try in range(TRIES):
            word.recv(len(GO))
            word.send(_answer(deed, place).encode())
        word.recv(len(GO))


def _answer(deed: Deed, place: Place) -> str:
    try:
        deed.do(place)
    except TipdeskError as error:
        return f"{TOLD} {error.code}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, the harness is to hear of it
        return f"broke {type(error).__name__} in {_where(error)}"
    return DONE


def _where(error: BaseException) -> str:
    """Return the last lines of the program that it went through."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "/tipdesk/" in one.filename]
    return " ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in frames[-3:])
