"""What people are told of one thing that came to a post, by wire or by stick."""

from dataclasses import dataclass, field
from typing import Final

from tipdesk.sync.trust import Verdict

BUNDLE, PART, FILE = "bundle", "part", "file"
HANDED, ANSWER = "handed", "answer"
ACCEPTED: Final = Verdict.ACCEPTED.value
REPLAY: Final = Verdict.REPLAY.value
REFUSED: Final = Verdict.REFUSED.value


@dataclass(frozen=True)
class Received:
    """One thing that came back.

    `kind` is receipt, proof, keyset, files, bundle, part or file and, of another post's, handed or answer. `verdict` is
    how it was judged, or `refused`, with the code in `reason`. `is_kept` says, of what was refused, that all of it is
    kept aside.
    """

    kind: str
    verdict: str
    entries: int = 0
    reason: str = ""
    is_kept: bool = field(default=True, compare=False)

    @property
    def is_news(self) -> bool:
        """Tell whether people are told of it: a proof that holds, or keys held already, are as they should be.

        Of a file they are told when it is whole.
        """
        quiet = dict.fromkeys(("proof", "files", PART), (ACCEPTED, REPLAY)) | {"keyset": (REPLAY,)}
        return self.verdict not in quiet.get(self.kind, ())

    @property
    def may_leave(self) -> bool:
        """Tell whether it may leave the stick.

        Three things may not: a bundle after a gap, keys, for which every post waits, and what was refused and could not
        be kept whole.
        """
        return self.verdict != Verdict.GAP.value and self.kind != "keyset" and self.is_kept
