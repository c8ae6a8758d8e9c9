"""The figures that headquarters can set and that are neither a clock nor a gate: an age, and a day.

Each is set by rows of RuleSetting under its id, like a clock; what such a row can say stands in `setting_sense`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.rules.childhood import ADULT_MARGIN
from tipdesk.domain.rules.first_day import FIRST_DAY
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Figure:
    """One figure: its id, what it is called, what it does, where what it came with is from, and how it is set."""

    id: str
    label: str
    meaning: str
    source: str
    setting: str


FIGURES: Final[Mapping[str, Figure]] = {
    one.id: one
    for one in (
        Figure(
            ADULT_MARGIN,
            _("Age from which somebody who looks it is an adult"),
            _("Whoever looks younger to an officer, and shows nothing, is protected as a child."),
            _("Our own rule"),
            _("It counts from its day on, never back. It can be made wider, and not narrower."),
        ),
        Figure(
            FIRST_DAY,
            _("First day of the program"),
            _("What a sheet tells of earlier days is historic: no rule stops it when it is imported."),
            _("The day on which headquarters was made"),
            _("Of several days the earliest counts; one that was wrong is put right in the directory."),
        ),
    )
}
"""The figures by their ids."""
