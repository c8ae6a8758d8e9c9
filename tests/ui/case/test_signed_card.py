"""The history says who signed which print or export, and says loudly what is not good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.ui.invented import amber
from tests.ui.probes import grab
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.signatures.sign_content import SIGNATURE, sign_content

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.ui.case.view import CaseView


def lines(view: CaseView) -> list[str]:
    """Return what the card says, heading aside."""
    return [label.text() for label in view.history.signed.findChildren(QLabel) if "·" in label.text()]


def test_signatures_stand_above_the_history(desk: CasesDesk) -> None:
    """None: no card. Signed: who, what, which copy, and the verdict. Altered: it says so."""
    made = amber(desk.store)
    view = desk.open(made.id)
    view.show_tab("history")
    assert not view.history.signed.isVisible()
    with desk.store.work() as work:
        sign_content(desk.store, work, "export", made.id, b"document")
        signed = sign_content(desk.store, work, "print", made.id, b"paper", copy_number=2)
    view = desk.open(made.id)
    view.show_tab("history")
    assert view.history.signed.isVisible()
    printed, exported = lines(view)
    assert "acharles" in printed
    assert "Printed" in printed
    assert "copy 2" in printed
    assert "Exported" in exported
    assert "NOT GOOD" not in printed + exported
    with desk.store.work() as work:
        row = work.get_row(SIGNATURE, signed.row)
        assert row is not None
        change = change_of_row(row, {"copy_number": 2, "digest": bytes(32)})
        assert change is not None
        write_case(desk.store, work, made.id, [change])
    view = desk.open(made.id)
    view.show_tab("history")
    assert "NOT GOOD: altered" in lines(view)[0]
    assert "NOT GOOD" not in lines(view)[1]
    grab(desk.screen.window(), "case-signed")
