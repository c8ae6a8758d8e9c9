"""Show a case as a document, the same at every place that holds the same entries.

The look is audited and masked by `look`; the shape stands in `document`.
"""

from tipdesk.domain.ids import id_text
from tipdesk.services.case.document import document_of
from tipdesk.services.case.dots import dot_text, moment_text
from tipdesk.services.case.history import HistoryLine, history
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.look import look
from tipdesk.services.signatures.verify_signature import Verified, find_signatures


def show_case(desk: Desk, reference: str, *, with_history: bool = False) -> dict[str, object]:
    """Return the document of a case, with its history if asked. UserErrors of `look`; `bad-reference`."""
    case = get_case_id(desk, reference)
    document = document_of(look(desk, case))
    if with_history:
        document["history"] = [_line(happened) for happened in history(desk, case)]
        document["signatures"] = [_signature(one) for one in find_signatures(desk, case)]
    return document


def _signature(one: Verified) -> dict[str, object]:
    return {
        "use": one.use,
        "officer": id_text(one.officer),
        "at": one.at.isoformat(timespec="minutes") if one.at else None,
        "sha256": one.digest.hex(),
        "copy": one.copy_number,
        "verdict": one.verdict,
    }


def _line(happened: HistoryLine) -> dict[str, object]:
    field = happened.record.by_name.get(happened.field) if happened.record else None
    return {
        "at": moment_text(happened.at),
        "dot": dot_text(happened.dot),
        "actor": id_text(happened.actor),
        "device": id_text(happened.device),
        "record": happened.record.name if happened.record else happened.record_number,
        "row": id_text(happened.row),
        "field": happened.field,
        "before": [field.to_json(value) if field else value for value in happened.before],
        "after": field.to_json(happened.after) if field else happened.after,
        "reason": happened.reason,
        "masked": happened.masked,
    }
