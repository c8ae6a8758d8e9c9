"""Answers that wait to be fetched: one a device, cut to its share, the same for the same question."""

from pathlib import Path

import pytest

from tests.fakes.seconds import FakeSeconds
from tipdesk.domain.errors import Trouble
from tipdesk.hq.answers import ANSWER_LIMITS, AnswerLimits, Answers

ONE, OTHER, THIRD = b"1" * 16, b"2" * 16, b"3" * 16


@pytest.fixture
def seconds() -> FakeSeconds:
    """The clock."""
    return FakeSeconds()


@pytest.fixture
def answers(tmp_path: Path, seconds: FakeSeconds) -> Answers:
    """None yet; ten bytes have room, six of one device."""
    return Answers(tmp_path, seconds, AnswerLimits(all_bytes=10, device_bytes=6))


def put(answers: Answers, device: bytes, *blobs: bytes) -> list[str]:
    """Answer a question of a device that nobody asked before; returns the ids of what has room."""
    return [name for name, _size in answers.put(device, device + b"".join(blobs), blobs)]


def test_a_device_has_one_answer(answers: Answers, tmp_path: Path) -> None:
    """However often it asks, only its last answer lies here; what both have is written once."""
    first = put(answers, ONE, b"a", b"b")
    last = put(answers, ONE, b"b", b"c")
    assert [answers.find_blob(name) is not None for name in (*first, *last)] == [False, True, True, True]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_device_has_its_share(answers: Answers) -> None:
    """What has no room in the share is not listed: it comes with the next question. One blob always comes."""
    assert len(put(answers, ONE, b"12", b"34", b"56", b"7")) == 3
    assert len(put(answers, ONE, b"longer than its share", b"8")) == 1


def test_the_same_blob_of_two_devices_is_each_ones_own(answers: Answers) -> None:
    """A document for all: when one device asks anew, the other still finds it."""
    [name], _same = put(answers, ONE, b"all"), put(answers, OTHER, b"all")
    put(answers, ONE, b"next")
    path = answers.find_blob(name)
    assert path is not None
    assert path.read_bytes() == b"all"


def test_the_oldest_answer_makes_room(answers: Answers, seconds: FakeSeconds) -> None:
    """Nothing goes while all have room; then the answer that was touched longest ago, never the newest."""
    names = []
    for device, content in ((ONE, b"123"), (OTHER, b"456"), (THIRD, b"7890")):
        names += put(answers, device, content)
        seconds.now += 1
    assert all(answers.find_blob(name) is not None for name in names)
    seconds.now += 1
    assert answers.find_blob(names[0]) is not None
    names += put(answers, b"4" * 16, b"x")
    assert [answers.find_blob(name) is not None for name in names] == [True, False, True, True]
    alone = put(answers, b"5" * 16, b"more than ten bytes")
    assert [answers.find_blob(name) is not None for name in (*names, *alone)] == [False] * 4 + [True]


def test_the_same_question_has_the_same_answer(answers: Answers, seconds: FakeSeconds) -> None:
    """As long as it lies here: until the device asks another one, or a day without a touch has gone."""
    listing = answers.put(ONE, b"question", [b"abc"])
    assert (answers.find_listing(b"question"), answers.find_listing(b"another")) == (listing, None)
    seconds.now += ANSWER_LIMITS.seconds
    assert answers.find_listing(b"question") == listing
    answers.put(ONE, b"another", [b"abc"])
    assert answers.find_listing(b"question") is None
    seconds.now += ANSWER_LIMITS.seconds + 1
    assert answers.find_listing(b"another") is None
    assert answers.find_blob(listing[0][0]) is None


def test_an_answer_that_is_fetched_stays(answers: Answers, seconds: FakeSeconds) -> None:
    """Asking for a blob is a touch; a day after the last one it goes with its files."""
    [name] = put(answers, ONE, b"abc")
    seconds.now += ANSWER_LIMITS.seconds - 1
    path = answers.find_blob(name)
    assert path is not None
    seconds.now += ANSWER_LIMITS.seconds
    put(answers, OTHER, b"x")
    assert path.exists()
    seconds.now += 2
    put(answers, OTHER, b"y")
    assert not path.exists()


def test_a_disk_that_is_full_is_trouble(answers: Answers, tmp_path: Path) -> None:
    """A write that the disk refuses is a named Trouble."""
    tmp_path.rmdir()
    with pytest.raises(Trouble) as met:
        put(answers, ONE, b"abc")
    assert met.value.code == "headquarters-full"


def test_the_default_limits() -> None:
    """A day; one gibibyte in all; of one device what its largest answer needs."""
    assert (ANSWER_LIMITS.seconds, ANSWER_LIMITS.all_bytes, ANSWER_LIMITS.device_bytes) == (86_400, 1 << 30, 160 << 20)
