"""A post takes a newer keyset, by whatever way it comes: the pinned root signed it, or signed its successor's word.

Promises that an earlier one never replaces a later one, and that a root which the pinned one has not signed over is
kept aside to be compared by people: nothing is believed of it, and sync stops. One of an earlier root is no stranger's:
headquarters was put back from a backup, and is shown which keyset is held here.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.keys.office.changed_keys import get_changed_keys, is_refused, keep_changed_keys, told
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered import get_grant, get_keyset, keep_keys_apart, keep_keyset
from tipdesk.sync.document import Keyset, descends, has_word, read_keyset

_DEVICE = BY_NAME["Device"]


def take_keyset(desk: LinkDesk, document: bytes) -> bool:
    """Tell whether it is newer than the one held, and keep it then.

    Distrust `bad-signature`; `other-headquarters` for what people have refused; `changed-keys` for another root.
    """
    with desk.work() as work:
        keyset, held = read_keyset(document, desk.keys.verify), get_keyset(work)
        if descends(keyset, held.root, desk.keys.verify):
            if keyset.mark > held.mark:
                keep_keyset(work, document)
            return keyset.mark > held.mark
        if descends(held, keyset.root, desk.keys.verify):
            keep_keys_apart(work, are_apart=True)
            return False
        if is_refused(work, keyset, is_ours=_is_ours(desk, work, keyset)):
            raise Distrust("other-headquarters", _("It is from another headquarters."))
        keep_changed_keys(work, document)
        changed = get_changed_keys(desk, work)
    if changed is None:
        raise AssertionError(keyset.number)
    raise told(changed)


def _is_ours(desk: LinkDesk, reader: Reader, keyset: Keyset) -> bool:
    """Tell whether the device of headquarters has given its word for a keyset. The directory knows its key."""
    grant = get_grant(reader)
    row = reader.get_row(_DEVICE, grant.headquarters) if grant else None
    key = row["sign_key"] if row else None
    if grant is None or not isinstance(key, bytes) or device_of(key) != grant.headquarters:
        return False
    return has_word(keyset, key, desk.keys.verify)
