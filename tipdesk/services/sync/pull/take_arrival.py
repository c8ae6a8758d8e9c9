"""One thing that came from headquarters: a receipt, a proof, newer keys, a word about files, a down-bundle, a part.

What is refused is kept aside with its reason, as far as headquarters signed it, and leaves the stick only where all of
it is kept. What another PC of a shared stick waits for stays on it, and keys which people must compare first stop
everything at once.

A receipt is verified against the pinned keys and the own chain, and only then advances what counts as received. A
down-bundle brings what headquarters holds ready for this PC: entries of its cases, of the directory, and what was
settled there.
"""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.from_headquarters import (
    former_sign_keys,
    get_down,
    get_keyset,
    get_receipt,
    keep_down,
    keep_keys_apart,
    keep_receipt,
)
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.keys.office.changed_keys import take_keyset
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.quarantine.keep_refused import Refusal, keep_no_byte, keep_refused
from tipdesk.services.remembered.link import EARLIER_LOGS, EPOCH_SEEN
from tipdesk.services.remembered.shapes import Earlier, Stretch
from tipdesk.services.sticks.sifting import Lying
from tipdesk.services.sync.files.take_files import HASH_ONLY, UNKNOWN_FILE, take_part, take_wants
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.services.sync.pull.forget_shared import note_forgets
from tipdesk.services.sync.pull.ledger_seen import note_checkpoint, take_growth
from tipdesk.services.sync.pull.received import ACCEPTED, BUNDLE, FILE, PART, REFUSED, REPLAY, Received
from tipdesk.services.sync.pull.sift_arrivals import prove_arrival
from tipdesk.services.sync.pull.take_from_post import take_from_post
from tipdesk.sync.bundle import DOWN, ENTRY
from tipdesk.sync.codec import decode_head
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, LedgerGrowth, Receipt, read_payload, read_signed
from tipdesk.sync.envelope import is_document, is_kind
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.part import Part, is_part, read_part
from tipdesk.sync.trust import Known, Verdict, believe_bundle, judge, unseal
from tipdesk.sync.wants import WANTS, Wants


@dataclass(frozen=True)
class TakenReceipt:
    """A receipt that was taken in, and whether it was newer than the one held.

    `restored` says that it told of a restore of headquarters.
    """

    receipt: Receipt
    newer: bool
    restored: bool = False


def take_receipt(desk: LinkDesk, document: bytes) -> TakenReceipt:
    """Take in a receipt.

    Raises Distrust where it is not headquarters', is for another device or log, or contradicts the own chain.
    """
    with desk.work() as work:
        if len(document) > LIMITS.receipt:
            raise Distrust("not-a-document", _("This is larger than any receipt."))
        receipt = read_signed(document, RECEIPT, Receipt, get_keyset(work).sign_keys, desk.keys.verify)
        own = work.ledger.own()
        earlier = {one.log: one for one in EARLIER_LOGS.get(work)}
        if receipt.device != desk.place.device or (receipt.log != own.log and receipt.log not in earlier):
            raise Distrust("other-device", _("This receipt is for another PC or for an earlier store of this PC."))
        if receipt.log != own.log:
            return _take_earlier(work, receipt, earlier)
        if receipt.seq > own.seq or work.ledger.hash_at(own.log, receipt.seq) != receipt.head:
            raise _fork()
        last = get_receipt(work)
        note_checkpoint(work, receipt, last)
        if last is not None and not _is_newer(receipt, last):
            return TakenReceipt(receipt, newer=False)
        keep_receipt(work, document)
        restored = receipt.epoch > EPOCH_SEEN.get(work)
        if restored:
            # Of the closed logs headquarters may have lost what it had receipted: it says so when it is asked again.
            EPOCH_SEEN.keep(work, receipt.epoch)
            EARLIER_LOGS.keep(work, [Earlier(log, 0) for log in earlier])
        return TakenReceipt(receipt, newer=True, restored=restored)


