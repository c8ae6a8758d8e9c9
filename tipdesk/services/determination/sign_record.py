"""Sign a row for good: a decision, an age, the danger for a person, what is best for a child, a statement.

What is signed stands from then on, and what it rests on with it; what changes later is a further row. Signing a
decision at a post that is one for good is refused by the gate `final-by-two`, and what it needs is the question to
headquarters (`ask_approval`).
"""

from collections.abc import Collection, Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import digests_of
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.determination.deciding import DECIDING
from tipdesk.services.determination.signing import Proof, Signing, sign_row, signed_bytes, verify_signing
from tipdesk.services.results import Changed
from tipdesk.services.signatures.verify_signature import Verified

_SIGNED_AT = "signed_at"


def sign_record(
    desk: Desk, record: str, row: bytes | str, *, override: Override | None = None, proof: Proof | None = None
) -> Changed:
    """Sign a row, given by its id; raises UserError `not-to-be-signed` for any other record, and those of `sign_row`.

    Among these is StoppedByGateError, where a gate wants something first.
    """
    return sign_row(desk, _get_signing(record), row, override=override, proof=proof)


def verify_record(desk: Desk, record: str, row: bytes | str) -> Verified | None:
    """Return the verdict on who signed a row, over what stands in it now, as `verify_signing` does."""
    return verify_signing(desk, _get_signing(record), row)


def _get_signing(record: str) -> Signing:
    if record not in SIGNINGS:
        raise UserError("not-to-be-signed", _("Rows of this record are not signed."), record=record)
    return SIGNINGS[record]


def _decide(_view: FrozenCase, _row: Row, _desk: Desk) -> Mapping[str, Value]:
    return {}


def _plain(name: str, use: str, context: bytes, says: tuple[str, ...]) -> tuple[str, Signing]:
    """Return how the rows of a record are signed over all that stands in them, and in the rows that close with them."""
    record = BY_NAME[name]
    left_open: Collection[str] = record.closed.leaves_open if record.closed is not None else ()
    content = tuple(one.name for one in record.fields if one.name != _SIGNED_AT and one.name not in left_open)
    within = [one for one in children_of(name, RECORDS) if one.closed is not None and one.closed.with_row]

    def contents(view: FrozenCase, row: Row) -> list[bytes]:
        more = tuple(part for one in within for part in view.of(one.name) if part.parent == row.id)
        return [signed_bytes(context, row, digest, (_SIGNED_AT,)) for digest in digests_of(view, row, content, more)]

    return name, Signing(record, use, _decide, contents, says=says)


SIGNINGS: Mapping[str, Signing] = {
    "Determination": DECIDING,
    **dict(
        (
            _plain("AgeAssessment", "age_assessment", b"tipdesk age 1\0", ("result",)),
            _plain("RiskAssessment", "risk_assessment", b"tipdesk risk 1\0", ("level",)),
            _plain("BestInterest", "best_interest", b"tipdesk best interest 1\0", ("question",)),
            _plain("Statement", "statement", b"tipdesk statement 1\0", ("kind",)),
        )
    ),
}
"""How the rows of each record are signed, by the name of the record."""
