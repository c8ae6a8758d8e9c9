"""Cases in dispute in headquarters' window: in every list that either value belongs to, in words and in one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from tests.fakes.desk import CODES
from tests.services.arrived import arrive
from tests.ui.invented import CasesDesk, amber, open_desk
from tests.ui.linked import World, settled_world
from tests.ui.probes import grab, words
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rows import Sibling as Told
from tipdesk.domain.rules.case_filter import CaseFilter
from tipdesk.domain.values import PartialDate
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.cases.columns import CONFLICTS, REFERENCE, RISK, STAGE, TITLE
from tipdesk.ui.records.facts import facts_of
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.pill_delegate import ToneRole
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.domain.kinds import Value
    from tipdesk.services.results import NewCase

STAGES_TOLD = "Stage disputed: Being screened / Closed"
RISKS_TOLD = "Risk disputed: Imminent / Low"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and an enrolled post."""
    with settled_world(tmp_path_factory.mktemp("disputed")) as made:
        yield made


@pytest.fixture(scope="module")
def made(world: World) -> NewCase:
    """A case that the post screens and headquarters closes, apart from each other; a quiet one beside it."""
    case = amber(world.post.desk, "Amber heron 42")
    arrive(world.post.desk, case.id, status="open")
    amber(world.post.desk, "Quiet river 11")
    sync_now(world.post.desk, world.wire, no_step, never)
    for desk, given in (
        (world.post.desk, {"status": "screening", "risk_level": "imminent"}),
        (world.headquarters.desk, {"status": "closed", "risk_level": "low"}),
    ):
        arrive(desk, case.id, **given)
    sync_now(world.post.desk, world.wire, no_step, never)
    return case


@pytest.fixture
def office(world: World, made: NewCase, theme: object, qtbot: QtBot) -> Iterator[CasesDesk]:
    """The page of cases at headquarters."""
    with open_desk(world.headquarters.desk, qtbot) as opened:
        yield opened


def listed(desk: CasesDesk, name: str, case: bytes) -> int:
    """Choose a filter; return the row of the case, -1 where it is not listed."""
    desk.screen.list_view.filter_changed.emit(CaseFilter(name))
    desk.settle()
    model = desk.screen.list_view.model
    for row in range(model.rowCount()):
        model.index(row, TITLE).data()
    desk.settle()
    return model.row_of(case)


def test_both_lists_have_it_and_say_so(office: CasesDesk, made: NewCase) -> None:
    """Among the open and the closed ones: the more cautious value, disputed in words and in colour."""
    model = office.screen.list_view.model
    for name, others in (("open", 1), ("closed", 0), ("all", 1)):
        row = listed(office, name, made.id)
        assert row >= 0, name
        assert model.rowCount() == 1 + others
        cells = [model.index(row, column) for column in (STAGE, RISK)]
        assert [cell.data() for cell in cells] == ["Disputed: Being screened", "Disputed: Imminent"]
        assert [cell.data(ToneRole) for cell in cells] == ["danger", "danger"]
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            assert [cell.data(role) for cell in cells] == [STAGES_TOLD, RISKS_TOLD]
            assert model.index(row, CONFLICTS).data(role) == f"1\n{STAGES_TOLD}\n{RISKS_TOLD}"
            assert model.index(row, REFERENCE).data(role) == made.reference
    quiet = 1 - listed(office, "open", made.id)
    assert "Disputed" not in str([model.index(quiet, column).data() for column in range(model.columnCount())])


def test_the_words_fit_in_the_smallest_window(office: CasesDesk, made: NewCase) -> None:
    """Neither pill is cut short, at the width that a window of 1024 leaves the list."""
    row = listed(office, "open", made.id)
    table, model = office.screen.list_view.table, office.screen.list_view.model
    metrics = QFontMetrics(
        current().font(11)
    )  # as the pill is painted, with nine pixels beside its words and four around
    for column in (STAGE, RISK):
        cell: QRect = table.visualRect(model.index(row, column))
        assert cell.right() <= table.viewport().width()
        assert metrics.horizontalAdvance(str(model.index(row, column).data())) + 18 <= cell.width() - 8
    last = table.visualRect(model.index(row, model.columnCount() - 1))
    assert last.right() <= table.viewport().width()
    grab(office.screen, "cases-disputed")


def test_the_case_names_every_value_at_its_head(office: CasesDesk, made: NewCase) -> None:
    """The head shows the dispute, and the summary says what is to settle, with all answers."""
    view = office.open(made.id)
    head = view.header
    assert STAGES_TOLD in words(head.stage)
    assert RISKS_TOLD in head.risk.toolTip()
    assert "disputed" in words(head.risk)
    assert head.risk.text() == "Imminent"
    told = words(view.summary.disputes)
    for value in ("Imminent", "Low", "Being screened", "Closed"):
        assert value in told.splitlines()
    assert "Until it is settled this counts: Imminent" in told
    assert "Until it is settled this counts: Being screened" in told
    grab(office.screen, "case-disputed")


def test_the_answers_of_a_person_go_by_the_safer_one() -> None:
    """A child by one of two days of birth is shown as the child, both days beside it; long texts are not told twice."""
    dot, person = Dot(b"l" * 16, 1), BY_NAME["Person"]
    days = (PartialDate(2009, 4), PartialDate(1990, 1, 2))
    told: dict[str, tuple[Value, ...]] = {"birth_date": days, "occupation": ("x" * 80, "Cook")}
    siblings = {name: tuple(Told(dot, one, 0, b"o", b"d") for one in values) for name, values in told.items()}
    values: dict[str, Value] = {name: answers[-1] for name, answers in told.items()}
    facts, _foot = facts_of(Row(person, b"p", b"c", values, siblings=siblings), Wording(CODES))
    shown = {fact.label: (fact.value, fact.answers, fact.state) for fact in facts}
    assert shown["Date of birth"] == ("Apr 2009", "Apr 2009 / 2 Jan 1990", "conflict")
    assert shown["Occupation"] == ("Cook", "", "conflict")
