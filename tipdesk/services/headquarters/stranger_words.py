"""What strangers did on one day, in words for people: one sentence without a name, an address or a reproach.

A kind that is not here (of a newer part of the program) is shown by its code.
"""

from collections.abc import Mapping
from typing import Final

from tipdesk.domain.texts import Counted, counted
from tipdesk.services.headquarters.note_strangers import OTHER, UNSIGNED_FILES
from tipdesk.services.voice import plural

WORDS: Final[Mapping[str, Counted]] = {
    UNSIGNED_FILES: counted("{count} file nobody signed", "{count} files nobody signed"),
    "no-handshake": counted("{count} connection that never spoke", "{count} connections that never spoke"),
    "no-head": counted("{count} connection that asked nothing", "{count} connections that asked nothing"),
    "bad-head": counted("{count} connection that asked nonsense", "{count} connections that asked nonsense"),
    "made-room": counted("{count} idle connection let go for others", "{count} idle connections let go for others"),
    "no-room": counted("{count} connection too many", "{count} connections too many"),
    "refused": counted("{count} request refused", "{count} requests refused"),
    "cut": counted("{count} refused upload cut short", "{count} refused uploads cut short"),
    "unsigned": counted("{count} request nobody signed", "{count} requests nobody signed"),
    "garbled": counted("{count} upload that was not what was signed", "{count} uploads that were not what was signed"),
    "over": counted("{count} old question asked again", "{count} old questions asked again"),
    OTHER: counted("{count} other thing", "{count} other things"),
}
"""One, and many, of each kind: message ids. The receiving server's kinds among them are its own codes."""


def stranger_words(counts: Mapping[str, int]) -> str:
    """Return what was counted, the most frequent first: "300 connections that never spoke, 12 files nobody signed"."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(plural(*WORDS[kind], count) if kind in WORDS else f"{kind}: {count}" for kind, count in ordered)
