"""A down-bundle brings what headquarters holds ready for this PC: entries of its cases, the directory, settlements."""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered import Stretch, get_down, get_keyset, keep_down
from tipdesk.services.sync.pull.arrivals import held_salts, take_in
from tipdesk.sync.bundle import DOWN, Bundle
from tipdesk.sync.codec import decode_head
from tipdesk.sync.trust import Held, Verdict, judge, open_bundle


@dataclass(frozen=True)
class Taken:
    """What became of a down-bundle, and how many entries in it were new here."""

    verdict: Verdict
    entries: int


def take_down(desk: LinkDesk, content: bytes) -> Taken:
    """Judge and apply a down-bundle. Distrust when it is not headquarters', or is for another PC."""
    with desk.work() as work:
        bundle = _opened(desk, work, content)
        seq, chained = get_down(work, desk.place.device)
        held = Held(seq, lambda place: chained if place == seq else None)
        judged = judge(bundle, held, held_salts(work, bundle.salts))
        if judged.verdict is not Verdict.ACCEPTED:
            return Taken(judged.verdict, 0)
        inner = judged.inner
        new = take_in(work, inner.logs, judged.salts, judged.new, desk.clock.now_ms(), chained=False)
        items = tuple((item.kind, item.log, decode_head(item.head).seq) for item in bundle.items)
        keep_down(work, inner.last, inner.head, Stretch(bundle.signed, bundle.signature, items))
        return Taken(Verdict.ACCEPTED, new)


def _opened(desk: LinkDesk, work: UnitOfWork, content: bytes) -> Bundle:
    keys = {device_of(key): key for key in get_keyset(work).sign_keys}
    _outer, bundle = open_bundle(content, keys.get, desk.keys.verify, desk.keys.open)
    if bundle.inner.kind != DOWN or bundle.inner.device != desk.place.device:
        raise Distrust("other-device", _("This bundle is for another PC."))
    return bundle
