"""What of a case is sealed: its sealing level gives the sensitivity class from which on values are ciphertext.

`services/sealing` acts on this decision when it writes, and headquarters when it deletes what was written before.
Ordinary seals where somebody is safe and who told. Restricted ("these people only") seals what happened, to whom and
where as well, and leaves reference, title, stage and the chain. A level of a later release seals as much as the
strictest that is known here. Who holds the key is decided in `services/sealing`.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import Sensitivity, Value
from tipdesk.domain.schema import RecordType

ORDINARY_LEVEL, RESTRICTED_LEVEL = "ordinary", "restricted"

_SEALED_FROM: Mapping[Value, Sensitivity] = {
    None: Sensitivity.REFUGE,
    ORDINARY_LEVEL: Sensitivity.REFUGE,
    RESTRICTED_LEVEL: Sensitivity.NARRATIVE,
}


def is_sealed(sensitivity: Sensitivity, level: Value) -> bool:
    """Tell whether a case of this level (a code of the list `sealing`) keeps a field of this class sealed."""
    return sensitivity >= _SEALED_FROM.get(level, Sensitivity.NARRATIVE)


def keeps_sealed(record: RecordType, number: int, level: Value) -> bool:
    """Tell whether a case of this level keeps a field of a record sealed.

    Records with verbs of their own are never sealed: who was let see a case, or kept from it, and why, is enforced and
    reviewed by people who hold no key.
    """
    field = record.by_number.get(number)
    is_of_people = field is not None and not record.is_inner and not record.has_own_verbs
    return is_of_people and is_sealed(record.by_number[number].sensitivity, level)


def is_restricted(level: Value) -> bool:
    """Tell whether a case is for the people named alone, so that nobody holds its key by office or post."""
    return is_sealed(Sensitivity.NARRATIVE, level)
