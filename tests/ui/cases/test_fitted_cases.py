"""Which columns of the list of cases stand at 1440 pixels, and that what they say is whole."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from tipdesk.ui.cases.columns import COLUMNS, GIVEN_UP, OWNER, POST, TITLE, UPDATED, places_of
from tipdesk.ui.cases.fitting import WITH_DISPUTES
from tipdesk.ui.theme import current

ROOM = 866
"""The pixels that the list has in a window 1440 wide, beside the reading pane."""
MARGINS = 16
LONGEST = {OWNER: "Constable Pretendall", TITLE: "Paper lanterns 70", UPDATED: "28 Nov 2026 10:33"}


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("disputed", ["", "risk_level"])
def test_who_is_in_charge_stands_whole(disputed: str) -> None:
    """Before the officer in charge is given up, *To settle* and *Post* are; a risk in dispute makes no stage wider."""
    widths = {at: column.width for at, column in enumerate(COLUMNS)}
    widths |= {at: room for at, (name, room) in WITH_DISPUTES.items() if name == disputed}
    shown = set(places_of(()))
    for at in GIVEN_UP:
        if sum(widths[one] for one in shown) > ROOM:
            shown.discard(at)
    assert OWNER in shown
    assert GIVEN_UP.index(POST) < GIVEN_UP.index(OWNER)
    metrics = QFontMetrics(current().font(has_figures=True))
    cut = [words for at, words in LONGEST.items() if metrics.horizontalAdvance(words) + MARGINS > widths[at]]
    assert cut == []
