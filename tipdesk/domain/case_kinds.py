"""What a list of cases filters, sorts and counts by, in a form in which 100,000 cases take little room and time.

Few cases differ from all others in what a list asks of them: most share stage, risk, post and officer with thousands.
So each kind is described once (`CaseKind`), and of each case only its id and its kind are kept (`CaseFacts`). Nothing
here says who may know it; that is decided in `services/lists/sight`.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class CaseKind(NamedTuple):
    """What many cases have in common.

    `stages`, `risks` and `owners` hold every live value, the one to go by first (`rules/caution`); "" and None are an
    answer that is missing. `device` is the one that opened the case and `post` the code of its post. A case `is_held`
    by a legal hold, `has_child` where somebody in it is or may be one, and is `to_settle` where some answer of it is in
    dispute. `age` counts those of the given moments after which it was changed. It `is_moved` where all of it was moved
    into another case, whichever of several answers is right.
    """

    stages: tuple[str, ...]
    risks: tuple[str, ...]
    owners: tuple[bytes | None, ...]
    post: str
    device: bytes
    is_held: bool
    is_restricted: bool
    has_child: bool
    to_settle: bool
    age: int
    is_moved: bool = False

    @property
    def is_disputed(self) -> bool:
        """Tell whether stage, risk or officer in charge has several live values."""
        return max(len(self.stages), len(self.risks), len(self.owners)) > 1


@dataclass(frozen=True)
class CaseFacts:
    """All cases of a store, latest change first: `ids`, and for each the place of its kind among `kinds`."""

    ids: Sequence[bytes]
    places: array[int]
    kinds: Sequence[CaseKind]

    def kind_of(self, number: int) -> CaseKind:
        """Return the kind of the case that stands at this number."""
        return self.kinds[self.places[number]]
