"""What a home remembers of a post and its headquarters: what it holds from there, what it has sent and may send."""

from typing import Final

from tipdesk.services.remembered.file_shapes import FileTold, StickFile
from tipdesk.services.remembered.handed_shapes import HandedHere, HandedStretch
from tipdesk.services.remembered.memory import (
    DECIMAL,
    DIGESTS,
    FLAG,
    OCTETS,
    TEXT,
    Codec,
    Remembered,
    RememberedEach,
    hexed,
    maybe,
    plain,
    rows,
)
from tipdesk.services.remembered.shapes import (
    Earlier,
    LastSync,
    LedgerSeen,
    Left,
    OutboxBundle,
    Pending,
    Stretch,
)

USUAL_HOLD_MINUTES: Final = 15
_SURE, _UNSURE = b"sure", b"unsure"


def _number(last: int) -> str:
    return str(last)


_OUTBOX: Final = rows(
    lambda name, log, first, last, digest, mark, not_before, hold_ms: OutboxBundle(
        name, log, first, last, digest, (mark[0], mark[1]), not_before, hold_ms
    ),
    lambda one: (one.name, one.log, one.first, one.last, one.digest, one.keyset, one.not_before, one.hold_ms),
)

OWN_GRANT: Final = Remembered(
    name="grant",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The grant that this post has accepted, as headquarters signed it.",
    written_by=("enrolment",),
)
ADDRESS: Final = Remembered(
    name="address",
    codec=maybe(TEXT),
    nothing=None,
    meaning="Headquarters' address where it was changed here; else the grant's holds.",
    written_by=("enrolment", "found_headquarters"),
)
REQUEST_NUMBER: Final = Remembered(
    name="request-number",
    codec=DECIMAL,
    nothing=0,
    meaning="The number of the last enrolment request of this PC; the next has a higher one.",
    written_by=("enrolment",),
)
KEYSET_IN_FORCE: Final = Remembered(
    name="keyset",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="Headquarters' keyset that is in force here, as the root signed it.",
    written_by=("from_headquarters",),
)
FORMER_KEYSETS: Final = Remembered(
    name="former-keysets",
    codec=DIGESTS,
    nothing=[],
    meaning="The keysets that were in force here before, as the root signed them, oldest first.",
    written_by=("from_headquarters",),
)
KEYS_APART: Final = Remembered(
    name="keys-apart",
    codec=maybe(Codec(lambda is_sure: _SURE if is_sure else _UNSURE, lambda content: content == _SURE)),
    nothing=None,
    meaning="Headquarters answers with other keys than those held here: surely (True), or by an old receipt alone.",
    written_by=("from_headquarters",),
)
CHANGED_KEYSET: Final = Remembered(
    name="changed-keyset",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="A keyset of another root than the pinned one: sync stops until people have compared it.",
    written_by=("changed_keys",),
)
REFUSED_ROOTS: Final = Remembered(
    name="refused-roots",
    codec=rows(lambda root, mark: (bytes(root), (int(mark[0]), int(mark[1])))),
    nothing=[],
    meaning="The roots that people have refused, each with the mark of the keyset that showed it.",
    written_by=("changed_keys",),
)
LAST_RECEIPT: Final = Remembered(
    name="receipt",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The last receipt of the own log that has verified, as headquarters signed it.",
    written_by=("from_headquarters",),
)
EPOCH_SEEN: Final = Remembered(
    name="epoch-seen",
    codec=DECIMAL,
    nothing=0,
    meaning="The highest epoch of headquarters that a receipt has told of.",
    written_by=("take_arrival",),
)
EARLIER_LOGS: Final = Remembered(
    name="earlier-logs",
    codec=rows(Earlier, lambda one: (one.log, one.received)),
    nothing=[],
    meaning="The logs of this device that a restore has closed, and how far headquarters has receipted each.",
    written_by=("put_back", "take_arrival"),
)
LEDGER_SEEN: Final = Remembered(
    name="ledger-seen",
    codec=plain(
        lambda found: LedgerSeen(
            found[0], (found[1][0], found[1][1]), tuple((size, root) for size, root in found[2]), found[3]
        ),
        lambda seen: (seen.epoch, seen.proved, seen.told, seen.proved_at),
    ),
    nothing=LedgerSeen(),
    meaning="What was seen of headquarters' ledger: the last checkpoint that was proved, and later ones still to be.",
    written_by=("ledger_seen",),
)
RECEIPTS_BY_DAY: Final = Remembered(
    name="receipts-by-day",
    codec=maybe(plain(lambda found: (bytes(found[0]), [(int(at), int(seq)) for at, seq in found[1]]))),
    nothing=None,
    meaning="Of the own log, by day: when a receipt had covered it, and up to which entry.",
    written_by=("prune_looks",),
)
DOWN_HEAD: Final = Remembered(
    name="down-head",
    codec=maybe(plain(lambda found: (int(found[0]), bytes(found[1])))),
    nothing=None,
    meaning="How far this device has taken in its down-log: sequence number and chain hash.",
    written_by=("from_headquarters",),
)
STRETCH: Final = RememberedEach(
    name="stretch:",
    end=_number,
    codec=maybe(
        plain(
            lambda found: Stretch(found[0], found[1], tuple((kind, log, seq) for kind, log, seq in found[2])),
            lambda one: (one.signed, one.signature, one.items),
        )
    ),
    nothing=None,
    meaning="A stretch of the down-log that ends at this number, as headquarters signed it, to prove and send it back.",
    written_by=("from_headquarters",),
)
STRETCHES: Final = Remembered(
    name="stretches",
    codec=plain(lambda found: [int(one) for one in found]),
    nothing=[],
    meaning="The numbers at which the stretches of the down-log end.",
    written_by=("from_headquarters",),
)
HANDED_STRETCHES: Final = RememberedEach(
    name="handed-stretches:",
    end=hexed,
    codec=rows(
        lambda signed, signature, items: HandedStretch(signed, signature, tuple(tuple(one) for one in items)),
        lambda one: (one.signed, one.signature, one.items),
    ),
    nothing=[],
    meaning="The stretches by which another post handed a case to this one, to prove them to whoever has it next.",
    written_by=("take_handed",),
)
HANDED_HERE: Final = Remembered(
    name="handed-here",
    codec=rows(HandedHere, lambda one: (one.case, one.row, one.post, one.seq)),
    nothing=[],
    meaning="The cases that were handed to this PC by stick, until headquarters has what was said to that.",
    written_by=("take_handed", "carry_handed"),
)
FETCH_NUMBER: Final = Remembered(
    name="fetch-number",
    codec=plain(int),
    nothing=0,
    meaning="The number of the last document with which this device asked headquarters for what waits.",
    written_by=("make_fetch",),
)
LAST_SYNC: Final = RememberedEach(
    name="last-sync:",
    end=str,
    codec=maybe(
        plain(
            lambda found: LastSync(*(int(part) for part in found)),
            lambda last: (last.at, last.entries, last.size, last.received, last.speed),
        )
    ),
    nothing=None,
    meaning="The last sync that came to its end, by wire or by stick.",
    written_by=("exchange",),
)
HOLD_MINUTES: Final = Remembered(
    name="hold-minutes",
    codec=DECIMAL,
    nothing=USUAL_HOLD_MINUTES,
    meaning="For how many minutes an entry stays here before the automatic push takes it.",
    written_by=("holds",),
)
HANDED_OVER: Final = Remembered(
    name="handed",
    codec=maybe(plain(lambda found: (bytes(found[0]), int(found[1])))),
    nothing=None,
    meaning="Up to which entry of which log a carrier has begun to take the own log: it can be withdrawn no more.",
    written_by=("holds",),
)
LAST_URGENT: Final = Remembered(
    name="urgent-seq",
    codec=DECIMAL,
    nothing=0,
    meaning="The latest urgent entry of the own log: it ends the hold of all before it.",
    written_by=("holds", "put_back", "unit_of_work"),
)
WITHDRAWALS: Final = Remembered(
    name="withdrawals",
    codec=DECIMAL,
    nothing=0,
    meaning="How often something was withdrawn here: a bundle that was packed before is packed anew.",
    written_by=("withdrawals",),
)
LEFT_ON_STICKS: Final = Remembered(
    name="left",
    codec=rows(Left, lambda one: (one.name, one.log, one.last)),
    nothing=[],
    meaning="The bundles that this post left on sticks and no receipt has covered yet.",
    written_by=("outbox", "put_back", "sync_now"),
)
OUTBOX_SEALED: Final = Remembered(
    name="outbox",
    codec=Codec(lambda bundles: _OUTBOX.encode(bundles) if bundles else None, _OUTBOX.decode),
    nothing=[],
    meaning="What was sealed at the last lock, to be sent while the store is closed, in the order of the log.",
    written_by=("outbox", "redact_unsent", "withdraw_entry"),
)
FILE_TOLD: Final = RememberedEach(
    name="file-told:",
    end=hexed,
    codec=plain(
        lambda found: FileTold(int(found[0]), int(found[1]), tuple((int(one), int(end)) for one, end in found[2])),
        lambda told: (told.epoch, told.time, told.missing),
    ),
    nothing=FileTold(),
    meaning="What headquarters has said that it lacks of a file that lies here, which its content id names.",
    written_by=("let_go", "take_files", "forget_shared"),
)
FORGETTING: Final = Remembered(
    name="forgetting",
    codec=rows(lambda case, log, seq: Pending(bytes(case), bytes(log), int(seq)), list),
    nothing=[],
    meaning="The cases that this PC is to forget, once headquarters has all that was written here.",
    written_by=("forget_shared",),
)
FILES_ON_STICKS: Final = Remembered(
    name="files-on-sticks",
    codec=rows(
        lambda content, size, mark, put=(): StickFile(
            bytes(content), int(size), (int(mark[0]), int(mark[1])), tuple((int(one), int(end)) for one, end in put)
        ),
        lambda one: (one.content_id, one.size, one.mark, one.put),
    ),
    nothing=[],
    meaning="The files of which this post left parts on sticks, while headquarters has not all of them.",
    written_by=("send_files",),
)
RECORDS_ONLY: Final = Remembered(
    name="records-only",
    codec=FLAG,
    nothing=False,
    meaning="The link of this PC is paid by the byte: by wire only records go and come, and files wait for a stick.",
    written_by=("metered",),
)
