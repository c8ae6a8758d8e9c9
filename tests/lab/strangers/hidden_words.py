"""A changed post hides what steers a terminal, turns a line round or loads a picture in the words of a case.

Two attacks. On paper and terminals: every command that names a case, a person or an officer, the printed file, the
exported document. In the window: every page and dialog of headquarters. Their controls show the same words without the
one function that makes them visible, and in a label that guesses.
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

from pypdfium2 import PdfDocument

from tests.journeys.runner import Remembered, passphrase
from tests.journeys.worlds import opened
from tests.lab.strangers.attack import Attack, Outcome
from tests.lab.strangers.changed_post import BOTH, SIGNS, send_hostile_case
from tests.sources import ROOT
from tests.stretching import words_of
from tipdesk.cli.main import main
from tipdesk.services.look import look

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.strangers.changed_post import Sent

MARK = "U+202E"
REMEMBERED = Remembered()
HIDING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _hidden_in(text: str) -> set[str]:
    return {f"U+{ord(one):04X}" for one in text if unicodedata.category(one) in HIDING and one not in "\n\t"}


def _printed(home: Path, *arguments: str) -> str:
    """Run a command as a person does; return all that it printed."""
    out = StringIO()
    with passphrase(), redirect_stdout(out), redirect_stderr(out):
        main(["--home", str(home), *arguments], unlock=REMEMBERED)
    return out.getvalue()


def _commands(sent: Sent, *, is_long: bool) -> list[tuple[str, ...]]:
    named = [
        ("case", "list"),
        ("case", "show", sent.reference, "--history"),
        ("audit", "list"),
        ("hq", "post", "list"),
        ("hq", "officer", "list"),
    ]
    return (
        named
        if not is_long
        else [
            *named,
            ("case", "find", "Eve"),
            ("case", "holders", sent.reference),
            ("record", "list", sent.reference, "Person"),
            ("access", "list", sent.reference),
            ("audit", "exceptions"),
            ("hq", "directory", "list", "Agency"),
            ("hq", "withdrawn"),
            ("hq", "keyset", "show"),
            ("hq", "conflicts"),
            ("sync", "status"),
            ("store", "status"),
            ("no such\x1b command\u202e",),
        ]
    )


def _outputs(sent: Sent, *, is_long: bool) -> dict[str, str]:
    """Return what headquarters prints, by command; the document of JSON beside each; paper and export as text."""
    hq, told = sent.world.hq, {}
    for command in _commands(sent, is_long=is_long):
        told[" ".join(command)] = _printed(hq, *command)
        told["--json " + " ".join(command)] = _printed(hq, "--json", *command)
    paper, folder = sent.world.folder / "case.pdf", sent.world.folder / "out"
    _printed(hq, "report", "case", sent.reference, "--identity", "--out", str(paper))
    _printed(hq, "case", "export", sent.reference, "--out", str(folder))
    with PdfDocument(paper) as document:
        pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    told["paper"] = "\n".join(pages).replace("\r\n", "\n")
    told["export"] = (folder / f"{sent.reference}.json").read_text("utf-8")
    told["signature"] = (folder / f"{sent.reference}.signature.txt").read_text("utf-8")
    return told


def _on_terminals(folder: Path, is_long: bool) -> Outcome:
    sent = send_hostile_case(folder)
    told = _outputs(sent, is_long=is_long)
    hidden = {where: signs for where, text in told.items() if (signs := _hidden_in(text))}
    seen = {where for where in ("case list", "paper") if MARK in "".join(told[where].split())}
    meant = json.loads(told["--json case list"])["cases"][0]["title"] == BOTH
    titles = [line for line in told["case list"].splitlines() if sent.reference in line]
    is_held = (
        not hidden and seen == {"case list", "paper"} and meant and len(titles) == 1 == told["case list"].count("\n")
    )
    said = f"{len(told)} outputs, {len(hidden)} with hidden signs {hidden or ''}, marks in {sorted(seen)}"
    return Outcome(is_held, said)


def _printed_as_kept(folder: Path, is_long: bool) -> Outcome:
    """The same title and name, printed as the store gives them."""
    sent = send_hostile_case(folder)
    office, out = opened(sent.world.hq), StringIO()
    try:
        view = look(office.desk, sent.case)
        person = view.of("Person")[0]
        print(view.reference, view.case["title"], person["family_name"], file=out)
    finally:
        office.close()
    hidden = _hidden_in(out.getvalue())
    return Outcome(not set(SIGNS) & set(out.getvalue()), f"a bare print lets {len(hidden)} signs through")


def _window(kind: str, case: bytes = b"", *homes: Path) -> tuple[list[str], int]:
    """Open every page of these homes in a process of its own; return what was not plain, and how many texts came."""
    command = [*words_of("tests.lab.strangers.window_probe"), kind, case.hex(), *map(str, homes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)
    if done.returncode:
        return [done.stderr[-600:]], 0
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return list(map(str, told["found"])), int(told["texts"])


def _in_the_window(folder: Path, is_long: bool) -> Outcome:
    sent = send_hostile_case(folder)
    found, texts = _window("real", sent.case, *([sent.world.hq, sent.world.post] if is_long else [sent.world.hq]))
    return Outcome(
        not found and texts > 0, f"{texts} hostile texts on all pages, {len(found)} not plain {found[:3] or ''}"
    )


def _in_bare_widgets(folder: Path, is_long: bool) -> Outcome:
    found, texts = _window("bare")
    return Outcome(not (texts and found), f"{texts} texts in bare widgets, {len(found)} not plain")


ON_TERMINALS = Attack("words-that-steer-a-terminal", _on_terminals, _printed_as_kept)
IN_THE_WINDOW = Attack("words-that-load-a-picture", _in_the_window, _in_bare_widgets)
