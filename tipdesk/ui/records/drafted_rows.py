"""Of which rows something is typed and not saved, and in which of their fields: asked on the read lane."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tipdesk.services.drafts import find_drafts, get_draft
from tipdesk.ui.editors.drafted import answers_in
from tipdesk.ui.records.deeds import Deeds

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk

Drafts = Mapping[bytes, frozenset[str]]
"""The names of the fields that a draft has, by the id of its row."""


def find_drafted(desk: "LinkDesk", deeds: Deeds) -> Drafts:
    """Return the rows of which the officer at the desk has a draft that can be read."""
    found: dict[bytes, frozenset[str]] = {}
    for line in find_drafts(desk):
        row = deeds.row_of(line.key)
        answers = answers_in(get_draft(desk, line.key)) if row is not None else {}
        if row is not None and answers:
            found[row] = frozenset(answers)
    return found
