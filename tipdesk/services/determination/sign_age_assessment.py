"""Sign an assessment of how old somebody is: it decides until somebody disputes it, or a newer one is signed."""

from collections.abc import Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import digests_of
from tipdesk.services.desk import Desk
from tipdesk.services.determination.signing import Proof, Signing, sign_row, signed_bytes, verify_signing
from tipdesk.services.results import Changed
from tipdesk.services.signatures.verify_signature import Verified

_RECORD = BY_NAME["AgeAssessment"]
_CONTEXT = b"tipdesk age 1\0"
_CONTENT = tuple(field.name for field in _RECORD.fields if field.name not in {"signed_at", "disputed_by"})


def sign_age_assessment(desk: Desk, row: bytes | str, *, proof: Proof | None = None) -> Changed:
    """Sign an assessment, given by its id; raises the UserErrors of `sign_row`."""
    return sign_row(desk, _ASSESSMENT, row, proof=proof)


def verify_age_assessment(desk: Desk, row: bytes | str) -> Verified | None:
    """Return the verdict on who signed an assessment, over what stands in it now, as `verify_signing` does."""
    return verify_signing(desk, _ASSESSMENT, row)


def _decide(_view: FrozenCase, _row: Row, _desk: Desk) -> Mapping[str, Value]:
    return {}


def _contents(view: FrozenCase, row: Row) -> list[bytes]:
    return [signed_bytes(_CONTEXT, row, digest, ("signed_at",)) for digest in digests_of(view, row, _CONTENT)]


_ASSESSMENT = Signing(_RECORD, "age_assessment", _decide, _contents, says=("result",))
