"""What a bench says: one measure beside its floor, with the gate it must meet, as a table or as JSON.

Promises that a gate whose floor cannot be had on this machine is neither met nor failed: it says null. Leaves how a
figure is got to the files beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Gate:
    """What must hold: of the value itself, or (`of_ratio`) of value over floor."""

    bound: float
    at_least: bool = False
    of_ratio: bool = False

    def __str__(self) -> str:
        """Return the gate as the table shows it."""
        return f"{'ratio' if self.of_ratio else 'value'} {'>=' if self.at_least else '<='} {self.bound:g}"

    def holds(self, value: float | None, ratio: float | None) -> bool | None:
        """Tell whether the gate is met; None where what it asks of is not known."""
        asked = ratio if self.of_ratio else value
        if asked is None:
            return None
        return asked >= self.bound if self.at_least else asked <= self.bound


@dataclass(frozen=True)
class Measure:
    """One figure. `floor`: the same of the thing it is compared with, None where that cannot be had."""

    name: str
    value: float | None
    unit: str
    floor: float | None = None
    gate: Gate | None = None
    paired_ratio: float | None = None
    """The median of ratios pair by pair, where runs were paired; otherwise value over floor is shown."""

    @property
    def ratio(self) -> float | None:
        """Return value over floor."""
        if self.paired_ratio is not None:
            return self.paired_ratio
        return self.value / self.floor if self.value is not None and self.floor else None

    @property
    def ok(self) -> bool | None:
        """Tell whether the gate is met; None without a gate, or where it cannot be told."""
        return self.gate.holds(self.value, self.ratio) if self.gate else None

    def to_json(self) -> dict[str, object]:
        """Return the measure as `bench --json` prints it."""
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "floor": _rounded(self.floor),
            "ratio": _rounded(self.ratio),
            "gate": str(self.gate) if self.gate else None,
            "ok": self.ok,
        }


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.4g}")


def as_json(measures: Sequence[Measure]) -> str:
    """Return the one document of `bench --json`."""
    return json.dumps({"measures": [one.to_json() for one in measures]}, indent=2)


def as_table(measures: Sequence[Measure]) -> str:
    """Return the table that a person reads."""
    lines = [("measure", "value", "floor", "ratio", "gate", "")]
    verdict = {True: "ok", False: "FAILS", None: ""}
    for one in measures:
        value = f"{_shown(one.value)} {one.unit}"
        lines.append((one.name, value, _shown(one.floor), _shown(one.ratio), str(one.gate or ""), verdict[one.ok]))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    left = (0, 4, 5)
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _shown(number: float | None) -> str:
    if number is None:
        return "-"
    return f"{number:,.0f}" if abs(number) >= 1_000 else f"{number:.3g}"


def failed(measures: Sequence[Measure]) -> list[Measure]:
    """Return the measures whose gate is not met."""
    return [one for one in measures if one.ok is False]
