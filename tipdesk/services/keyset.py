"""Headquarters' keys as this installation holds them: the signed keyset in force, kept as a setting.

Read by sync, which has verified it before it was kept, and by sealing, which seals to the recipients that it names.
Those held before it stay beside it: the last receipt may bear a key of one, until headquarters has sent the next.
"""

from tipdesk.services.desk import Reader
from tipdesk.sync.document import KEYSET, Keyset, read_payload

KEYSET_SETTING, FORMER_SETTING = "keyset", "former-keysets"


def find_keyset(reader: Reader) -> Keyset | None:
    """Return the keyset in force, None before the grant."""
    content = reader.get_setting(KEYSET_SETTING)
    return None if content is None else read_payload(content, KEYSET, Keyset)[0]
