"""The clocks of a case for the command line: a look like any other, though it tells nothing of anybody."""

from collections.abc import Sequence

from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.clocks.case_clocks import read_case_clocks
from tipdesk.services.desk import Desk
from tipdesk.services.look import NOTES_APART, looking


def show_clocks(desk: Desk, reference: str) -> Sequence[Clock]:
    """Return the clocks of a case that run, the first due first. Raises `bad-reference`, and those of `look`."""
    with looking(desk, get_case_id(desk, reference), parts=NOTES_APART) as eyes:
        return read_case_clocks(eyes.reader, desk, eyes.case)


def clock_document(clock: Clock, desk: Desk) -> dict[str, object]:
    """Return a clock as JSON has it: its id, what it is about, when it is due, and how it stands now."""
    known = BY_NUMBER.get(clock.subject.record)
    return {
        "clock": clock.id,
        "due": moment_text(clock.ends),
        "state": clock.state(desk.clock.now_ms()).value,
        "record": known.name if known is not None else None,
        "row": id_text(clock.subject.id),
        "gate": clock.gate or None,
        "doubtful": clock.is_doubtful,
    }
