"""Headquarters takes in what a stick carries and writes back receipts and down-bundles for every post on it."""

from collections.abc import Collection, Sequence

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _
from tipdesk.services.headquarters.answer_fetch import answer_fetch
from tipdesk.services.headquarters.down_bundles import make_down_bundles
from tipdesk.services.headquarters.office import find_behind, known_keysets
from tipdesk.services.headquarters.receive_bundle import Received, receive_bundle
from tipdesk.services.headquarters.registry import read_registry
from tipdesk.services.headquarters.stick import BUNDLE, RECEIPT, Stick
from tipdesk.services.sync.keys import LinkDesk, device_of
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.document import KEYSET, Receipt, read_payload
from tipdesk.sync.document import RECEIPT as RECEIPT_KIND
from tipdesk.sync.envelope import is_document, is_kind
from tipdesk.sync.trust import Verdict

_LEFT, _KEYSETS = "down-left:", "keysets-left"


def receive_stick(desk: LinkDesk, stick: Stick) -> list[Received]:
    """Receive every bundle of the posts, then answer.

    Trouble when the stick fails; what was received by then stays so. UserError `not-headquarters`.
    """
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    results = _receive_all(desk, stick)
    receipts = {_log_of(one.receipt): one.receipt for one in results if one.receipt is not None}
    proofs: list[bytes] = []
    for file, document in stick.find_fetches():
        try:
            _fetch, answer = answer_fetch(desk, document, file)
        except Distrust:
            continue
        receipts[_log_of(answer[0])] = answer[0]
        proofs += [document for document in answer[1:] if is_document(document)]
    for document in (*receipts.values(), *proofs):
        stick.put(document, RECEIPT)
    _clear_keysets(desk, stick, proofs)
    for device in dict.fromkeys(device for device, _log in receipts):
        _put_down(desk, stick, device)
    return results


def _receive_all(desk: LinkDesk, stick: Stick) -> list[Received]:
    """Receive every bundle; those that left a gap again, as long as others close it: a stick keeps no order."""
    results: dict[str, Received] = {}
    with desk.read() as reader:
        ours = {device_of(key) for keyset in known_keysets(reader) for key in keyset.sign_keys}
    gaps: set[str] | None = None
    is_closing = True
    while is_closing and (gaps is None or gaps):
        is_closing, left = False, set()
        for file, content in stick.find_bundles():
            if (gaps is not None and file not in gaps) or _is_ours(content, ours):
                continue
            results.pop(file, None)
            results[file] = received = receive_bundle(desk, content, file)
            is_closing |= received.verdict is Verdict.ACCEPTED
            left |= {file} if received.verdict is Verdict.GAP else set()
        gaps = left
    return list(results.values())


def _log_of(receipt: bytes) -> tuple[bytes, bytes]:
    """Return the device and the log that a receipt of ours speaks of: a restored post has several logs."""
    told, _document = read_payload(receipt, RECEIPT_KIND, Receipt)
    return told.device, told.log


def _put_down(desk: LinkDesk, stick: Stick, device: bytes) -> None:
    """Write the device's next down-bundles; those of earlier visits, which they cover, leave the stick afterwards."""
    names = [stick.put(content, BUNDLE) for content, _last in make_down_bundles(desk, device)]
    with desk.work() as work:
        key = _LEFT + device.hex()
        before = decode_plain(work.get_setting(key) or encode_plain([]))
        work.put_setting(key, encode_plain(names))
    for name in before:
        if name not in names:
            stick.remove(str(name))


def _clear_keysets(desk: LinkDesk, stick: Stick, put: Sequence[bytes]) -> None:
    """Take former keysets off the stick. Posts leave them there, since every post on a stick waits for them."""
    names = [stick.put(document, RECEIPT) for document in put if is_kind(document, KEYSET)]
    with desk.work() as work:
        before = [str(name) for name in decode_plain(work.get_setting(_KEYSETS) or encode_plain([]))]
        behind = find_behind(work, read_registry(work))
        work.put_setting(_KEYSETS, encode_plain(list(dict.fromkeys(names)) or (before if behind else [])))
    for name in before:
        if name not in names and (names or not behind):
            stick.remove(name)


def _is_ours(content: bytes, ours: Collection[bytes]) -> bool:
    try:
        return read_outer(content, None, None)[0].device in ours
    except Distrust:
        return False
