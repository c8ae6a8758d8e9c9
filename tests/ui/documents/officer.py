"""An officer at the page of documents: what is chosen in dialogs, and what is answered in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.services.look import look
from tipdesk.ui.documents.take_dialog import TakeDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.ui.documents.strip import TakingStrip


class FakeChoosing:
    """An officer who chooses what the test says, and remembers what was proposed."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.proposed: list[str] = []
        self.asked: list[str] = []

    def folder(self, parent: object, title: str) -> Path | None:
        return self.path

    def file(self, parent: object, title: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.path

    def target(self, parent: object, title: str, name: str, kinds: str) -> Path | None:
        self.proposed.append(name)
        return self.path / name if self.path is not None else None


def strip(desk: CasesDesk) -> TakingStrip:
    """Return what stands above the files."""
    return desk.screen.case_view.files


def dialog(desk: CasesDesk) -> TakeDialog:
    """Return the dialog that is open."""
    [found] = [one for one in desk.screen.window().findChildren(TakeDialog) if one.isVisible()]
    return found


def answer(desk: CasesDesk, **said: object) -> None:
    """Answer the dialog that is open, and take the file in."""
    asked = dialog(desk)
    for path, one in said.items():
        asked.field(path).set_value(one)
    desk.press(asked.deed)


def files(desk: CasesDesk, case: bytes) -> Sequence[Row]:
    """Return the files of the case, as the store has them."""
    return look(desk.store, case).of("Attachment")


def written(folder: Path, name: str, content: bytes) -> Path:
    """Write a file and return it."""
    path = folder / name
    path.write_bytes(content)
    return path
