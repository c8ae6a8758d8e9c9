"""A post accepts its grant, once the officer has typed the fingerprint that headquarters printed.

A PC that was enrolled before holds the directory up to its last sync. Of a later grant it takes what follows on that;
the rest comes down-log, with what lies between, so that nothing looks disputed meanwhile.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import get_grant, get_keyset, keep_grant, keep_keyset, refuse_headquarters
from tipdesk.services.signatures.grants import DEVICE, check_grant
from tipdesk.services.sync.pull.arrivals import held_salts, take_in
from tipdesk.sync.codec import decode_entry
from tipdesk.sync.document import GRANT, Grant, Keyset, descends, read_keyset, read_payload
from tipdesk.sync.trust import Proved, joined_salts, prove_items

_OFFICER, _POST = BY_NAME["Officer"], BY_NAME["Post"]


def accept_grant(desk: LinkDesk, document: bytes, fingerprint: str) -> Grant:
    """Pin headquarters' root key, keep keyset and address, take in the directory rows.

    Distrust when anything differs: also `other-headquarters` where another root key is pinned already that neither
    leads to this one nor came from it. The keyset that is held stays where it is the newer one. UserError
    `is-headquarters`.
    """
    refuse_headquarters(desk.place)
    grant, signed = read_payload(document, GRANT, Grant)
    keyset = read_keyset(grant.keyset, desk.keys.verify)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(keyset.root)):
        raise Distrust(
            "wrong-fingerprint",
            _("The fingerprint is not that of the headquarters in this grant. Compare the thirty digits again."),
        )
    if not any(signed.is_by(key, desk.keys.verify) for key in keyset.sign_keys):
        raise Distrust("bad-signature", _("This grant is not signed by the headquarters that it names."))
    if grant.device != desk.place.device:
        raise Distrust("other-device", _("This grant is for another PC."))
    with desk.work() as work:
        held = get_keyset(work) if get_grant(work) else None
        if held is not None and not _is_one_line(desk, held, keyset):
            raise Distrust(
                "other-headquarters", _("This PC is enrolled with another headquarters. Its grant is not taken.")
            )
        salts = joined_salts(grant.salts, held_salts(work, grant.salts))
        for one in sorted(prove_items(grant.items, grant.logs, salts), key=lambda one: one.head.seq):
            if held is None or _follows_on(work, grant, one):
                take_in(work, grant.logs, grant.salts, [one], desk.clock.now_ms(), chained=False)
        check_grant(desk, work.get_row(DEVICE, desk.place.device))
        keep_grant(work, document)
        if held is None or (keyset.mark >= held.mark and descends(keyset, held.root, desk.keys.verify)):
            keep_keyset(work, grant.keyset)
    return grant


def _follows_on(work: UnitOfWork, grant: Grant, one: Proved) -> bool:
    """Tell whether an entry replaces all that is held of each field that it writes."""
    table = grant.logs[one.item.log].table
    for change in decode_entry(one.log, one.head, one.item.body or b"", table).changes:
        row = _row(work, change)
        for number in change.fields if row else ():
            if row and not set(row.replaced_by_write(number)) <= set(change.replaces.get(number, ())):
                return False
    return True


def _row(work: UnitOfWork, change: Change) -> Row | None:
    if change.record == DEVICE.number:
        return work.get_row(DEVICE, change.row)
    if change.record == _OFFICER.number:
        return work.get_row(_OFFICER, change.row)
    return work.get_row(_POST, change.row) if change.record == _POST.number else None


def _is_one_line(desk: LinkDesk, held: Keyset, keyset: Keyset) -> bool:
    verify = desk.keys.verify
    return descends(keyset, held.root, verify) or descends(held, keyset.root, verify)
