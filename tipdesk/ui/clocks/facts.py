"""What is read of a clock beside a list: what is due when, what started it, and what stops it."""

from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.services.clocks.clock_words import due_shown, sentence_of
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.facts import Fact


def facts_of_clock(clock: Clock, offset_minutes: int, now_ms: int) -> list[Fact]:
    """Return the answers about a clock, on the clock of a zone so many minutes east of UTC."""
    rule = CLOCKS[clock.rule]
    began = time_text(clock.starts, offset_minutes, now_ms) if clock.starts else ""
    doubt = _("A time that was told lies in the future: a clock is wrong.") if clock.is_doubtful else ""
    told = (
        (_("What is due"), sentence_of(clock, now_ms)),
        (_("Due"), due_shown(clock, offset_minutes)),
        (_("Since"), began),
        (_("Starts when"), _(rule.starts)),
        (_("Stops when"), _(rule.stops)),
        (_("Doubtful"), doubt),
    )
    return [Fact(label, words) for label, words in told if words]
