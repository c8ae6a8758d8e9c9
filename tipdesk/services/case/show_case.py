"""Show a case as a JSON document, the same at every place that holds the same entries.

The look is audited and masked by `look`; the shape of the document is described in `document`.
"""

from tipdesk.domain.ids import id_text
from tipdesk.services.case.document import document_of, happened_of
from tipdesk.services.case.history import read_history
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Desk
from tipdesk.services.look import looking, read_view
from tipdesk.services.signatures.verify_signature import Verified, signatures_in


def show_case(desk: Desk, reference: str, *, with_history: bool = False) -> dict[str, object]:
    """Return the document of a case, with its history and signatures if asked.

    Raises UserError `bad-reference` where the text is no reference, and those of `look`.
    """
    case = get_case_id(desk, reference)
    with looking(desk, case) as eyes:
        document = document_of(read_view(eyes))
        if with_history:
            past = read_history(eyes, eyes.reader.find_happenings(case))
            document["history"] = [happened_of(happened) for happened in past]
            document["signatures"] = [
                _signature(one) for one in signatures_in(eyes.reader, desk, case, eyes.unsealing.directory)
            ]
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
