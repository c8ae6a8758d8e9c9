"""Seeks who somebody could be while an officer types, and does what is pressed in the strip.

A pause after the last key starts the search on the read lane; the next key overtakes it. *Not the same* is written at
once where the person is recorded already, and can be undone; of somebody who is still being typed it is remembered
until they are saved, and then written (`keep_said`).
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.similar.likeness import PERSON
from tipdesk.services.results import Changed
from tipdesk.services.same_person.link_person import unlink_person
from tipdesk.services.similar.find_similar import find_similar
from tipdesk.services.similar.hint import Hint
from tipdesk.services.similar.say_not_same import say_not_same
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _

PAUSE_MS = 250


class Hinting(QObject):
    """Presents one `HintStrip`.

    `about` is the row of the person where there is one already; `record` is what is being typed, Person or what belongs
    to one, and `row` the row of it that is being changed.
    """

    def __init__(
        self,
        seat: Seat,
        strip: HintStrip,
        parent: QObject,
        *,
        about: bytes | None = None,
        record: str = PERSON,
        row: bytes | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._strip, self._about, self._record, self._row = seat, strip, about, record, row
        self._typed: dict[str, object] = {}
        self._said: list[bytes] = []
        self._turn = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        strip.opened.connect(self._open)
        strip.parted.connect(self._part)

    def begin(self) -> None:
        """Seek at once for what is known of the person already."""
        if self._about is not None:
            self._ask()

    def seek(self, typed: Mapping[str, object]) -> None:
        """Note what is typed now, by the field names of the record; it is sought after a pause."""
        told = {name: value for name, value in typed.items() if not isinstance(value, Mapping)}  # half typed
        if told != self._typed:
            self._typed = told
            self._again()

    def turn_to(self, about: bytes | None, typed: Mapping[str, object]) -> tuple[bytes, ...]:
        """Seek for another person from now on, and return of whom *not the same* was said of the one before, unwritten.

        `about` is the row of the person, None where it is not saved yet, and `typed` what is typed and not saved.
        """
        said, self._said = tuple(self._said), []
        self._about = about
        self._strip.show_hints((), is_sought=False)
        self._typed = dict(typed)
        self._again()
        return said

    def forget(self) -> None:
        """Show no hint, and forget what was said, because the page is empty or another person is typed."""
        self._typed, self._said, self._turn = {}, [], self._turn + 1
        self._pause.stop()
        self._strip.show_hints((), is_sought=False)

    def keep_said(self, person: bytes) -> None:
        """Write of whom the officer has said *not the same* while the person, who has this row now, was typed."""
        for other in self._said:
            self._seat.lanes.write(say_not_same, person, other, failed=self._seat.say_problem)
        self._said = []

    def _ask(self) -> None:
        if self._about is None and not any(self._typed.values()):
            self._strip.show_hints((), is_sought=False)
            return
        self._seat.lanes.read(
            find_similar,
            dict(self._typed),
            record=self._record,
            row=self._row,
            about=self._about,
            but=tuple(self._said),
            then=partial(self._show, self._turn),
            failed=self._hear_nothing,
            key=f"similar:{id(self)}",
            owner=self,
        )

    def _show(self, turn: int, hints: list[Hint]) -> None:
        if turn != self._turn:
            return  # a key came in between
        before = self._strip.hints()
        self._strip.show_hints(hints)
        if any(hint.interrupts for hint in hints) and hints != before:
            speak(self._strip, self._strip.state.text())

    def _hear_nothing(self, _problem: TipdeskError) -> None:
        """Show no hint where the case of the person is not open any more: what is typed is refused on saving."""
        self._strip.show_hints(())

    def _open(self, hint: Hint) -> None:
        self._seat.open_case(hint.case, hint.person)

    def _part(self, hint: Hint) -> None:
        if hint.person is None:
            return
        self._strip.show_hints([one for one in self._strip.hints() if one != hint])
        if self._about is None:
            self._said.append(hint.person)
            undo = partial(self._take_back, hint.person)
            self._seat.say(_("It is written when this person is saved: not the same."), offer=_("Undo"), undo=undo)
            return
        self._seat.lanes.write(
            say_not_same, self._about, hint.person, then=self._parted, failed=self._refuse, owner=self
        )

    def _parted(self, said: Changed) -> None:
        write = self._seat.lanes.write
        undo = partial(write, unlink_person, said.row, then=self._again, failed=self._seat.say_problem)
        self._seat.say(_("Noted: not the same person"), offer=_("Undo"), undo=undo)
        self._again()

    def _refuse(self, problem: TipdeskError) -> None:
        self._seat.say_problem(problem)
        self._again()

    def _take_back(self, person: bytes) -> None:
        if person in self._said:
            self._said.remove(person)
            self._again()

    def _again(self, _changed: Changed | None = None) -> None:
        """Seek once more for what is typed, since it is known now what was said."""
        self._turn += 1
        self._pause.start()
