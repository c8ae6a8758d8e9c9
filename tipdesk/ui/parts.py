"""What bootstrap hands to the screens that show cases: lanes, notices, the officer's words, and what the window does.

A plain value, so that a test can make one without a window. Leaves to others: making the parts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tipdesk.ui.choosing import Choosing, Dialogs
from tipdesk.ui.notices import Notices
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.lanes import Lanes


class Say(Protocol):
    """The window's toast."""

    def __call__(self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a button that takes back what was done."""


PrintCase = Callable[..., bytes]
"""Runs on the link lane: `print_case(desk, case, identity=True, told=…)` returns the PDF of a case, an audited look.

`told` hears how many parts of how many are set, and ends it by raising.
"""


@dataclass(frozen=True)
class Parts:
    """What screens of cases stand on.

    `print_case`: None where nothing can be printed; `write_file` puts the document where the officer chose;
    `stamp`: who looks, from where and when, as it stands across names and places;
    `name_case` tells the window which case is in front, by its reference, "" for none;
    `confirm` asks once more whether it is the officer, by the passphrase; None where nothing is opened in an emergency.
    """

    lanes: "Lanes[LinkDesk]"
    notices: Notices
    wording: Wording
    officer: bytes
    say: Say
    print_case: PrintCase | None = None
    write_file: Callable[[Path, bytes], object] | None = None
    choosing: Choosing = field(default_factory=Dialogs)
    stamp: Callable[[], str] = str
    name_case: Callable[[str], object] = str
    confirm: Callable[[str], None] | None = None
