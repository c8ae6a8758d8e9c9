"""The counts of what strangers did: by kind, told seldom, told again where they could not be kept."""

from collections.abc import Mapping

import pytest

from tests.fakes.seconds import FakeSeconds
from tipdesk.domain.errors import Trouble
from tipdesk.hq.strangers import TELL_SECONDS, Strangers


@pytest.fixture
def seconds() -> FakeSeconds:
    """The clock."""
    return FakeSeconds()


def test_counts_are_told_once_in_some_minutes(seconds: FakeSeconds) -> None:
    """Each kind with its number, not before the time is over and not without anything to tell."""
    told: list[Mapping[str, int]] = []
    strangers = Strangers(told.append, seconds)
    seconds.now += TELL_SECONDS
    assert not strangers.is_due
    strangers.count("refused")
    strangers.count("refused", 2)
    strangers.count("cut")
    assert strangers.is_due
    strangers.tell()
    strangers.count("cut")
    assert not strangers.is_due
    strangers.tell()
    strangers.tell()
    assert told == [{"refused": 3, "cut": 1}, {"cut": 1}]


def test_what_could_not_be_kept_is_told_again(seconds: FakeSeconds, caplog: pytest.LogCaptureFixture) -> None:
    """A full disk takes nothing from the counts, and is named by its code."""
    told: list[Mapping[str, int]] = []

    def keep(counts: Mapping[str, int]) -> None:
        if not told:
            told.append({})
            raise Trouble("disk-full", "No room.")
        told.append(counts)

    strangers = Strangers(keep, seconds)
    strangers.count("cut", 2)
    strangers.tell()
    strangers.count("cut")
    strangers.tell()
    assert told == [{}, {"cut": 3}]
    assert caplog.messages == ["strangers: cut 2", "strangers are not kept: disk-full", "strangers: cut 3"]
