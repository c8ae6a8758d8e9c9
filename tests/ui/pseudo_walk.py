"""Every page, tab, editor and dialog of the program, one after the other, for a test to look at in another language.

Promises a home in which lists have lines: people, a worry that headquarters has not read, a bundle kept aside. What
people write in it is invented, and `WRITTEN` has all of its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.every_page import every_page, settle, shown_window
from tests.ui.invented import AMBER, amber
from tests.ui.linked import World, found_world
from tests.ui.probes import grab
from tests.ui.pseudo_words import WORD, cut, untranslated
from tipdesk.domain.about import LICENCE
from tipdesk.domain.components import Component
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.note_call import note_call
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.ui.about.page import AboutPage
from tipdesk.ui.access.access_dialog import AccessDialog
from tipdesk.ui.cover.page import CoverPage
from tipdesk.ui.cover.pin_dialog import PinDialog
from tipdesk.ui.crash import CrashPage
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.help_pages import HELP_PAGES
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import sections_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.help_sheet import HelpSheet
from tipdesk.ui.widgets.shortcut_sheet import ShortcutSheet
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.ui.theme import Theme

BESIDE_THE_RAIL = (840, 600)
NUMBER = {"kind": "duty_officer", "label": "Invented duty desk", "phone": "+17585550101", "languages": ["eng", "acf"]}
NAMED = "Counter-TIP Unit, Vieux Fort, VFT, joan, admin, Invented duty desk, Amber heron, P-WP PC XCD"
WRITTEN = frozenset(
    {
        *WORD.findall(AMBER.read_text("utf-8").replace("\\n", " ")),
        *WORD.findall(NAMED),
    }
)
"""What people wrote."""


@dataclass
class Looked:
    """What was found wrong on all that was looked at, each thing once. `places`: how much was looked at.

    `titles`: neutral titles of cases, which the program made and people may change. `others`: words of components.
    """

    titles: str = ""
    others: set[str] = field(default_factory=set)
    wrong: dict[str, str] = field(default_factory=dict)
    places: int = 0

    def at(self, name: str, part: QWidget, window: QWidget | None = None) -> None:
        """Look at a part of a window, whose codes of persons are nobody's words."""
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        self.places += 1
        written = WRITTEN | self.others | {*WORD.findall(self.titles)}
        for told in (*untranslated(part, written), *cut(part)):
            if not re.search(r"P-[A-Z0-9]{4}\b", told):
                self.wrong.setdefault(told, name)
        grab(window or part, f"pseudo-{name}")

    def told(self) -> list[str]:
        """Return what was wrong, with the place where it was seen first."""
        return [f"{place}: {told}" for told, place in self.wrong.items()]


def make_world(folder: Path) -> tuple[World, bytes]:
    """Return headquarters and an enrolled post with a case, whose id comes with them, as the module promises."""
    world = found_world(folder)
    add_directory_row(world.headquarters.desk, BY_NAME["DutyNumber"], NUMBER)
    world.enrol()
    case = amber(world.post.desk).id
    world.worry()
    note_call(world.post.desk, case, {"whom": "Invented duty desk", "answer": "no_answer"})
    sync_now(world.post.desk, world.wire, no_step, never)
    receive_bundle(world.headquarters.desk, b"no bundle", "invented")
    return world, case


def titles_of(session: Session) -> str:
    """Return the titles of all cases of a home."""
    return " ".join(line.summary.title for line in list_cases(session.desk).lines)


def walk(theme: Theme, session: Session, case: bytes, looked: Looked, name: str) -> None:
    """Look at each page of the window of a home, each page of a case, the palette and the list of shortcuts."""
    with shown_window(theme, session) as window:
        shell = window.shell
        for place, page in every_page(window, case):
            if isinstance(page, AboutPage):
                looked.others |= others_on(page)
            looked.at(f"{name}-{place}", page, shell)
        shell.palette_box.open_with("")
        settle(window)
        looked.at(f"{name}-window", shell)
        shell.palette_box.close_quietly()
        sheet = ShortcutSheet(shell.actions_known, shell)
        _show(sheet, looked, f"{name}-shortcuts")
        for told in HELP_PAGES:
            _show(HelpSheet(told, shell), looked, f"{name}-{told.id}")


def others_on(page: AboutPage) -> set[str]:
    """Turn the page *About* to its shortest notice, and return the words on it that no catalogue has."""
    shown = [line.subject for line in page.components.model.lines if isinstance(line.subject, Component)]
    shortest = min(shown, key=lambda one: len(one.text))
    page.components.table.selectRow(shown.index(shortest))
    named = [word for one in shown for word in (one.name, one.version, one.licence)]
    facts = [text for text in page.facts.texts() if not text.startswith("[")]
    told = (shortest.text, shortest.copyright, shortest.within, LICENCE, *named, *facts)
    return {word for text in told for word in WORD.findall(text)}


def look_at_editors(session: Session, looked: Looked) -> None:
    """Look at the editor of every record that has one, in the room that the smallest window leaves it."""
    wording = Wording(session.desk.codes, session.desk.codes.language, now_ms=session.clock.now_ms)
    for record in BY_NAME.values():
        pane = RecordPane(record)
        names = [name for section in sections_of(record) for name in section.names]
        form = RecordForm(record, wording, names=names, label_width=LABELS)
        if not names:
            continue
        pane.open_new(SectionForm(form, _(record.label), is_new=True), _(record.label))
        pane.resize(*BESIDE_THE_RAIL)
        _show(pane, looked, f"editor-{record.name}")


def look_at_dialogs(looked: Looked) -> None:
    """Look at what stands over a page for a while."""
    for name, dialog in _dialogs():
        _show(dialog, looked, name)


def _dialogs() -> Iterator[tuple[str, QWidget]]:
    yield "access", AccessDialog("LCA-26-000411")
    yield "pin", PinDialog()
    yield "crash", CrashPage(ValueError())
    yield "cover", CoverPage(lambda: "14:02")


def _show(part: QWidget, looked: Looked, name: str) -> None:
    part.show()
    looked.at(name, part)
    part.hide()
    part.deleteLater()
