"""What the laboratory has counted: figures and problems of each harness, kept from one run to the next.

Promises that a total only grows, that a run which is stopped keeps what it had counted, and that a problem stays listed
with the seed that lives it again until somebody takes it out by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Tally:
    """One harness: seconds it ran, what it counted ("kills", "acknowledged"), and what went wrong."""

    seconds: float = 0.0
    figures: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what another run counted."""
        self.seconds += other.seconds
        self.figures.update(other.figures)
        self.problems += other.problems


def read_totals(path: Path) -> dict[str, Tally]:
    """Return the totals kept in a file, none where there is no file."""
    if not path.exists():
        return {}
    kept = json.loads(path.read_text("utf-8"))
    return {
        name: Tally(float(one["seconds"]), Counter(one["figures"]), list(one["problems"])) for name, one in kept.items()
    }


def keep_totals(path: Path, totals: dict[str, Tally]) -> None:
    """Write the totals, whole or not at all."""
    kept = {
        name: {"seconds": round(one.seconds, 1), "figures": dict(sorted(one.figures.items())), "problems": one.problems}
        for name, one in sorted(totals.items())
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    fresh.replace(path)


def table_of(totals: dict[str, Tally]) -> str:
    """Return the totals as lines: what was counted in all, and at what rate an hour."""
    lines = [f"{'harness':<14}{'hours':>7}  counted (an hour)"]
    for name, one in sorted(totals.items()):
        hours = one.seconds / 3600
        counted = ", ".join(
            f"{count:,} {what}" + (f" ({count / hours:,.0f})" if hours else "") for what, count in one.figures.items()
        )
        lines.append(f"{name:<14}{hours:7.2f}  {counted or 'nothing yet'}   problems {len(one.problems)}")
        lines += [f"{'':<14}! {problem}" for problem in one.problems]
    return "\n".join(lines)
