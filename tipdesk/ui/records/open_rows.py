"""Which rows a new row may be added to, where it stands with the one that it names: none that is signed.

What cannot be added is not offered; the help of the field says why. The service refuses it on every other way in.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed, signed_with
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.row_titles import RowTitles
from tipdesk.ui.wording import Wording


def offer_open_rows(form: RecordForm, wording: Wording) -> None:
    """Offer, in the field of a new row that names the row with which it stands, only rows that are not signed."""
    rule = form.record.closed
    editor = form.frames[rule.with_row].editor if rule is not None and rule.with_row in form.frames else None
    titles = wording.rows
    if rule is None or not isinstance(editor, ReferenceEdit) or not isinstance(titles, RowTitles):
        return
    rows, declared = titles.by_id, form.record.by_name[rule.with_row]

    def stands(row: Row) -> bool:
        closed = row.record.closed
        is_signed = closed is not None and closed.by_signature and is_closed(row)
        return is_signed or signed_with(row, lambda _record, named: rows.get(named)) is not None

    signed = {declared.naming(row.record.number, row.id) for row in rows.values() if stands(row)}
    choices = wording.choices.get(editor.record, ())
    editor.offer([one for one in choices if declared.from_wire(bytes.fromhex(one.code)) not in signed])
