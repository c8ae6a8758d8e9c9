"""Cases that two posts work on in the demo: one is shared, and one is offered to another post, which has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.sharing.share_case import share_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tipdesk.homes.year.places import Places


class Move(NamedTuple):
    """A case by its title, the PC of the post in charge, the other post by its code, a PC there, and why."""

    title: str
    pc: str
    post: str
    other_pc: str
    why: str


SHARED: Final = Move(
    "Night heron 58", "vieux-fort-1", "CAS", "castries-1",
    "Invented for training: the girl is looked after in Castries, and the work is looked into from there.",
)  # fmt: skip
OFFERED: Final = Move(
    "Market lane 22", "castries-1", "VFT", "vieux-fort-1",
    "Invented for training: the three live in Vieux Fort now, and are asked there.",
)  # fmt: skip


def move_cases(places: Places, cases: Mapping[str, bytes], tell: Callable[[str], None]) -> None:
    """Share one case and offer another one, and see that both posts hold them. Raises RuntimeError where one does not.

    `cases` are those of the year by their titles.
    """
    share_case(places.office.desk, cases[SHARED.title], SHARED.post, SHARED.why)
    hand_over(places.pcs[OFFERED.pc].desk, cases[OFFERED.title], OFFERED.post, OFFERED.why)
    for folder in (OFFERED.pc, SHARED.pc, OFFERED.pc):
        places.exchange(places.pcs[folder])
    for move in (SHARED, OFFERED):
        with places.pcs[move.other_pc].desk.read() as reader:
            is_held = bool(reader.case_devices([cases[move.title]]))
        if not is_held:
            raise RuntimeError("a case did not come to the other post")
    tell(f"Headquarters shares {SHARED.title} with Castries; {OFFERED.title} waits for Vieux Fort to accept or decline")