def _take_earlier(work: UnitOfWork, receipt: Receipt, earlier: dict[bytes, Earlier]) -> TakenReceipt:
    """Take in a receipt of a closed log, of which headquarters may hold more than the backup did."""
    held = work.ledger.get_log(receipt.log)
    if held is None or (receipt.seq <= held.seq and work.ledger.hash_at(receipt.log, receipt.seq) != receipt.head):
        raise _fork()
    newer = earlier[receipt.log].received != receipt.seq and receipt.epoch >= EPOCH_SEEN.get(work)
    if newer:
        earlier[receipt.log] = Earlier(receipt.log, receipt.seq)
        EARLIER_LOGS.keep(work, list(earlier.values()))
    return TakenReceipt(receipt, newer=newer)


def _is_newer(receipt: Receipt, last: Receipt) -> bool:
    """Tell whether a receipt is newer than the last one.

    Receipts are cumulative; after a restore (a higher epoch) a lower sequence is the newer truth. Where epoch and
    sequence are equal, another receipt may still say what is parked or wanted; headquarters' clock may have gone back,
    so any other time will do.
    """
    ours, theirs = (last.epoch, last.seq), (receipt.epoch, receipt.seq)
    return theirs > ours or (theirs == ours and receipt.time != last.time)


def _fork() -> Distrust:
    return Distrust(
        "receipt-fork",
        _("Headquarters holds entries that this store does not have. Ring headquarters before you go on."),
    )


@dataclass(frozen=True)
class Taken:
    """What became of a down-bundle, and how many entries in it were new here.

    `kind` is PART where it was a part of a file, and FILE where that was the last one and the file is whole.
    """

    verdict: Verdict
    entries: int
    kind: str = BUNDLE


def take_down(desk: LinkDesk, content: bytes) -> Taken:
    """Judge and take in a down-bundle or a part of a file; raises Distrust where it is not meant for this PC."""
    with desk.read() as reader:
        keys = {device_of(key): key for key in get_keyset(reader).sign_keys}
    outer, plain = unseal(content, keys.get, desk.keys.verify, desk.keys.open)
    if is_part(plain):
        key, to = keys.get(outer.device), desk.place.device
        part = read_part(plain, outer, key, desk.keys.verify, to=to, part_bytes=desk.files.parts.part_bytes)
        return _take_part(desk, part)
    bundle = believe_bundle(outer, plain, keys.get, desk.keys.verify)
    if bundle.inner.kind != DOWN or bundle.inner.device != desk.place.device:
        raise Distrust("other-device", _("This bundle is for another PC."))
    with desk.work() as work:
        seq, chained = get_down(work, desk.place.device)
        held = Known(seq, lambda place: chained if place == seq else None)
        judged = judge(bundle, held, known_salts(work, bundle.salts))
        if judged.verdict is not Verdict.ACCEPTED:
            return Taken(judged.verdict, 0)
        inner = judged.inner
        told = [one for one in judged.new if one.item.kind == ENTRY]
        new = take_in(work, inner.logs, judged.salts, told, desk.clock.now_ms(), chained=False)
        note_touched(work, {one.head.case for one in told if one.head.case is not None})
        note_forgets(work, judged.new)
        items = tuple((item.kind, item.log, decode_head(item.head).seq) for item in bundle.items)
        keep_down(work, inner.last, inner.head, Stretch(bundle.signed, bundle.signature, items))
        return Taken(Verdict.ACCEPTED, new)


def _take_part(desk: LinkDesk, part: Part) -> Taken:
    """Take in a part; one that came before the row of its file waits for that, as a bundle does after a gap."""
    try:
        is_whole = take_part(desk, part)
    except Distrust as refusal:
        if refusal.code != UNKNOWN_FILE:
            raise
        return Taken(Verdict.GAP, 0, PART)
    return Taken(Verdict.ACCEPTED, 0, FILE if is_whole else PART)


_OTHERS = ("other-device", "unknown-key", "age-no-match")
"""Refusals that only say that something on a shared stick is meant for another PC."""
_INCIDENTS = {"ledger-rewritten": "ledger_rewritten", "ledger-shorter": "ledger_shorter", "receipt-fork": "receipt"}
"""Refusals of which headquarters hears as an incident, too, with the code of that."""
_SAID: dict[str, tuple[str, type[Receipt | LedgerGrowth | Wants]]] = {
    "receipt": (RECEIPT, Receipt),
    "proof": (LEDGER, LedgerGrowth),
    "files": (WANTS, Wants),
}


