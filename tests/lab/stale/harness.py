"""Carries out stale-state attacks on copies of a real post and tells which rung of the ladder noticed each.

Promises the program's own way of opening a home; what is not noticed is told by its attack and seed.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.lab.stale.attacks import ATTACKS, WITH_WORDS, Attack
from tipdesk.domain.errors import Distrust
from tipdesk.homes.integrity import compare_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.stale.states import States


@dataclass
class Stale:
    """`noticed`: attacks by name and the code of the refusal; `problems`: what went through."""

    folder: Path
    noticed: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def run_all(self, states: States, seed: int) -> None:
        """Carry out every attack once."""
        for name, attack in ATTACKS.items():
            code = self.strike(states, attack, seed, words=states.words if name in WITH_WORDS else "")
            self.noticed[f"{name}: {code or 'not noticed'}"] += 1
            if not code:
                self.problems.append(f"{name} was not noticed (seed {seed})")

    def strike(self, states: States, attack: Attack, seed: int, *, words: str = "") -> str:
        """Carry out one attack on a fresh copy, open it as an officer does, and return the refusal's code or ""."""
        home = self.folder / "struck"
        shutil.rmtree(home, ignore_errors=True)
        attack(states, home, random.Random(seed))
        try:
            session = replace(states.country.post, folder=home).open()
        except Distrust as refusal:
            return refusal.code
        try:
            if words and compare_words(session.store, words) is None:
                return "words-ahead"
        finally:
            session.close()
        return ""
