"""What the page *About* asks, as the window and the unlock window have it; `homes.this_program` implements it."""

from typing import Protocol

from tipdesk.domain.about import About
from tipdesk.domain.components import Component


class TellsOfProgram(Protocol):
    """What tells of the program. Both methods may block, and run on lanes."""

    def about(self) -> About:
        """Return what the program says of itself."""

    def components(self) -> tuple[Component, ...]:
        """Return what others wrote and the program carries. Raises Trouble where that cannot be read."""
