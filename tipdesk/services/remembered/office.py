"""What headquarters' home remembers: its keys, what it knows of each device, and what it owes to whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tipdesk.services.remembered.memory import (
    DECIMAL,
    FLAG,
    NAMES,
    OCTETS,
    Remembered,
    RememberedEach,
    hexed,
    maybe,
    plain,
    rows,
)
from tipdesk.services.remembered.shapes import (
    Answered,
    ArrivalLine,
    Asked,
    Contact,
    FetchSeen,
    Owed,
    StrangersDay,
    Wish,
)

if TYPE_CHECKING:
    from tipdesk.sync.document import Mark


_Told = tuple[bytes, bytes, list[str], str, bool, int, bytes, int, list[bytes]]


def _mark_of(found: Sequence[int]) -> "Mark":
    number, made_at = found
    return int(number), int(made_at)


def _mark_end(mark: "Mark") -> str:
    return f"{mark[0]}:{mark[1]}"


def _answered_of(found: _Told) -> Answered:
    digest, post, roles, existing, is_move, number, log, at, former = found
    return Answered(Asked(digest, post, tuple(roles), existing, is_move), number, log, at, tuple(former))


def _parts_of(last: Answered) -> tuple[object, ...]:
    one = last.asked
    told = (one.digest, one.post, one.roles, one.existing, one.is_move)
    return (*told, last.number, last.log, last.at, list(last.former))


OFFICE_KEYS: Final = Remembered(
    name="office-keys",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The private halves of headquarters' own keys: the newest, and those still kept.",
    written_by=("office_keys",),
)
SERVER_AUTHORITY: Final = Remembered(
    name="authority",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The certificate of the authority under which the receiving server is known to posts.",
    written_by=("found_headquarters",),
)
SERVER_KEYS: Final = Remembered(
    name="server",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="Certificate and key of the receiving server, and the key of its authority.",
    written_by=("found_headquarters", "headquarters_keys"),
)
CARDS_PENDING: Final = Remembered(
    name="cards-pending",
    codec=FLAG,
    nothing=False,
    meaning="New recovery cards were made, and their custodians have not taken them.",
    written_by=("found_headquarters", "rotate_keyset", "see_keys"),
)
KEYSETS_KNOWN: Final = Remembered(
    name="keysets",
    codec=plain(lambda found: [_mark_of(one) for one in found]),
    nothing=[],
    meaning="The marks of all keysets of this headquarters that are known, as they became known.",
    written_by=("office",),
)
KEYSET_KNOWN: Final = RememberedEach(
    name="keyset:",
    end=_mark_end,
    codec=maybe(OCTETS),
    nothing=None,
    meaning="One of them, as its root signed it.",
    written_by=("office",),
)
KEYSET_SEEN: Final = RememberedEach(
    name="keyset-seen:",
    end=hexed,
    codec=plain(_mark_of),
    nothing=(0, 0),
    meaning="The mark of the keyset that a device says it holds.",
    written_by=("office",),
)
EPOCH: Final = Remembered(
    name="epoch",
    codec=DECIMAL,
    nothing=0,
    meaning="The epoch of headquarters, 0 while it was never restored.",
    written_by=("epoch",),
)
LAST_HEARD: Final = RememberedEach(
    name="last:",
    end=hexed,
    codec=maybe(plain(lambda found: Contact(int(found[0]), str(found[1])), lambda last: (last.at, last.file))),
    nothing=None,
    meaning="When a device was last heard, and by which way.",
    written_by=("contact",),
)
ARRIVALS: Final = Remembered(
    name="arrivals",
    codec=rows(
        ArrivalLine,
        lambda one: (one.at, one.device, one.file, one.verdict, one.reason, one.entries, one.parked),
    ),
    nothing=[],
    meaning="What came last from all posts, the latest first.",
    written_by=("contact",),
)
STRANGERS: Final = Remembered(
    name="strangers",
    codec=rows(
        lambda day, counts: StrangersDay(day, {str(kind): int(count) for kind, count in counts}),
        lambda one: (one.day, list(one.counts.items())),
    ),
    nothing=[],
    meaning="What people without a key did at the door, counted by day.",
    written_by=("strangers",),
)
DOWN_SEEN: Final = RememberedEach(
    name="seen:",
    end=hexed,
    codec=maybe(plain(lambda found: (int(found[0]), bytes(found[1])))),
    nothing=None,
    meaning="How far a device says that it has taken in its down-log: sequence number and chain hash.",
    written_by=("down_bundles",),
)
DOWN_LEFT: Final = RememberedEach(
    name="down-left:",
    end=hexed,
    codec=NAMES,
    nothing=[],
    meaning="The names of a device's down-bundles that lie on its stick.",
    written_by=("receive_stick",),
)
TO_FORGET: Final = Remembered(
    name="to-forget",
    codec=rows(
        lambda case, device, place, done_at: Owed(bytes(case), bytes(device), int(place), int(done_at)),
        list,
    ),
    nothing=[],
    meaning="Which PCs are to forget which cases, whose share with their post has ended, and which say they have.",
    written_by=("forgetting",),
)
KEYSETS_LEFT: Final = Remembered(
    name="keysets-left",
    codec=NAMES,
    nothing=[],
    meaning="The names of keysets that lie on sticks, where every post waits for them.",
    written_by=("receive_stick",),
)
WANTED: Final = RememberedEach(
    name="wanted:",
    end=hexed,
    codec=maybe(
        plain(
            lambda found: Wish(tuple(found[0]), tuple(found[1]), tuple(tuple(one) for one in found[2])),
            lambda wish: (wish.known, wish.stated, wish.came),
        )
    ),
    nothing=None,
    meaning="What headquarters, put back from a backup, wants back from a device.",
    written_by=("wanted",),
)
FETCHES: Final = RememberedEach(
    name="fetches:",
    end=hexed,
    codec=rows(FetchSeen),
    nothing=[],
    meaning="The newest question of each log of a device; the log in which it goes on last.",
    written_by=("meet_fetch",),
)
ANSWERED: Final = RememberedEach(
    name="answered:",
    end=hexed,
    codec=maybe(plain(_answered_of, _parts_of)),
    nothing=None,
    meaning="The last enrolment request of a PC that was answered.",
    written_by=("requests",),
)
REQUESTS_SHOWN: Final = Remembered(
    name="requests-seen",
    codec=plain(lambda found: {bytes(digest): int(at) for digest, at in found}, lambda shown: list(shown.items())),
    nothing={},
    meaning="When each of the latest enrolment requests was first shown here, by its digest.",
    written_by=("requests",),
)
ERASURE_TOLD: Final = RememberedEach(
    name="erasure-told:",
    end=hexed,
    codec=plain(lambda found: {str(device): int(seq) for device, seq in found.items()}),
    nothing={},
    meaning="Where an erasure stands in the down-log of each PC that held the case, by the PC's id in hexadecimal.",
    written_by=("see_erasures",),
)
