"""What one person says in the core fields of HTCDS: the names of the standard's values, `;` between several.

What several episodes say is told together. A code that the standard lacks is its `Other`; a reserved answer, such as
*refused*, says nothing there. A place is told by its name, or by that of the business in it, and never a safe place,
which stands in no such record.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.withdrawal import is_withdrawn
from tipdesk.domain.values import Missing, Sealed
from tipdesk.services.import_export.case_person import CasePerson
from tipdesk.services.import_export.differences import standard_name
from tipdesk.services.import_export.htcds import (
    CONSENT,
    CORE,
    DETERMINATION,
    EPISODE,
    OTHER,
    POINTS,
    STANDARD,
    CoreField,
)
from tipdesk.services.import_export.maps import Slot

BETWEEN = ";"


@dataclass(frozen=True)
class HtcdsCells:
    """Tells persons in cells; `named` gives the name of a row of the directory, by its record and id."""

    codes: CodeBook
    named: Callable[[str, bytes], str]

    def of(self, standing: CasePerson) -> tuple[str, ...]:
        """Return the cells of a person, in the order of the standard."""
        return tuple(self._cell(standing, one) for one in CORE)

    def _cell(self, standing: CasePerson, core: CoreField) -> str:
        declared = core.slot.type.by_name[core.field]
        if core.slot.via is not None:
            return BETWEEN.join(_unique(self._places(standing, core.slot)))
        return BETWEEN.join(_unique(self._words(declared, self._values(standing, core, declared))))

    def _values(self, standing: CasePerson, core: CoreField, declared: Field) -> Sequence[Value]:
        slot = core.slot
        if slot == CONSENT:
            return [_agreed(row) for row in [standing.row_of(slot)] if row is not None]
        if slot == DETERMINATION:
            return [standing.decision[declared.name]] if standing.decision is not None else []
        if slot == EPISODE:
            return [row[declared.name] for row in standing.rows_of(slot.record)]
        row = standing.row_of(slot)
        value = row[declared.name] if row is not None else None
        return [value if value is not None else standing.told_earlier(slot, declared.name)]

    def _words(self, declared: Field, values: Iterable[Value]) -> Iterator[str]:
        for value in values:
            if value is None or isinstance(value, Missing | Sealed):
                continue
            if declared.codes:
                codes = sorted(value) if isinstance(value, frozenset) else [str(value)]
                yield from sorted(filter(None, (self._name(declared, code) for code in codes)), key=_other_last)
            elif (meant := declared.referred(value)) is not None:
                yield self.named(meant.record, meant.row)
            else:
                yield str(declared.to_json(value))

    def _name(self, declared: Field, code: str) -> str:
        """Return what the standard calls a code; where it has no list of its own, as for countries, the code itself."""
        listed = self.codes.list_of(declared.codes)
        if not any(one.mappings.get(STANDARD) for one in listed):
            return code if listed.find(code) is not None else ""
        return standard_name(self.codes, declared, code, STANDARD)

    def _places(self, standing: CasePerson, slot: Slot) -> Iterator[str]:
        name = slot.via[1] if slot.via is not None else ""
        for episode in standing.rows_of("Episode"):
            place = standing.named_by(episode, name)
            there = standing.named_by(place, "business") if place is not None else None
            own = standing.named_by(episode, "recruiter_business" if name == "recruited_place" else "business")
            words = [_named(row) for row in (place, there, own)]
            if name == "place_at":
                words.append(_plain(episode["place"]))
            yield next(filter(None, words), "")


def _agreed(consent: Row) -> Value:
    """Return the code of what somebody agreed to; the standard's box stands for all seven points that are in force."""
    if is_withdrawn(consent):
        return "withdrawn"
    points = consent["points"]
    is_whole = isinstance(points, frozenset) and len(points) == len(POINTS)
    return consent["status"] if consent["status"] != "given" or is_whole else None


def _named(row: Row | None) -> str:
    return _plain(row["name"]) if row is not None else ""


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _unique(words: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(filter(None, words))]


def _other_last(word: str) -> tuple[bool, str]:
    return word == OTHER, word
