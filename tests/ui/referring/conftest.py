"""What the tests of the page Refer stand on: headquarters with agencies, and a case with a woman who needs a doctor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.referred import AGENCIES, GROWN
from tests.ui.invented import PASSPHRASE, CasesDesk, open_desk
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.homes.founding import make_headquarters
from tipdesk.homes.papers import Papers
from tipdesk.homes.printing import print_case
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

NEED = {"kind": "medical_general", "priority": "high", "wish": "wanted", "status": "open"}


class Here:
    """Chooses a file in a folder, and asks nobody."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def folder(self, _parent: QWidget, _title: str) -> Path | None:
        return self.place

    def file(self, _parent: QWidget, _title: str, _kinds: str) -> Path | None:
        return None

    def target(self, _parent: QWidget, _title: str, name: str, _kinds: str) -> Path | None:
        return self.place / name


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Headquarters with a directory of agencies, made once."""
    folder = tmp_path_factory.mktemp("office") / "hq"
    session = make_headquarters(folder, "Home Affairs", "admin", PASSPHRASE, cost=FLOOR).session
    with session.desk.work() as unit:
        changes = [change_of_new(BY_NAME["Agency"], row, told) for row, told in AGENCIES.items()]
        unit.append(Scope.DIRECTORY, None, changes)
    yield session
    session.close()


@pytest.fixture
def desk(office: Session, qtbot: QtBot, theme: object, tmp_path: Path) -> Iterator[CasesDesk]:
    """The page of cases at the size that the smallest window leaves it."""
    printing = (print_case, Path.write_bytes, Here(tmp_path))
    actor = replace(office.desk.actor, roles=office.desk.actor.roles | {"victim_support"})
    carer = replace(office.desk, actor=actor, work=partial(office.store.work, actor))
    with open_desk(carer, qtbot, printing=printing) as opened:
        opened.seat.papers = Papers()
        yield opened


@pytest.fixture
def case(desk: CasesDesk) -> bytes:
    """A case with a woman who needs a doctor."""
    people = {"record": "Person", "key": "p", "fields": dict(GROWN)}
    made = new_case(
        desk.store,
        {
            "case": {"title": "Blue heron 12", "status": "open"},
            "records": [
                people,
                {"record": "CaseRole", "fields": {"person": "p", "role": "potential_victim"}},
                {"record": "Need", "fields": {"person": "p", **NEED}},
            ],
        },
    )
    desk.open(made.id)
    return made.id
