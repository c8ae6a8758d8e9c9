"""Headquarters takes in what a stick carries and writes back receipts and down-bundles for every post on it."""

from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.answer_fetch import answer_fetch
from tipdesk.services.headquarters.down_bundles import make_down_bundles
from tipdesk.services.headquarters.receive_bundle import Received, receive_bundle
from tipdesk.services.headquarters.stick import BUNDLE, RECEIPT, Stick
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.codec import decode_plain, encode_plain

_LEFT = "down-left:"


def receive_stick(desk: LinkDesk, stick: Stick) -> list[Received]:
    """Receive every bundle of the posts, then answer.

    Trouble when the stick fails; what was received by then stays so.
    """
    results: list[Received] = []
    receipts: dict[bytes, bytes] = {}
    for file, content in stick.find_bundles():
        if _is_ours(desk, content):
            continue
        received = receive_bundle(desk, content, file)
        results.append(received)
        if received.device is not None and received.receipt is not None:
            receipts[received.device] = received.receipt
    for file, document in stick.find_fetches():
        try:
            fetch, answer = answer_fetch(desk, document, file)
        except Distrust:
            continue
        receipts[fetch.device] = answer[0]
    for device, receipt in receipts.items():
        stick.put(receipt, RECEIPT)
        _put_down(desk, stick, device)
    return results


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


def _is_ours(desk: LinkDesk, content: bytes) -> bool:
    try:
        return read_outer(content, None, None)[0].device == desk.place.device
    except Distrust:
        return False
