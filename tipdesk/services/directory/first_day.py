"""The day on which headquarters was made: that of the first officer in its directory, on this PC as on every other."""

from datetime import date

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.services.desk import Desk, Reader


def made_on(reader: Reader, desk: Desk) -> date:
    """Return the day on which headquarters was made; today where this store knows of no officer."""
    return day_of(
        min((one.at for one in reader.find_directory_writes(BY_NAME["Officer"])), default=desk.clock.now_ms())
    )
