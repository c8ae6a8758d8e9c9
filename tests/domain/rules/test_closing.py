"""What of a row stands for good: rows that are only added, and rows that one field closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.rules.closing import find_frozen, is_closed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

TWO = tuple(Sibling(Dot(bytes([one]) * 16, 1), text, 0, b"", b"") for one, text in ((1, "here"), (2, "landed")))
SENT = "2026-11-25T22:40+00:00"


def row(record: str, values: dict[str, Value], *, masked: tuple[str, ...] = (), disputed: tuple[str, ...] = ()) -> Row:
    """Return a row with these values; `masked`: fields held back, `disputed`: fields with two values."""
    siblings = dict.fromkeys(disputed, TWO)
    return Row(BY_NAME[record], b"row", b"case", values, siblings=siblings, masked=frozenset(masked))


@pytest.mark.parametrize(
    ("given", "closed", "standing"),
    [
        pytest.param(row("Task", {"title": "Ring"}), False, [], id="most rows never close"),
        pytest.param(row("Call", {"whom": "She"}), True, ["whom", "words"], id="a call closes when it is saved"),
        pytest.param(row("Report", {"whom": 1, "where_now": "here"}), False, [], id="not sent, not closed"),
        pytest.param(row("Report", {"sent_at": SENT}), True, [], id="what is empty may be filled"),
        pytest.param(
            row("Report", {"sent_at": SENT, "where_now": "here", "became_of_them": "left"}), True, ["where_now"],
            id="what was told stands, what follows lives on",
        ),
        pytest.param(
            row("Report", {"where_now": "here"}, masked=("sent_at",)), True, ["where_now"], id="unseen counts as closed"
        ),
        pytest.param(
            row("Report", {"sent_at": SENT}, masked=("own_words",)), True, ["own_words"],
            id="what may not be seen is not filled",
        ),
        pytest.param(
            row("Report", {"sent_at": SENT}, disputed=("where_now",)), True, ["where_now"],
            id="a dispute is settled, not filled",
        ),
        pytest.param(
            row("Report", {"where_now": "here"}, disputed=("sent_at",)), True, ["where_now"], id="sent twice is sent"
        ),
    ],
)  # fmt: skip
def test_what_stands(given: Row, closed: bool, standing: list[str]) -> None:
    """Each row closes when its declaration says so, and then only what is left open may be written."""
    names = ["whom", "words", "where_now", "own_words", "became_of_them"]
    assert is_closed(given) is closed
    assert find_frozen(given, [name for name in names if name in given.record.by_name]) == standing
