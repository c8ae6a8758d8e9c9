"""The log: a line once a minute and a count, whatever strangers do; nothing of what an error says."""

import logging

import pytest

from tipdesk.hq.folded_log import MOST_LINES, FoldedLog, folding, raised_at

LOG = logging.getLogger("tipdesk.hq")


@pytest.fixture
def log() -> FoldedLog:
    """An empty one."""
    return FoldedLog()


def test_equal_lines_are_one_and_a_count(log: FoldedLog, caplog: pytest.LogCaptureFixture) -> None:
    """The first at once, the others as a number when they are folded, then the first again."""
    with folding(log):
        for _time in range(5):
            LOG.warning("seen %s", "again")
        log.fold()
        LOG.warning("seen again")
    assert caplog.messages == ["seen again", "seen again (4 more)", "seen again"]
    LOG.warning("seen again")
    assert caplog.messages[3:] == ["seen again"]


def test_the_end_tells_what_was_counted(log: FoldedLog, caplog: pytest.LogCaptureFixture) -> None:
    """A server that ends writes its last counts."""
    with folding(log):
        LOG.warning("seen")
        LOG.warning("seen")
    assert caplog.messages == ["seen", "seen (1 more)"]


def test_different_lines_have_an_end(log: FoldedLog, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever makes every line another one gets so many, and then a count of all others."""
    with folding(log):
        for number in range(MOST_LINES + 500):
            LOG.warning("line %s", number)
    assert len(caplog.messages) == MOST_LINES + 1
    assert caplog.messages[-1] == "other lines (500 more)"


def test_an_error_is_its_type_and_place(log: FoldedLog, caplog: pytest.LogCaptureFixture) -> None:
    """No traceback and no message; of what a library says in many lines the first."""

    def stumble() -> None:
        raise ValueError("Jane Doe")

    place = ""
    with folding(log):
        try:
            stumble()
        except ValueError as error:
            LOG.exception("Jane Doe at 192.0.2.1")
            place = raised_at(error)
        LOG.warning("first line\ntransport from 192.0.2.1")
    assert caplog.messages == [place, "first line"]
    assert place.startswith("ValueError in stumble:")
    assert "Traceback" not in caplog.text
    assert "192.0.2.1" not in caplog.text


def test_quiet_lines_pass(log: FoldedLog) -> None:
    """What is below a warning is left to whoever asked for it."""
    record = logging.LogRecord("tipdesk.hq", logging.INFO, "", 1, "%s", ("all",), None)
    assert [log.filter(record) for _time in range(3)] == [True] * 3


def test_an_error_without_a_place() -> None:
    """One that was never raised has a type alone."""
    assert raised_at(KeyError("x")) == "KeyError"
