"""Sign an assessment of how old somebody is: it decides until somebody disputes it, or a newer one is signed."""

from collections.abc import Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import digests_of
from tipdesk.services.desk import Desk
from tipdesk.services.determination.signing import Proof, Signing, sign_row, signed_bytes
from tipdesk.services.results import Changed

_RECORD = BY_NAME["AgeAssessment"]
_CONTEXT = b"tipdesk age 1\0"
_CONTENT = tuple(field.name for field in _RECORD.fields if field.name not in {"signed_at", "disputed_by"})


def sign_age_assessment(desk: Desk, row: bytes | str, *, proof: Proof | None = None) -> Changed:
    """Sign an assessment, given by its id; raises the UserErrors of `sign_row`."""
    return sign_row(desk, _ASSESSMENT, row, proof=proof)


def _decide(_view: FrozenCase, _row: Row, _desk: Desk) -> Mapping[str, Value]:
    return {}


def _content(view: FrozenCase, row: Row) -> bytes:
    digests = digests_of(view, row, _CONTENT)
    return signed_bytes(_CONTEXT, row, digests[0], ("signed_at",)) if digests else b""


_ASSESSMENT = Signing(_RECORD, "age_assessment", _decide, _content, says=("result",))
