"""Trying every attack in turn, with its control, and telling each in a line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.lab.strangers.attacks import ATTACKS
from tests.lab.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.strangers.attack import Attack

MOST_KEPT = 0.01
"""Bytes that may be kept for each byte that a stranger gave."""


def try_all(folder: Path, *, is_long: bool = True) -> Tally:
    """Try every attack; print what came of it. Whatever went through, or whose control held, is a problem."""
    problems, received, kept = [], 0, 0
    for attack in ATTACKS:
        room, other = folder / attack.name, folder / f"{attack.name}-control"
        room.mkdir(parents=True)
        other.mkdir()
        done, control = attack.run(room, is_long), attack.control(other, is_long)
        received, kept = received + done.received, kept + done.kept
        print(f"{'held' if done.held else 'NOT HELD':<9}{attack.name}: {done.said}")
        print(f"{'':<9}control {'HOLDS TOO' if control.held else 'fails'}: {control.said}", flush=True)
        problems += problems_of(attack, held=done.held, control_held=control.held)
    share = kept / received if received else 0.0
    print(f"{'held' if share <= MOST_KEPT else 'NOT HELD':<9}{share:.5f} bytes kept per byte received from strangers")
    if share > MOST_KEPT:
        problems.append(f"{share:.4f} bytes kept per byte received, at most {MOST_KEPT}")
    figures = Counter(attacks=len(ATTACKS), held=len(ATTACKS) - len(problems))
    return Tally(figures=figures, problems=problems)


def problems_of(attack: Attack, *, held: bool, control_held: bool) -> list[str]:
    """Return what is wrong with the outcome of an attack and its control."""
    problems = [] if held else [f"{attack.name} went through"]
    return problems + ([f"{attack.name} hurts nobody without the defence either"] if control_held else [])
