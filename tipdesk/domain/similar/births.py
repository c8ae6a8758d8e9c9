"""How much two dates of birth speak for one person, by their parts, each of which may be unknown or typed wrongly.

The first of January is what is written where nobody knows the day, so it tells no more than its year.
"""

from tipdesk.domain.similar.nearness import Nearness
from tipdesk.domain.similar.why import Weighed, Why

_YEAR, _MONTH, _WHOLE = 1, 2, 3
_AS_FAR_AS_TOLD = {_YEAR: 1.3, _MONTH: 2.3}
_FEW_YEARS = 2


def compare_births(asked: str, held: str, nearness: Nearness) -> Weighed:
    """Return how much two dates, as ISO prefixes, speak for one person."""
    if asked == held:
        parts = _parts(asked)
        return Weighed(_AS_FAR_AS_TOLD.get(len(parts), 3.6), (Why.SAME_BIRTH,))
    mine, other = _parts(asked), _parts(held)
    known = min(len(mine), len(other))
    if mine[:known] == other[:known]:
        return Weighed(_AS_FAR_AS_TOLD.get(known, 3.6), (Why.SAME_BIRTH_PART,))
    if known == _WHOLE:
        return _whole(mine, other, nearness)
    apart = abs(int(mine[0]) - int(other[0]))
    if mine[0] == other[0]:
        return Weighed(0.2)
    if apart <= _FEW_YEARS:
        return Weighed(0.0)
    return Weighed(-1.6, (Why.OTHER_BIRTH,))


def _whole(mine: list[str], other: list[str], nearness: Nearness) -> Weighed:
    if mine[0] == other[0] and mine[1:] == other[:0:-1]:
        return Weighed(3.0, (Why.BIRTH_TURNED,))
    slips = nearness.slips("".join(mine), "".join(other))
    if slips == 1:
        return Weighed(2.4, (Why.NEAR_BIRTH,))
    same = sum(one == two for one, two in zip(mine, other, strict=True))
    if same == _MONTH:
        return Weighed(1.5, (Why.NEAR_BIRTH,))
    if slips == 2:  # noqa: PLR2004 - one more slip than the line above
        return Weighed(0.8, (Why.NEAR_BIRTH,))
    return Weighed(-1.0 if same else -2.2, (Why.OTHER_BIRTH,))


def _parts(birth: str) -> list[str]:
    parts = birth.split("-")
    return parts[:1] if parts[1:] == ["01", "01"] else parts
