"""What a post carries on of a case that another post handed to it by stick, until headquarters has receipted it.

Headquarters gets the giver's own word as the giver signed it, before anything that this post wrote in the case: so it
knows by what right that was written, whichever of the two posts it hears first, and can compare the word with what the
giver itself sends. The giver gets the answer on the stick, where headquarters' own way is not faster. Both are carried
again, on every stick and wire, until the receipt of the own log says that headquarters has what was written here since.
"""

from collections.abc import Iterator

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.handing_over import is_open
from tipdesk.services.desk import Reader
from tipdesk.services.directory.handing_grants import HANDOVER
from tipdesk.services.directory.known_devices import find_devices_of
from tipdesk.services.from_headquarters import get_keyset, received_up_to
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.handed_shapes import HandedHere
from tipdesk.services.remembered.link import HANDED_HERE
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.handed.put_on_stick import CANNOT_GO, name_on_stick, put_on_stick, recipients_at
from tipdesk.services.sync.handed.stretches import handed_contents, own_stretch
from tipdesk.services.sync.push.make_bundles import Outgoing
from tipdesk.sync.bundle import HANDED, seal_bundle
from tipdesk.sync.handed import write_handed

_ANSWER, _TO_POST = (HANDOVER.by_name[name].number for name in ("answer", "to_post"))


def relay_words(desk: LinkDesk) -> Iterator[Outgoing]:
    """Yield, sealed to headquarters, the givers' own words on cases handed here that it may not know yet."""
    with desk.read() as reader:
        received = received_up_to(reader)
        waiting = [one for one in HANDED_HERE.get(reader) if one.seq > received]
    for one in waiting:
        with desk.work() as work:
            plain = write_handed(list(handed_contents(work, one.case, HANDED)))
            sealer = desk.keys.sealer(get_keyset(work).up_recipients)
        content = seal_bundle(plain, desk.place.device, desk.keys.signer, sealer)
        yield Outgoing(desk.ids.noise(8).hex(), content, b"", one.seq, one.seq, 0, 0, covered_by=one.seq)


def carry_by_stick(desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled) -> None:
    """Put onto a stick, for other posts, the cases offered to them so, and what was said to what they offered here.

    A case that cannot go is left out: whoever offers it is told why. What headquarters has receipted is carried no
    more. Raises Trouble where the stick fails, and UserError `stopped`.
    """
    _drop_receipted(desk)
    if carrier.answers_later:
        _put_offers(desk, carrier, step, cancelled)
        _put_answers(desk, carrier, step, cancelled)


def _put_offers(desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled) -> None:
    """Put the cases that wait onto the stick, and take off it what has its answer, or was taken back."""
    with desk.read() as reader:
        offers = [row for row in reader.find_rows(HANDOVER, where={"way": "stick"}) if _is_own_offer(desk, row)]
    carrier.receipted([name_on_stick(row.id) for row in offers if not is_open(row)])
    for row in filter(is_open, offers):
        case, post = row.case, row["to_post"]
        if case is None or not isinstance(post, bytes):
            continue
        try:
            put_on_stick(desk, carrier, case, (row.id, post), step, cancelled)
        except UserError as refusal:
            if refusal.code not in CANNOT_GO:
                raise


def _is_own_offer(desk: LinkDesk, handover: Row) -> bool:
    """Tell whether this PC has offered a case."""
    return any(dot.log == desk.place.log for dot in handover.dots.get(_TO_POST, ()))


def _put_answers(desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled) -> None:
    with desk.read() as reader:
        answered = [one for one in HANDED_HERE.get(reader) if _is_due(desk, reader, one)]
    for one in answered:
        with desk.work() as work:
            if not find_devices_of(work, one.post):
                continue  # its PCs were revoked: it hears from headquarters
            plain, recipients = write_handed([own_stretch(desk, work, one.case)]), recipients_at(work, one.post)
        sealer = desk.keys.sealer(recipients)
        bundle = seal_bundle(plain, desk.place.device, desk.keys.signer, sealer, is_uploaded=False)
        carrier.deliver(bundle, name_on_stick(one.row, b"answer"), step, cancelled)


def _drop_receipted(desk: LinkDesk) -> None:
    with desk.work() as work:
        received, here = received_up_to(work), HANDED_HERE.get(work)
        left = [one for one in here if one.seq > received or _is_due(desk, work, one) or _waits(work, one)]
        if left != here:
            HANDED_HERE.keep(work, left)


def _is_due(desk: LinkDesk, reader: Reader, one: HandedHere) -> bool:
    """Tell whether a hand-over was answered on this PC, and headquarters has not said that it knows."""
    row = reader.get_row(HANDOVER, one.row)
    dots = row.dots.get(_ANSWER, ()) if row is not None else ()
    return any(dot.log == desk.place.log and dot.seq > received_up_to(reader) for dot in dots)


def _waits(reader: Reader, one: HandedHere) -> bool:
    """Tell whether nobody has answered a hand-over yet."""
    row = reader.get_row(HANDOVER, one.row)
    return row is not None and row["answer"] is None
