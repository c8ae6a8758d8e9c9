"""Whatever is pressed, typed, pasted and pulled in any order on any page, Qt has no word to say and nothing breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.lab.counts import TEST
from tests.lab.monkey.turns import play

if TYPE_CHECKING:
    from pathlib import Path


PAGES = (
    *("post-cases", "post-case-people", "post-case-notes", "post-case-protection", "post-case-timeline"),
    *("post-line-list", "post-search", "post-my-work", "headquarters-inbox", "headquarters-directory"),
)
"""Those on which most is done; the laboratory plays on all."""


def test_a_monkey_breaks_no_page(tmp_path: Path) -> None:
    """No warning, no exception, the focus never lost, every control named."""
    played = play(tmp_path, 1, TEST.presses, "--only", *PAGES)
    assert not played.problems, "\n".join(played.problems)
    assert played.events == TEST.presses * len(PAGES)
    assert {*PAGES} < {*played.pages}
