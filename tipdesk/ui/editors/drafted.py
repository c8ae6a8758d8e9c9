"""How the draft of one row is kept: the version that its author saw, and the answers by field name.

There is one shape for every form, so that what was typed on one page is offered on another. An answer that cannot be
read yet is kept as it was typed. `autosave` decides when a draft is kept.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Kind
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.field_frame import FieldFrame

VERSION, ANSWERS = "version", "answers"
HALF_TYPED = "typed"


def key_of(case: bytes, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
    """Return the key under which a draft of a case is kept, as `key_in` says."""
    return key_in(f"case:{case.hex()}", record, seen, presets)


def key_in(place: str, record: RecordType, seen: Row | None, presets: Mapping[str, object]) -> str:
    """Return the key under which a draft is kept; `place` says where the rows live, such as in one case.

    For a new row it names the rows to which it will belong, so that what is new for one person is not offered for
    another.
    """
    named = (record.by_name[name].referred(value) for name, value in presets.items())
    belongs = [meant.row.hex() for meant in named if meant is not None]
    row = seen.id.hex() if seen else "-".join(["new", *belongs])
    return f"{place}/{record.name}/{row}"


def row_in(place: str, key: str) -> bytes | None:
    """Return the row of which a draft with this key is kept; None for a new row, or one that lives elsewhere."""
    before, _slash, rest = key.partition("/")
    return row_at_end(rest) if before == place else None


def row_at_end(key: str) -> bytes | None:
    """Return the row that stands at the end of a key; None for a new one."""
    row = key.rpartition("/")[2]
    return bytes.fromhex(row) if row and not set(row) - set("0123456789abcdef") else None


def draft_of(version: str, answers: Mapping[str, object]) -> dict[str, object]:
    """Return a draft of these answers; it is empty when there are none."""
    return {VERSION: version, ANSWERS: dict(answers)} if answers else {}


def answers_in(draft: Mapping[str, object] | None) -> Mapping[str, object]:
    """Return the answers of a draft, none where it cannot be read; that of an older directory is answers alone."""
    answers = draft.get(ANSWERS, {} if VERSION in draft else draft) if draft else None
    return answers if isinstance(answers, dict) else {}


def half_typed(editor: Editor) -> dict[str, object]:
    """Return an answer that cannot be read yet as a draft keeps it."""
    return {HALF_TYPED: editor.typed()}


def show_again(frame: FieldFrame, field: Kind, answer: object) -> None:
    """Show an answer of a draft in its frame, as it was typed where it could not be read."""
    if isinstance(answer, dict) and HALF_TYPED in answer:
        frame.editor.retype(str(answer[HALF_TYPED]))
        return
    try:
        frame.set_value(field.read(answer))
    except UserError:
        return  # a draft of an older release: what no longer fits is left out
