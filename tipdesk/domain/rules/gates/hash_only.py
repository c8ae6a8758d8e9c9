"""The gate of what may show the abuse of a child: its hash is kept, and who keeps the thing itself; no byte of it is.

Nothing opens it: whoever needs the picture asks its custodian, with an order of the court.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need
from tipdesk.domain.texts import _

_RECORD = "Attachment"
_BYTES = ("content_id", "file_key", "thumbnail")
_SINCE = 7


def _hash_only(_view: FrozenCase, row: Row, _deed: Deed | None) -> Failed | None:
    if True not in live_values(row, "hash_only"):
        return None
    has_bytes = any(live_values(row, name) != {None} for name in _BYTES)
    if not has_bytes and live_values(row, "custodian") != {None}:
        return None
    if has_bytes:
        said = _(
            "The program keeps no file that may show the abuse of a child. "
            "Record only its hash, and who keeps the file."
        )
        needs = (Need(_RECORD, ("hash_only",), row.id),)
    else:
        said = _("Say who keeps the file. If it may show the abuse of a child, only its hash is kept here.")
        needs = (Need(_RECORD, ("custodian",), row.id),)
    return Failed(HASH_ONLY.id, _RECORD, row.id, said, needs, fields=("custodian",))


HASH_ONLY = Gate(
    "abuse-image-hash-only",
    _("Pictures of abuse by their hash only"),
    (Guard(_RECORD),),
    _hash_only,
    basis=Basis.PRACTICE,
    source="ours; Budapest 9",
    since_schema=_SINCE,
)
