"""Headquarters takes in what a stick carries, and writes receipts, down-bundles and files back for every post on it.

It reads what an enrolled device signed, whatever else lies beside it. Headquarters' own down-bundles, which wait there
for their posts, are left alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.files.down_parts import put_down_parts
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.contact import note_arrival
from tipdesk.services.headquarters.intake.receive_bundle import Received, receive_bundle
from tipdesk.services.headquarters.intake.strangers import UNSIGNED_FILES, note_strangers
from tipdesk.services.headquarters.keys.office import find_behind, known_keysets
from tipdesk.services.headquarters.ledger.down_bundles import make_down_bundles
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.quarantine.keep_strays import keep_strays
from tipdesk.services.remembered.office import DOWN_LEFT, KEYSETS_LEFT
from tipdesk.services.remembered.shapes import ArrivalLine
from tipdesk.services.sticks.read_before import get_read_before, keep_read_before
from tipdesk.services.sticks.sifting import UNSIGNED, Sieve
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT, Stick
from tipdesk.services.sticks.worth import MARK_BYTES, Sift, Sifted, Worth, bundle_worth, document_mark, stray
from tipdesk.services.sync.files.take_files import UNKNOWN_FILE
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.document import FETCH as FETCH_KIND
from tipdesk.sync.document import KEYSET, Fetch, Receipt, read_payload
from tipdesk.sync.document import RECEIPT as RECEIPT_KIND
from tipdesk.sync.envelope import is_document, is_kind
from tipdesk.sync.trust import Verdict

MOST_STRAY_ARRIVALS: Final = 5
"""How many strays of one stick are listed among what came; more would drive what posts sent out of that list."""


class StickResults(list[Received]):
    """What became of each bundle, in the order in which they were read, and of those strays that are told one by one.

    Parts of files are not among them unless they were refused: `parts` are those that were new, and `later` counts
    those that are to come again, by the code of the reason. `left` are the parts for which the stick had no room.
    `unread` counts what else lay there, by the reason why it was not read (`sticks/sifting`).
    """

    def __init__(self, results: Collection[Received], unread: Mapping[str, int], left: int = 0) -> None:
        parts = [one for one in results if one.part is not None]
        super().__init__(one for one in results if one.part is None)
        self.parts = [one for one in parts if one.verdict is Verdict.ACCEPTED]
        self.later = Counter(one.reason for one in parts if one.verdict is Verdict.REFUSED)
        self.left = left
        self.unread = {reason: count for reason, count in unread.items() if count}

    @property
    def files(self) -> int:
        """Return how many files are whole here since these parts came."""
        return len({one.part for one in self.parts if one.is_file_whole})


def receive_stick(desk: LinkDesk, stick: Stick) -> StickResults:
    """Receive every bundle of the posts, then write the answers onto the stick.

    Raises UserError `not-headquarters`, and Trouble when the stick fails; what was received by then stays so.
    """
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    with desk.read() as reader:
        bundles = stick.sieve(BUNDLE, sift_bundles(desk, reader))
        fetches = stick.sieve(FETCH, sift_fetches(desk, reader))
    results, gaps = _receive_all(desk, bundles)
    strays = _note_strays(desk, bundles)
    _close_gaps(desk, bundles, results, gaps)
    receipts = {_log_of(one.receipt): one.receipt for one in results.values() if one.receipt is not None}
    asked, proofs = _answer_all(desk, fetches, receipts)
    with desk.work() as work:
        keep_read_before(work, (bundles, fetches))
    if count := strays + len(fetches.strays) + fetches.unread[UNSIGNED]:
        note_strangers(desk, {UNSIGNED_FILES: count})
    for document in (*receipts.values(), *proofs):
        stick.put(document, RECEIPT)
    _clear_keysets(desk, stick, proofs)
    for device in dict.fromkeys(device for device, _log in receipts):
        _put_down(desk, stick, device)
    left = sum(put_down_parts(desk, stick, fetch) for fetch in asked)
    return StickResults(results.values(), bundles.unread + fetches.unread, left)


def _receive_all(desk: LinkDesk, sieve: Sieve) -> tuple[dict[str, Received], list[str]]:
    """Receive every bundle; return what became of each, and the names of those that what lies behind may help."""
    results: dict[str, Received] = {}
    for one, content in sieve.read():
        worth = one.worth
        if content is None:
            results[one.name] = Received(one.name, Verdict.REFUSED, reason=worth.reason, message=worth.message)
        else:
            results[one.name] = receive_bundle(desk, content, one.name)
    return results, [name for name, one in results.items() if _is_early(one)]


def _is_early(received: Received) -> bool:
    """Tell whether something else must come first: the entries before a bundle, or the row before a part."""
    return received.verdict is Verdict.GAP or (received.part is not None and received.reason == UNKNOWN_FILE)


def _close_gaps(desk: LinkDesk, sieve: Sieve, results: dict[str, Received], gaps: list[str]) -> None:
    """Receive again what left a gap, as long as other bundles close it, because a stick keeps no order."""
    is_closing = any(one.verdict is Verdict.ACCEPTED for one in results.values())
    while is_closing and gaps:
        is_closing, waiting, gaps = False, gaps, []
        for name in waiting:
            content = sieve.fetch(name)
            if content is None:
                continue
            results.pop(name)
            results[name] = received = receive_bundle(desk, content, name)
            is_closing |= received.verdict is Verdict.ACCEPTED
            gaps += [name] if _is_early(received) else []


def _answer_all(
    desk: LinkDesk, sieve: Sieve, receipts: dict[tuple[bytes, bytes], bytes]
) -> tuple[list[Fetch], list[bytes]]:
    """Answer every device that asks; return the questions, and what else is told besides the receipts.

    The receipt in an answer replaces the one that answers the device's bundle.
    """
    asked, proofs = list[Fetch](), list[bytes]()
    for one, document in sieve.read():
        if document is None:
            continue
        try:
            fetch, answer = answer_fetch(desk, document, one.name)
        except Distrust:
            continue
        asked.append(fetch)
        receipts[_log_of(answer[0])] = answer[0]
        proofs += [document for document in answer[1:] if is_document(document)]
    return asked, proofs


def _note_strays(desk: LinkDesk, sieve: Sieve) -> int:
    """Remember what nobody enrolled signed, as far as there is room, and return how many such things there were."""
    strays = keep_strays(desk, [sieve])
    with desk.work() as work:
        now = desk.clock.now_ms()
        for one in strays.new[:MOST_STRAY_ARRIVALS]:
            note_arrival(work, ArrivalLine(now, None, one.name, Verdict.REFUSED.value, one.worth.reason, 0, 0))
    return strays.count


def _log_of(receipt: bytes) -> tuple[bytes, bytes]:
    """Return the device and the log of which a receipt of ours speaks; a restored post has several logs."""
    told, _document = read_payload(receipt, RECEIPT_KIND, Receipt)
    return told.device, told.log


def _put_down(desk: LinkDesk, stick: Stick, device: bytes) -> None:
    """Write the device's next down-bundles onto the stick.

    Afterwards those of earlier visits, which these cover, are deleted from it.
    """
    names = [stick.put(content, BUNDLE) for content, _last in make_down_bundles(desk, device)]
    with desk.work() as work:
        before = DOWN_LEFT.of(device).get(work)
        DOWN_LEFT.of(device).keep(work, names)
    for name in before:
        if name not in names:
            stick.remove(name)


def _clear_keysets(desk: LinkDesk, stick: Stick, put: Sequence[bytes]) -> None:
    """Take former keysets off the stick, where posts leave them because every post on a stick waits for them."""
    names = [stick.put(document, RECEIPT) for document in put if is_kind(document, KEYSET)]
    with desk.work() as work:
        before = KEYSETS_LEFT.get(work)
        behind = find_behind(work, read_registry(work))
        KEYSETS_LEFT.keep(work, list(dict.fromkeys(names)) or (before if behind else []))
    for name in before:
        if name not in names and (names or not behind):
            stick.remove(name)


def sift_bundles(desk: LinkDesk, reader: Reader) -> Sift:
    """Return the function that sifts bundles by the directory as it is now."""
    keys, before = read_registry(reader).keys, get_read_before(reader)
    ours = {device_of(key): key for keyset in known_keysets(reader) for key in keyset.sign_keys}

    def sift(head: bytes, size: int) -> Worth:
        is_ours = _author(head) in ours
        worth = bundle_worth(head, size, (ours if is_ours else keys).get, desk.keys.verify, before)
        return Worth(Sifted.LEAVE) if is_ours and worth.mark else worth

    return sift


def sift_fetches(desk: LinkDesk, reader: Reader) -> Sift:
    """Return the function that sifts fetch documents by the directory as it is now."""
    keys, before = read_registry(reader).keys, get_read_before(reader)

    def sift(head: bytes, _size: int) -> Worth:
        try:
            fetch, signed = read_payload(head, FETCH_KIND, Fetch)
        except Distrust as refusal:
            return stray(refusal)
        key = keys.get(fetch.device)
        if key is None or not signed.is_by(key, desk.keys.verify):
            return Worth(Sifted.STRAY, "bad-signature")
        mark = document_mark(head)
        return Worth(Sifted.TAKE, mark=mark, is_later=mark[:MARK_BYTES] in before)

    return sift


def _author(head: bytes) -> bytes | None:
    try:
        return read_outer(head, None, None)[0].device
    except Distrust:
        return None
