"""The process whose disk fails: it opens a home, says that it is ready, waits for the word, does its deed and answers.

It answers through `send`, which no fault is injected into: "done", "told CODE" for a refusal in our own words, "broke"
with the name of anything else. Told of a failure it does the deed once more, as the officer would.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from tests.lab.faults.deeds import BLIND, DEEDS
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.lab.homes import Home

READY, GO = b"ready", b"go"


def do_deed(home: Home, stick: Path, name: str, rehearsal: Home, rehearsal_stick: Path, pipe: Connection) -> None:
    """Do one deed by name. It is rehearsed on other homes, so that no import is left for the moment of the fault."""
    deed = next(one for one in (*DEEDS, BLIND) if one.name == name)
    before = rehearsal.open()
    deed.do(before, rehearsal_stick)
    before.close()
    session = home.open()
    with socket.socket(fileno=os.dup(pipe.fileno())) as word:
        word.send(READY)
        word.recv(len(GO))
        answers = []
        for _try in range(2):
            try:
                deed.do(session, stick)
                answers.append("done")
                break
            except TipdeskError as error:
                answers.append(f"told {error.code}")
            except BaseException as error:  # noqa: BLE001 - whatever it is, the harness is to hear of it
                answers.append(f"broke {type(error).__name__}")
                break
        word.send("; ".join(answers).encode())
        word.recv(len(GO))
