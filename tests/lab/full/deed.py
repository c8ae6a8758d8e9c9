"""One deed on a disk that is filled while the officer is about to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.faults.child import DONE, TOLD
from tests.lab.faults.deeds import Deed, prepare
from tests.lab.faults.harness import rehearsed
from tests.lab.full.disk import fill
from tests.lab.homes import make_country

if TYPE_CHECKING:
    from pathlib import Path


def fail_when_full(disk: Path, deed: Deed, *, leave: int) -> tuple[str, list[str]]:
    """Fill the disk but for `leave` bytes, do the deed, make room again; return what was answered and what is wrong."""
    country = make_country(disk)
    prepare(country, deed)
    with rehearsed(country, deed, disk.with_name(f"{disk.name}-rehearsal")) as child:
        with child.doing(country) as process:
            filler = fill(disk, leave=leave)
            answers = [process.go()]
            if answers[0].startswith(TOLD):
                answers.append(process.go())
        filler.unlink()
        problems = [f"it broke: {answer}" for answer in answers if not answer.startswith((DONE, TOLD))]
        problems += child.problems_after(country, answers[-1])
    return answers[-1], [f"{deed.name}, {leave} bytes left: {one} (it answered {answers})" for one in problems]
