"""How fast a link is, as far as one sync can tell."""

from tipdesk.services.remembered.shapes import LastSync

LEAST_MEASURED = 2048
"""Fewer bytes than this say nothing about the speed of a link: most of their time is the greeting."""


def speed_of(size: int, milliseconds: int, before: LastSync | None) -> int:
    """Return bytes a second, or the speed known before where too little was sent or the clock was moved."""
    if size < LEAST_MEASURED or milliseconds <= 0:
        return before.speed if before else 0
    return size * 1000 // milliseconds
