"""What strangers did on one day, in words for people: one sentence without a name, an address or a reproach.

A kind that is not here (of a newer part of the program) is shown by its code.
"""

from collections.abc import Callable, Mapping
from typing import Final

from tipdesk.domain.texts import _
from tipdesk.services.headquarters.intake.note_strangers import OTHER, UNSIGNED_FILES

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    UNSIGNED_FILES: (_("{count} file nobody signed"), _("{count} files nobody signed")),
    "no-handshake": (_("{count} connection that never spoke"), _("{count} connections that never spoke")),
    "no-head": (_("{count} connection that asked nothing"), _("{count} connections that asked nothing")),
    "bad-head": (_("{count} connection that asked nonsense"), _("{count} connections that asked nonsense")),
    "made-room": (
        _("{count} idle connection let go for others"),
        _("{count} idle connections let go for others"),
    ),
    "no-room": (_("{count} connection too many"), _("{count} connections too many")),
    "refused": (_("{count} request refused"), _("{count} requests refused")),
    "cut": (_("{count} refused upload cut short"), _("{count} refused uploads cut short")),
    "unsigned": (_("{count} request nobody signed"), _("{count} requests nobody signed")),
    "garbled": (_("{count} upload that was not what was signed"), _("{count} uploads that were not what was signed")),
    "over": (_("{count} old question asked again"), _("{count} old questions asked again")),
    OTHER: (_("{count} other thing"), _("{count} other things")),
}
"""One, and many, of each kind: message ids. The receiving server's kinds among them are its own codes."""


def stranger_words(counts: Mapping[str, int], translate: Callable[[str], str]) -> str:
    """Return what was counted, the most frequent first: "300 connections that never spoke, 12 files nobody signed"."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(_one(kind, count, translate) for kind, count in ordered)


def _one(kind: str, count: int, translate: Callable[[str], str]) -> str:
    if kind not in WORDS:
        return f"{kind}: {count}"
    one, many = WORDS[kind]
    return translate(one if count == 1 else many).format(count=count)
