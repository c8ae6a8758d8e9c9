"""Seeks who somebody could be while an officer types, and does what is pressed in the strip.

A pause after the last key starts the search on the read lane; the next key overtakes it. *Not the same* and *Same
person…* are written at once where the person is recorded already, and can be undone; of somebody who is still being
typed they are remembered until they are saved, and then written (`keep_said`).
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.similar.likeness import PERSON
from tipdesk.services.results import Changed
from tipdesk.services.same_person.link_person import LINK, unlink_person
from tipdesk.services.similar.find_similar import find_similar
from tipdesk.services.similar.hint import Hint
from tipdesk.services.similar.said import Said, answers_told
from tipdesk.services.similar.say_not_same import say_not_same
from tipdesk.ui.linking.asking import LinkAsking
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.sayings import Sayings
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _

PAUSE_MS = 250


class Hinting(QObject):
    """Presents one `HintStrip`.

    `about` is the row of the person where there is one already, and `case` theirs, where there is one; `record` is what
    is being typed, Person or what belongs to one, and `row` the row of it that is being changed. `key` is that of the
    draft of what is typed.
    """

    def __init__(
        self,
        seat: Seat,
        strip: HintStrip,
        parent: QObject,
        *,
        about: bytes | None = None,
        case: bytes | None = None,
        record: str = PERSON,
        row: bytes | None = None,
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self._seat, self._strip, self._about, self._record, self._row = seat, strip, about, record, row
        self._typed: dict[str, object] = {}
        self._sayings, self._asking = Sayings(seat, record, key, self), LinkAsking(seat, strip, self)
        self._turn = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        strip.case = case
        strip.opened.connect(self._open)
        strip.parted.connect(self._part)
        strip.linked.connect(self._link)
        self._sayings.recovered.connect(self._again)
        seat.notices.subscribe(self._heard)

    def begin(self) -> None:
        """Seek at once for what is known of the person already, and bring back what was said of whom is typed."""
        if self._about is not None:
            self._ask()
        else:
            self._sayings.recover()

    def seek(self, typed: Mapping[str, object]) -> None:
        """Note what is typed now, by the field names of the record; it is sought after a pause."""
        told = {name: value for name, value in typed.items() if not isinstance(value, Mapping)}  # half typed
        if told != self._typed:
            self._typed = told
            self._again()

    def turn_to(self, about: bytes | None, typed: Mapping[str, object], case: bytes | None) -> tuple[Said, ...]:
        """Seek for another person from now on, and return what was said of the one before and is not written.

        `about` is the row of the person, None where it is not saved yet, `typed` what is typed and not saved, and
        `case` the case of both.
        """
        said = self._sayings.take(self._typed)
        self._about, self._strip.case = about, case
        self._strip.show_hints((), is_sought=False)
        self._typed = dict(typed)
        self._again()
        return said

    def forget(self) -> None:
        """Show no hint, and forget what was said, because the page is empty or another person is typed."""
        self._sayings.forget()
        self._typed, self._turn = {}, self._turn + 1
        self._pause.stop()
        self._strip.show_hints((), is_sought=False)

    def keep_said(self, person: bytes) -> None:
        """Write what the officer has said while the person, who has this row now, was typed."""
        for said in self._sayings.take(self._typed):
            self._sayings.write(person, said)

    def write(self, person: bytes, said: Said) -> None:
        """Write what `turn_to` returned, now that the person of whom it was said has this row."""
        self._sayings.write(person, said)

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
            but=tuple(said.person for said in self._sayings.meant(self._typed)),
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
        if self._about is None:
            said = self._begun(hint.case, hint.person)
            self._remember(said, _("It is written when this person is saved: not the same."))
            return
        self._strip.show_hints([one for one in self._strip.hints() if one != hint])
        self._seat.lanes.write(
            say_not_same, self._about, hint.person, then=self._parted, failed=self._refuse, owner=self
        )

    def _link(self, hint: Hint) -> None:
        """Ask what was found of the two: written now, or as soon as the person who is typed has a row."""
        if hint.person is None:
            return
        if self._about is not None and self._strip.case is not None:
            self._asking.ask(self._strip.case, self._about, hint.case, hint.person)
        else:
            self._asking.ask_before(self._begun(hint.case, hint.person), self._linked)

    def _linked(self, said: Said) -> None:
        found = self._seat.label(LINK.by_name["result"].codes, said.result)
        self._remember(said, _("It is written when this person is saved: {found}.").format(found=found))

    def _begun(self, case: bytes, person: bytes) -> Said:
        return Said(case, person, answers_told(self._record, self._typed))

    def _remember(self, said: Said, sentence: str) -> None:
        self._strip.show_hints([one for one in self._strip.hints() if one.person != said.person])
        self._sayings.add(said)
        self._seat.say(sentence, offer=_("Undo"), undo=partial(self._take_back, said))

    def _parted(self, said: Changed) -> None:
        undo = partial(self._seat.lanes.write, unlink_person, said.row, failed=self._seat.say_problem)
        self._seat.say(_("Noted: not the same person"), offer=_("Undo"), undo=undo)

    def _refuse(self, problem: TipdeskError) -> None:
        self._seat.say_problem(problem)
        self._again()

    def _take_back(self, said: Said) -> None:
        if isValid(self) and self._sayings.take_back(said):
            self._again()
        else:
            self._seat.say(_("It is written already: open the person, and unlink the two there."))

    def _heard(self, changed: Changed) -> None:
        """Seek once more where somebody was linked or parted, since it is known now what was said."""
        if isValid(self) and LINK.name in changed.kinds:
            self._again()

    def _again(self) -> None:
        self._turn += 1
        self._pause.start()
