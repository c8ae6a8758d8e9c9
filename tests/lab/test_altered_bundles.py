"""A real headquarters is given a real bundle altered in every way: all are refused, and its state stays as it was.

That each alteration is Distrust under real keys, to the last byte, is proved in `tests/sync`; here some of the same go
all the way through the verb, into quarantine, on SQLCipher. The laboratory gives it all of them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lab.altered import Given, alterations, given_to_headquarters
from tests.lab.counts import TEST
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """An open headquarters, and a bundle of a post that it has not received."""
    with given_to_headquarters(tmp_path_factory.mktemp("country")) as made:
        yield made


def test_what_was_altered_is_refused_and_changes_nothing(given: Given) -> None:
    """Every altered bundle is refused with a reason and kept aside; logs, rows and down-logs stay as they were."""
    before = given.state()
    bad = alterations(given.bundle, TEST.altered_every, 0, TEST.edits, random.Random(1))
    assert [problem for one in bad for problem in given.problems(one)] == []
    assert given.state() == before
    assert given.let_go()


def test_unaltered_it_is_accepted(given: Given) -> None:
    """The control: the same bundle as the post made it is taken in."""
    assert receive_bundle(given.office.desk, given.bundle, "good").verdict in (Verdict.ACCEPTED, Verdict.REPLAY)
    assert given.state()[2]
    assert given.problems(given.bundle), "the harness tells what was not refused"
