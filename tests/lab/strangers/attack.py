"""One attack of a stranger: what it does to the program as it is, and to the program with one defence taken away.

Promises that an attack which cannot hurt even without the defence is found out: its control would hold too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How an attack ended. `held`: the program did all that it must; `said`: in a line, with the figures.

    `received`: bytes that a stranger gave; `kept`: bytes by which the home grew for them. Both 0 where nothing is kept.
    """

    held: bool
    said: str
    received: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Attack:
    """An attack by its name. Both take an empty folder and whether there is time for the full size of it.

    `control`: the same deed on a program without the defence, which must be hurt by it.
    """

    name: str
    run: Callable[[Path, bool], Outcome]
    control: Callable[[Path, bool], Outcome]
