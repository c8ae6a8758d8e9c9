"""What the year is made of, as `resources/demo` holds it: places, names, scenarios and a line a case."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tipdesk.adapters.system.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

Fields = dict[str, object]
UNREAD: Final = "unread"
_FOLDER = "demo"


@dataclass(frozen=True)
class Pc:
    """One PC of a post. One that does not stay is known to headquarters alone: its home is gone when the demo ends.

    Nothing is heard of it for the last `silent_days`.
    """

    folder: str
    post: str
    login: str
    title: str
    stays: bool
    silent_days: float = 0


@dataclass(frozen=True)
class Names:
    """Given names by sex, family names and occupations, all of them plainly invented together."""

    female: list[str]
    male: list[str]
    families: list[str]
    occupations: list[str]


@dataclass(frozen=True)
class Scenario:
    """What happened in cases of one kind: the answers of a report and of an episode, and the work that followed."""

    channel: str
    countries: list[str]
    languages: list[str]
    transport: str
    report: Fields
    episode: Fields
    needs: list[list[str]]
    notes: list[str]
    tasks: list[list[str]]


@dataclass(frozen=True)
class CaseLine:
    """One case of the year: begun so many `days` before now at a PC, and where it stands now.

    `report` is `read`, `unread` or `none`.
    """

    days: float
    pc: str
    scenario: str
    title: str
    stage: str
    risk: str
    adults: int
    children: int
    companions: int
    suspects: int
    report: str

    @property
    def is_unread(self) -> bool:
        """Tell whether headquarters has not read the report of this case yet."""
        return self.report == UNREAD


@dataclass(frozen=True)
class Plan:
    """All that is to happen.

    `directory` holds the rows of headquarters' directory by kind, and `registers` those of the registers, as the files
    have them.
    """

    pcs: list[Pc]
    names: Names
    scenarios: Mapping[str, Scenario]
    cases: list[CaseLine]
    group: dict[str, Any]
    directory: dict[str, Any] = field(repr=False)
    registers: dict[str, Any] = field(repr=False)


def read_plan() -> Plan:
    """Return the plan of the year from the packaged files. Raises Trouble `resource-missing`."""
    places = _json("places")
    lines = csv.DictReader(read_text(f"{_FOLDER}/cases.csv").splitlines())
    return Plan(
        pcs=[Pc(**one) for one in places["pcs"]],
        names=Names(**_json("people")),
        scenarios={name: Scenario(**one) for name, one in _json("scenarios").items()},
        cases=[_line(line) for line in lines],
        group=_json("group"),
        directory=places,
        registers=_json("registers"),
    )


def _json(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(read_text(f"{_FOLDER}/{name}.json"))
    return read


def _line(line: Mapping[str, str]) -> CaseLine:
    return CaseLine(
        days=float(line["days"]),
        pc=line["pc"],
        scenario=line["scenario"],
        title=line["title"],
        stage=line["stage"],
        risk=line["risk"],
        adults=int(line["adults"]),
        children=int(line["children"]),
        companions=int(line["companions"]),
        suspects=int(line["suspects"]),
        report=line["report"],
    )
