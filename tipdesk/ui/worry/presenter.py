"""Keeps the page of a worry each second, brings it back after a restart, looks for what is known already, and saves.

A saved page leaves no draft behind, and a page whose saving was refused loses nothing.
"""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.worry import PEOPLE, Worry
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.directory.find_people import Person, find_people
from tipdesk.services.drafts import drop_draft, get_draft, keep_draft
from tipdesk.services.results import Saved
from tipdesk.services.sync.push.holds import count_held
from tipdesk.ui.duty.numbers import number_of
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.worry.draft import DRAFT_KEY, Answers, Autosave

URGENT_KEY = "urgent"
SOUGHT_OF_PERSON = ("given_names", "family_name", "document_number")


class WorryPresenter(QObject):
    """Does for the page what needs the store; its signals carry what the view shows.

    `recovered` carries a draft and whether it is urgent, `kept` when the draft was kept, `numbers` whom to ring,
    `closing` how many entries can still be withdrawn, `people` those who may be chosen, and `refused` why saving
    failed. `saved` carries the `Saved` and whether the officer should ring now. `hints` is filled by `Hinting`.
    """

    recovered = Signal(object, bool)
    kept = Signal(str)
    numbers = Signal(object)
    closing = Signal(int)
    refused = Signal(object)
    saved = Signal(object, bool)
    people = Signal(object)

    def __init__(self, seat: Seat, parent: QObject, hints: HintStrip) -> None:
        super().__init__(parent)
        self._seat = seat
        self._autosave = Autosave(self._keep, self)
        self._hinting = Hinting(seat, hints, self, key=DRAFT_KEY)
        self._named = 0

    def begin(self) -> None:
        """Bring back what was typed before a restart, and ask whom to ring."""
        self._seat.lanes.read(get_draft, DRAFT_KEY, then=self._recover, owner=self)
        self._hinting.begin()
        self.refresh()

    def refresh(self) -> None:
        """Ask whom to ring at this hour, and how much that was written before can still be withdrawn."""
        self._seat.lanes.read(find_duty_numbers, then=self._show_numbers, key="worry-numbers", owner=self)
        self._seat.lanes.write(count_held, then=self.closing.emit, key="worry-held", owner=self)

    def change(self, draft: Mapping[str, object], *, is_urgent: bool) -> None:
        """Note that the officer changed something: keep it soon, and seek who the first person with a name could be."""
        self._autosave.change({**draft, URGENT_KEY: is_urgent})
        self._named, sought = _first_named(draft.get(PEOPLE))
        self._hinting.seek(sought)

    def leave(self) -> None:
        """Keep the page at once, because it goes out of sight."""
        self._autosave.flush()

    def empty(self) -> None:
        """Forget the page and its draft, because the officer throws it away."""
        self._autosave.forget()
        self._hinting.forget()
        self._seat.lanes.write(drop_draft, DRAFT_KEY, owner=self)
        self.kept.emit("")

    def ask_people(self) -> None:
        """Ask who may be chosen for "these people only"."""
        self._seat.lanes.read(find_people, then=self._show_people, key="worry-people", owner=self)

    def call_of(self, line: DutyLine, answer: str) -> dict[str, object]:
        """Return a call to a duty number that has just ended, as a dict by the field names of Call."""
        number = number_of(line)
        whom = self._seat.label("duty_kind", line.kind) or line.label
        call = {
            "whom": whom if number else f"{whom}, {line.phone}",  # an emergency number has no country code
            "number": number,
            "duty": line.kind,
            "at": self._seat.now().isoformat(timespec="minutes"),
            "answer": answer,
        }
        return {name: value for name, value in call.items() if value}

    def save(self, given: Answers, *, is_urgent: bool | None, people: Collection[bytes] | None = None) -> None:
        """Save the worry.

        With `is_urgent` None its answers decide whether it is; with `people` it is sealed for these alone.
        """
        self._autosave.flush()
        worry = Worry.of(given)
        self._seat.lanes.write(
            record_worry,
            worry.answers,
            urgent=is_urgent,
            people=people,
            feared_for=worry.people,
            companion=worry.companion,
            calls=worry.calls,
            draft=DRAFT_KEY,
            then=lambda saved: self._done(saved, rings=bool(is_urgent) and not worry.calls),
            failed=self._refuse,
            owner=self,
        )

    def _done(self, saved: Saved, *, rings: bool) -> None:
        self._autosave.forget()
        if self._named < len(saved.people):
            self._hinting.keep_said(saved.people[self._named])
        self._hinting.forget()
        self.kept.emit("")
        self.saved.emit(saved, rings)

    def _refuse(self, problem: TipdeskError) -> None:
        self.refused.emit(problem)

    def _keep(self, answers: Answers) -> None:
        self._seat.lanes.write(keep_draft, DRAFT_KEY, answers, then=self._tell_kept, key="worry-kept", owner=self)

    def _tell_kept(self, _answer: None) -> None:
        now = self._seat.now_ms()
        self.kept.emit(_("Kept {time}").format(time=time_text(now, self._seat.offset_minutes(), now)))

    def _recover(self, draft: dict[str, object] | None) -> None:
        if draft:
            is_urgent = draft.pop(URGENT_KEY, False) is True
            self.recovered.emit(draft, is_urgent)

    def _show_people(self, people: list[Person]) -> None:
        self.people.emit(people)

    def _show_numbers(self, lines: list[DutyLine]) -> None:
        self.numbers.emit(lines)


def _first_named(people: object) -> tuple[int, dict[str, object]]:
    """Return the place and the names and number of the first person who has any; a person of no answer has no place."""
    told = [one for one in people if one] if isinstance(people, list) else []
    for place, one in enumerate(told):
        found = {name: one[name] for name in SOUGHT_OF_PERSON if name in one}
        if found:
            return place, found
    return len(told), {}
