"""What the screens of backups ask of the world: one made, read back, planned; the sticks that are plugged in.

Screens import no adapter; `homes` implements this, and a test may bring its own. Everything here blocks and is called
on lanes. Refusals are raised as TipdeskError.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from tipdesk.services.remembered.shapes import Plan
from tipdesk.ui.sync.outside import Plugged

Told: TypeAlias = Callable[[int, int], object]
"""Is told how far copying is; whatever it raises ends the copying, and nothing is left behind."""


class Backups(Protocol):
    """The backups of the home whose window this is."""

    def make(self, folder: Path, told: Told) -> None:
        """Make a backup in a folder or on a stick, read it back and open it."""

    def make_planned(self, told: Told) -> bool:
        """Make the backup that is due by the plan, and return whether one was."""

    def keep_plan(self, plan: Plan, told: Told) -> None:
        """Keep a plan by which backups are made by themselves.

        The first one is made at once, where none lies in that folder.
        """

    def check_last(self) -> None:
        """Read the last backup back once more and open it."""

    def is_same_disk(self, folder: Path) -> bool:
        """Tell whether a folder lies on the same disk as the records."""

    def sticks(self) -> Sequence[Plugged]:
        """Return the sticks that are plugged in."""