def take_arrival(desk: LinkDesk, content: bytes, *, awaited: str = "") -> Received | None:
    """Take in one thing that came, and return what became of it; None where it is for another PC.

    `awaited` is the one kind that can come this way, for this PC alone; whatever else lies there is then refused.
    Raises Distrust `changed-keys`, which stops the sync.
    """
    kind = awaited or _kind_of(content)
    try:
        return _taken(desk, content, kind)
    except Distrust as refusal:
        if refusal.code == "changed-keys":
            raise
        if refusal.code in _OTHERS and not awaited:
            return None
        if refusal.code == "bad-signature" and (told := _told_of_keys(desk, content, kind)):
            return told
        with desk.work() as work:
            said = Refusal(kind, REFUSED, refusal.code, desk.clock.now_ms())
            proof = prove_arrival(desk, work, content)
            if refusal.code == HASH_ONLY:  # of which no byte may lie anywhere, nor stay on a stick
                is_kept = True
                keep_no_byte(work, content, said, proof)
            else:
                is_kept = keep_refused(work, content, said, proof)
            if refusal.code in _INCIDENTS:
                note_incident(desk, work, _INCIDENTS[refusal.code], desk.place.device, refusal.code)
        return Received(kind, REFUSED, reason=refusal.code, is_kept=is_kept)


def hear(desk: LinkDesk, word: bytes) -> bool:
    """Take in headquarters' word about a file, which answers a part of it, and tell whether it was believed."""
    received = take_arrival(desk, word, awaited="files")
    return received is not None and received.verdict in (ACCEPTED, REPLAY)


def stray_received(stray: Lying) -> Received:
    """Return what people are told of a thing on a stick that nobody known signed; its beginning was kept aside."""
    return Received(_kind_of(stray.head), REFUSED, reason=stray.worth.reason, is_kept=False)


def _kind_of(content: bytes) -> str:
    if not is_document(content):
        return BUNDLE
    told = {LEDGER: "proof", KEYSET: "keyset", WANTS: "files"}
    return next((name for kind, name in told.items() if is_kind(content, kind)), "receipt")


def _taken(desk: LinkDesk, content: bytes, kind: str) -> Received:
    if kind == BUNDLE and (come := take_from_post(desk, content)) is not None:
        return come
    if kind == BUNDLE:
        taken = take_down(desk, content)
        return Received(taken.kind, taken.verdict.value, taken.entries)
    if kind == "proof":
        is_newer = take_growth(desk, content)
    elif kind == "keyset":
        is_newer = take_keyset(desk, content)
    elif kind == "files":
        is_newer = take_wants(desk, content)
    else:
        is_newer = take_receipt(desk, content).newer
    return Received(kind, ACCEPTED if is_newer else REPLAY)


def _told_of_keys(desk: LinkDesk, content: bytes, kind: str) -> Received | None:
    """Return what became of a thing that may bear keys of headquarters which are not in force here; None for any other.

    Nothing of it is believed. What bears a former key says nothing that the next one does not, nor does what names an
    earlier keyset than the one held. What names a later one comes again once that is here. This PC or headquarters was
    put back from a backup, so headquarters is to be shown which keyset is held here. A former key of an epoch that is
    known may only mean an old stick.
    """
    if kind not in _SAID:
        return None
    said, document = read_payload(content, *_SAID[kind])
    with desk.work() as work:
        held = get_keyset(work).mark
        is_former = any(document.is_by(key, desk.keys.verify) for key in former_sign_keys(work))
        if said.device != desk.place.device or (said.keyset == held and not is_former):
            return None
        keep_keys_apart(work, are_apart=True, is_sure=not is_former or said.epoch > EPOCH_SEEN.get(work))
    return Received(kind, Verdict.GAP.value if said.keyset > held and not is_former else REPLAY)
