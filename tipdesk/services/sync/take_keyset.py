"""A post takes a newer keyset, by whatever way it comes: the pinned root signed it, or signed its successor's word.

Promises that a lower number never replaces a higher one, and that a root which the pinned one has not signed over is
kept aside to be compared by people: nothing is believed of it, and sync stops.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.sync.changed_keys import get_changed_keys, is_refused, keep_changed_keys, told
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.standing import get_keyset, keep_keyset
from tipdesk.sync.document import descends, read_keyset


def take_keyset(desk: LinkDesk, document: bytes) -> bool:
    """Tell whether it is newer than the one held, and keep it then.

    Distrust `bad-signature`; `other-headquarters` for a root that people have refused; `changed-keys` for another one.
    """
    with desk.work() as work:
        keyset, held = read_keyset(document, desk.keys.verify), get_keyset(work)
        if descends(keyset, held.root, desk.keys.verify):
            if keyset.mark > held.mark:
                keep_keyset(work, document)
            return keyset.mark > held.mark
        if descends(held, keyset.root, desk.keys.verify):
            return False
        if is_refused(work, keyset.root):
            raise Distrust("other-headquarters", _("It is from another headquarters."))
        keep_changed_keys(work, document)
        changed = get_changed_keys(desk, work)
    if changed is None:
        raise AssertionError(keyset.number)
    raise told(changed)
