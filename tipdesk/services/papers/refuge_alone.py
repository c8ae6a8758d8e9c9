"""The one answer about a safe place that may stand on a letter: to who drives or receives somebody, and there alone.

Such a letter names a place and nobody. So the answer is given only where it is the only one of its transfer, the
transfer is a referral that goes by hand and has been sent past its gates, and the officer at the desk may read it.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.kinds import REFUGE, SOURCE, Field
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.documents.answers import Reading
from tipdesk.services.papers.material import Refuge, field_of

_NEVER = frozenset({REFUGE, SOURCE})
_REFERRAL, _BY_HAND = "referral", "by_hand"


def names_refuge(transfer: Row) -> bool:
    """Tell whether a transfer would give away where somebody is safe, how to reach them, or who told us."""
    return any(field.sensitivity in _NEVER for _record, field in _shared(transfer))


def find_refuges(rows: Sequence[Row], reading: Reading) -> Mapping[bytes, Refuge]:
    """Return the answer of each transfer that names a safe place alone, as far as these rows have it open."""
    found = {}
    by_id = {row.id: row for row in rows}
    for transfer in rows:
        if transfer.record.name == "Transfer" and names_refuge(transfer):
            refuge = _refuge_of(transfer, by_id, reading)
            if refuge is not None:
                found[transfer.id] = refuge
    return found


def _shared(transfer: Row) -> list[tuple[str, Field]]:
    names = transfer["fields_shared"]
    found = map(field_of, sorted(names) if isinstance(names, frozenset) else ())
    return [(one[0], BY_NAME[one[0]].by_name[one[1]]) for one in found if one is not None]


def _refuge_of(transfer: Row, by_id: Mapping[bytes, Row], reading: Reading) -> Refuge | None:
    names = transfer["fields_shared"]
    is_alone = isinstance(names, frozenset) and len(names) == 1
    if not is_alone or transfer["kind"] != _REFERRAL or transfer["way"] != _BY_HAND or transfer["sent_at"] is None:
        return None
    [(record, field)] = _shared(transfer)
    referral = by_id.get(transfer["referral"]) if isinstance(transfer["referral"], bytes) else None
    if field.sensitivity is not REFUGE or referral is None:
        return None
    person = referral.parent
    rows = [row for row in by_id.values() if row.record.name == record and person in (row.id, row.parent)]
    texts = [text for row in rows if not _is_over(row) for text in reading.shown(row, field).texts]
    return Refuge(reading.translate(field.label), texts[0]) if len(set(texts)) == 1 else None


def _is_over(row: Row) -> bool:
    return "ended" in row.record.by_name and row["ended"] is not None
