"""What a training came to, in numbers: who attended, who passed, and what the tests before and after say of its effect.

Only those count who attended by every answer that stands. Means are taken over those who have both marks, so that the
one before and the one after are of the same people. They are whole per cents everywhere, so that the effect is the
difference of what is shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values


@dataclass(frozen=True)
class TrainingFigures:
    """The numbers of one session, or of a training with all its sessions.

    `tested` have both marks; `before` and `after` are their means in whole per cent, None where there are none.
    `by_group` counts those who attended by audience and sex, with "" where one of them is not said.
    """

    people: int
    attended: int
    passed: int
    certified: int
    tested: int
    before: int | None
    after: int | None
    by_group: Mapping[tuple[str, str], int]

    @property
    def effect(self) -> int | None:
        """Return by how many points of a hundred the mean rose; None where nobody has both marks."""
        return None if self.before is None or self.after is None else self.after - self.before


def has_attended(person: Row) -> bool:
    """Tell whether somebody attended, by every answer that stands."""
    return live_values(person, "attended") == {True}


def has_passed(person: Row) -> bool:
    """Tell whether somebody attended and passed, by every answer that stands."""
    return has_attended(person) and live_values(person, "passed") == {True}


def figures_of(people: Iterable[Row]) -> TrainingFigures:
    """Return the figures of these participants."""
    everybody = list(people)
    there = [one for one in everybody if has_attended(one)]
    marks = [(before, after) for one in there if (before := _mark(one["before"])) is not None
             and (after := _mark(one["after"])) is not None]  # fmt: skip
    return TrainingFigures(
        people=len(everybody),
        attended=len(there),
        passed=sum(map(has_passed, there)),
        certified=sum(bool(one["certificate_no"]) for one in everybody),
        tested=len(marks),
        before=_mean([before for before, _after in marks]),
        after=_mean([after for _before, after in marks]),
        by_group=Counter((_code(one["audience"]), _code(one["sex"])) for one in there),
    )


def _mark(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _code(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mean(marks: list[int]) -> int | None:
    """Return the mean, a half rounded up."""
    return (2 * sum(marks) + len(marks)) // (2 * len(marks)) if marks else None
