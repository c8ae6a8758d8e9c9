"""How a store that does not hold is told to an officer, without jargon.

It is said what was noticed, what still works, and what to do.
"""

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.integrity.whole_store import Noticed
from tipdesk.ui.translate import _

NOTICED = {
    "head": mark("The records on this PC are not the latest ones. An older copy may have been put here."),
    "receipt": mark(
        "Headquarters has confirmed records that this PC does not have, or its receipt here was exchanged. "
        "An older copy may have been put here."
    ),
    "words": mark("The words in the shift register are not of these records. An older copy may have been put here."),
    "chain": mark("Some of the history on this PC is missing or was changed."),
    "projection": mark("A record on this PC is not the one that was saved."),
    "cipher": mark("Part of the records' file was changed by somebody or something without its key."),
    "database": mark("The records' file is damaged."),
    "slots": mark("The file that lets officers in is an older one. Somebody may have put it back."),
    "digest": mark("The files on this PC were changed while TIPdesk was closed."),
}
SHORT = mark("A check of this PC's records failed. They can be read, nothing can be saved. Ring headquarters: {code}")
WORKS = (
    ("circle-check", mark("You can still read and search every case that you may see. Each look is noted as always.")),
    ("circle-check", mark("The duty numbers and the emergency page work. If somebody is in danger, ring now.")),
    ("circle-check", mark("Headquarters is told of this by itself at the next sync, by wire or by stick.")),
    ("alert-triangle", mark("Nothing can be saved or changed here. Write on paper what must not be lost.")),
    ("alert-triangle", mark("Do not copy, delete or put back any file. Nothing was repaired, and that is on purpose.")),
)


def banner_words(noticed: Noticed) -> str:
    """Return the sentence that stands above every page."""
    return _(SHORT).format(code=noticed.call_code)


def noticed_words(noticed: Noticed) -> list[str]:
    """Return what was noticed, a sentence for each, the most telling first."""
    return [_(NOTICED[kind]) for kind in noticed.kinds if kind in NOTICED]
