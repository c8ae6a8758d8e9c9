"""The answers that were given to one field apart from each other, side by side, with a button for each."""

from collections.abc import Callable

from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.wording import Wording


def answers_apart(row: Row, name: str, wording: Wording, kept: Callable[[Dot], object]) -> SiblingsView:
    """Return the card for a field of a row in dispute, or for whether the row is in the trash.

    `kept` is called with the dot of the answer that the officer keeps.
    """
    field = row.record.by_name.get(name)
    found = {str(number): one for number, one in enumerate(row.siblings[name])}
    words = [Sibling(key, wording.written(field, name, one.value), wording.origin(one)) for key, one in found.items()]
    label = _("In the trash?") if name == DELETED_NAME or field is None else _(field.label)
    view = SiblingsView(label, words)
    view.kept.connect(lambda key: kept(found[key].dot))
    return view
