"""What of a case is sealed: from its sealing level, the sensitivity class from which on values are ciphertext.

Promises the one decision that `services/sealing` acts on when it writes, and headquarters when it deletes what was
written before. Ordinary seals where somebody is safe and who told; restricted ("these people only") seals what
happened, to whom and where as well, and leaves reference, title, stage and the chain. A level of a later release seals
as much as the strictest known here. Who holds the key is left to `services/sealing`.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import Sensitivity, Value

ORDINARY_LEVEL, RESTRICTED_LEVEL = "ordinary", "restricted"

_SEALED_FROM: Mapping[Value, Sensitivity] = {
    None: Sensitivity.REFUGE,
    ORDINARY_LEVEL: Sensitivity.REFUGE,
    RESTRICTED_LEVEL: Sensitivity.NARRATIVE,
}


def is_sealed(sensitivity: Sensitivity, level: Value) -> bool:
    """Tell whether a case of this level (a code of the list `sealing`) keeps a field of this class sealed."""
    return sensitivity >= _SEALED_FROM.get(level, Sensitivity.NARRATIVE)


def is_restricted(level: Value) -> bool:
    """Tell whether a case is for the people named alone: nobody becomes a holder of its key by office or post."""
    return is_sealed(Sensitivity.NARRATIVE, level)
