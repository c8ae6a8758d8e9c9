"""Another account lays links under the names that an export will have, and waits for what it may read then."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from tests.journeys.runner import done, write_case
from tests.journeys.worlds import make_pc
from tests.lab.strangers.attack import Attack, Outcome
from tipdesk.disk import PART

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

THEIRS = b"somebody's own file"


def planted(folder: Path, name: str) -> Path:
    """Lay links under the name of a file and under the one that it has while it is written; return where they lead."""
    folder.mkdir(exist_ok=True)
    target = folder / f"target-of-{name}"
    target.write_bytes(THEIRS)
    for link in (folder / name, folder / (name + PART)):
        link.symlink_to(target)
    return target


def judge(folder: Path, names: list[str], write: Callable[[str, Path], object]) -> Outcome:
    """Let each file be written where the links lie, under a mask that hides nothing; look what became of it."""
    hurt = []
    before = os.umask(0)
    try:
        for name in names:
            target = planted(folder, name)
            write(name, folder / name)
            hurt += [f"{name} went through the link"] if target.read_bytes() != THEIRS else []
            hurt += [f"{name} is open"] if stat.S_IMODE((folder / name).stat().st_mode) & 0o077 else []
    finally:
        os.umask(before)
    return Outcome(not hurt, "; ".join(hurt) or f"{len(names)} files, none through a link, each 0600")


def run(folder: Path, is_long: bool) -> Outcome:
    """Export, print and request by the command line."""
    home = folder / "post"
    make_pc(home)
    reference = done(home, "case", "new", "--from", write_case(folder))["reference"]

    def write(name: str, path: Path) -> None:
        if name.endswith("json"):
            done(home, "case", "export", reference, "--out", path.parent)
        elif name.endswith("pdf"):
            done(home, "report", "case", reference, "--out", path)
        else:
            done(home, "post", "request", "--officer", "officer1", "--out", path)

    names = [f"{reference}.json", "case.pdf", "post.tiprequest"]
    more = [f"{number}.{kind}" for number in range(20) for kind in ("pdf", "tiprequest")]
    return judge(folder / "shared", [*names, *(more if is_long else ())], write)


def control(folder: Path, _is_long: bool) -> Outcome:
    """A program that opens the part beside the file as any other, and renames it."""

    def write(_name: str, path: Path) -> None:
        part = path.with_name(path.name + PART)
        part.write_bytes(b"names")
        part.replace(path)

    return judge(folder, ["case.json"], write)


PLANTED_LINK = Attack("a planted link under an export", run, control)
