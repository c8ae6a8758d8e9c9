"""Which rows of a case do not count as they say, for its workspace and for `case show`: read with the case itself."""

from collections.abc import Mapping

from tipdesk.domain.rules.gates.uncounted import Uncounted, find_uncounted
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes


def uncounted_in(eyes: Eyes) -> Mapping[bytes, Uncounted]:
    """Return as what each row counts that does not count as it says, by its id, within the look of `eyes`."""
    return dict(find_uncounted(freeze(eyes.reader, eyes.desk, eyes.case, eyes.unsealing)))
