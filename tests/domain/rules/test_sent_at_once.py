"""What leaves of a child at once, without consent: what is best for the child is signed for that, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.domain.rules.agreeing import ADULT, CHILD, an_interest, with_rows
from tests.domain.rules.clocked import a_row
from tests.domain.rules.test_best_interest import a_transfer
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

SENT, _AGREED, WITHIN = a_transfer()
OF_IT, OF_ANOTHER = NamedRow(302, SENT.id), NamedRow(302, b"other".ljust(16, b"."))


def gone_past(ground: str, gate: str = "transfer-consent", subject: NamedRow = OF_IT) -> Row:
    """Return the review that was asked for when it was sent at once, for this ground."""
    return a_row("Review", rule="gate", gate=gate, subject=subject, ground=ground)


@pytest.mark.parametrize(
    ("rows", "is_asked"),
    [
        ((gone_past("child"),), True),
        ((gone_past("danger"),), True),
        ((gone_past("child"), an_interest("consent")), False),
        ((gone_past("breach"),), False),
        ((gone_past("child", gate="recipient-known"),), False),
        ((gone_past("child", subject=OF_ANOTHER),), False),
        ((), False),
    ],
)
def test_what_is_best_comes_before_what_is_sent_at_once(rows: tuple[Row, ...], *, is_asked: bool) -> None:
    """Whoever had no time to ask for an agreement looks at the child first all the same; an adult needs none."""
    gate = GATES["best-interest-first"]
    assert (gate.check(with_rows(CHILD, SENT, WITHIN, *rows), SENT, None) is not None) is is_asked
    assert gate.check(with_rows(ADULT, SENT, WITHIN, *rows), SENT, None) is None
