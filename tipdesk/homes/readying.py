"""What every start does with a home before anything else, window and command alike, and what it found, to be told.

A putting back that was interrupted is finished or taken back (`half_put_back`). The home is closed to other accounts. A
disk which is too full to unlock on is given the home's reserve, which the first start that finds room makes again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tipdesk.adapters.store.ballast import keep_room
from tipdesk.adapters.system.homes import close_to_others
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.texts import _
from tipdesk.homes.half_put_back import finish_put_back

if TYPE_CHECKING:
    from pathlib import Path

CLOSED: Final = _(
    "TIPdesk's folder was open to other accounts of this PC. It is closed to them now. If anybody else uses this PC, "
    "tell headquarters."
)
LET_GO: Final = _(
    "This PC's disk is full. TIPdesk has let a reserve go, so that you can go on. Free some space now: empty the "
    "recycle bin, or move other files to another disk. Then TIPdesk makes the reserve again by itself."
)
NEARLY_FULL: Final = _(
    "This PC's disk is nearly full. Free some space: empty the recycle bin, or move other files to another disk. Else "
    "nothing can be saved soon."
)


def make_ready(home: Path) -> list[str]:
    """Make a home ready for a start; return the sentences, as message ids, of what there is to tell.

    Raises UserError `open-home` where it cannot be closed to other accounts, and the Trouble of `finish_put_back`.
    """
    paths = HomePaths(home.expanduser().absolute())
    told = [finish_put_back(paths.folder)]
    if paths.exists():
        told += [CLOSED if close_to_others(paths.folder) else None, see_room(paths.folder)]
    return [one for one in told if one is not None]


def see_room(home: Path, *, is_begun: bool = False) -> str | None:
    """Let the home's reserve go where the disk is full, or make it again where there is room for it.

    It returns what there is to tell, or None where there is room. `is_begun` is the same as for `keep_room`.
    """
    room = keep_room(home, is_begun=is_begun)
    if room.freed:
        return LET_GO
    return NEARLY_FULL if room.is_short else None
