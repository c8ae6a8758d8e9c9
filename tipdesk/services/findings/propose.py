"""What an episode has ticked, offered as findings: each names its element; whether it is found a person says."""

from collections.abc import Iterable

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.findings import ELEMENTS, FIELDS


def propose(episodes: Iterable[Row], kept: Iterable[Row]) -> tuple[dict[str, str], ...]:
    """Return what these episodes have ticked and no finding that is kept already names, as answers of findings."""
    named = {(row["element"], row[element]) for row in kept for element in ELEMENTS if row["element"] == element}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for episode in episodes:
        for element, name in FIELDS.items():
            ticked = episode[name]
            for code in sorted(ticked) if isinstance(ticked, frozenset) else ():
                if (element, code) not in named:
                    found.setdefault((element, code), {"element": element, element: code})
    order = {element: place for place, element in enumerate(ELEMENTS)}
    return tuple(sorted(found.values(), key=lambda one: (order[one["element"]], one[one["element"]])))
