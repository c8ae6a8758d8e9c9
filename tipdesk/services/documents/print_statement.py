"""Print a determination or an age assessment: an audited look, a model of what this officer may read, a signed print.

Whatever the officer may not read is not in the model. The paper may be in another language than the program's
(`tongue`). Nothing is handed out unless the look was audited and the signature is in the log.
"""

from dataclasses import replace

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.answers import Reading, narrow
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.file_of_view import printed_of
from tipdesk.services.documents.printer import Printer, Told, untold
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.documents.statement import FINDING, Statement, make_statement
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.eyes import Eyes
from tipdesk.services.findings.supports import PIN
from tipdesk.services.look import CaseView, looking, read_view
from tipdesk.services.signatures.verify_signature import signatures_in


def print_statement(
    desk: Desk,
    printer: Printer,
    case: bytes,
    record: RecordType,
    row: bytes | None,
    tongue: Tongue,
    *,
    copy_number: int = 1,
    told: Told = untold,
) -> bytes:
    """Return the bytes of the printed statement of a row; for None, of the only one of its record in the case.

    Raises UserError `no-such-row`, `which-row` where there are several to choose from, and those of `look`.
    """
    with looking(desk, case, Action.PRINT) as eyes:
        view = read_view(eyes)
        chosen = _choose(view, record, row)
        model = _model(eyes, view, chosen, tongue, copy_number)
    return sign_print(desk, printer.print(model, told), case=case, subject=chosen.id, copy_number=copy_number)


def _choose(view: CaseView, record: RecordType, row: bytes | None) -> Row:
    rows = view.of(record.name)
    found = [one for one in rows if row in (None, one.id)]
    if not found:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=record.name)
    if len(found) > 1:
        sentence = _("There are several in this case. Say which one with --row: {rows}.")
        raise UserError("which-row", sentence, rows=", ".join(id_text(one.id) for one in found))
    return found[0]


def _model(eyes: Eyes, view: CaseView, row: Row, tongue: Tongue, copy_number: int) -> CaseFile:
    desk, level = eyes.desk, eyes.level
    rows = [narrow(one, level) for one in (view.case, *(one for found in view.rows.values() for one in found))]
    by_id = {one.id: one for one in rows}
    names = names_in(eyes.reader, desk)
    printed = printed_of(desk, names, {}, level=level, copy_number=copy_number, translate=tongue.translate)
    reading = Reading(names, {}, tongue.codes(desk.codes), tongue.translate, level, printed.offset_minutes)
    signed = signatures_in(eyes.reader, desk, view.id, eyes.unsealing.directory)
    told = Statement(
        case=by_id[view.id],
        row=by_id[row.id],
        person=by_id.get(row.parent or b""),
        findings=[one for one in rows if one.record == FINDING and one.parent == row.id],
        pins=[one for one in rows if one.record.name == PIN],
        signed=[one for one in signed if one.row["subject"] == row.id and not one.is_of_copy],
    )
    return make_statement(told, reading.with_titles_of(tuple(rows)), replace(printed, held_back={}), tongue)
