"""What the page of participants asks and answers: each row saved as it is left, rows pasted whole, certificates."""

from functools import partial

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import day_shown
from tipdesk.domain.rules.training_figures import figures_of
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import PartialDate
from tipdesk.services.outreach.participants import (
    Pasted,
    read_participants,
    save_participants,
    take_back_participants,
)
from tipdesk.services.outreach.people_columns import NAME
from tipdesk.services.outreach.rooms import PERSON, SESSION
from tipdesk.services.outreach.save_person import People, open_people
from tipdesk.services.results import Changed
from tipdesk.ui.case.printing import Printing, ask_where, saying_of_papers
from tipdesk.ui.notices import touches
from tipdesk.ui.outreach.certificates import Certificates
from tipdesk.ui.outreach.figures_line import figures_words
from tipdesk.ui.outreach.paste_dialog import PasteDialog
from tipdesk.ui.outreach.people_model import AT, NAMES, PeopleModel, PersonEntry
from tipdesk.ui.outreach.people_saving import PeopleSaving
from tipdesk.ui.outreach.people_view import PeopleView
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.entry import SheetEntry
from tipdesk.ui.sheet.presenter import SheetPresenter
from tipdesk.ui.translate import _, plural

KEY, OUTREACH = "participants", "outreach"


class PeoplePresenter(SheetPresenter):
    """Keeps the sheet of one session on its page."""

    model: PeopleModel
    view: PeopleView
    saving: PeopleSaving
    first_words = mark("Type the first participant here, or paste rows from a spreadsheet with Ctrl+V.")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._session = b""
        self._people: People | None = None
        self.model = PeopleModel(seat.wording, self)
        self.view = PeopleView(self.model)
        self.saving = PeopleSaving(seat, self.model, self)
        self.setParent(self.view)
        printing = Printing(seat, self.view.progress, ask_where(self.view, seat.choosing), self._fail, self)
        self.printing, self.certificates = printing, Certificates(seat, self.view, printing, self._fail)
        self.paste: PasteDialog | None = None
        self._connect()

    def open(self, session: bytes) -> None:
        """Open the participants of a session."""
        if session != self._session:
            self.leave()
            self._session = session
            self.view.show_saved("", can_undo=False)
        self.ask_again()

    @property
    def entries(self) -> list[PersonEntry]:
        """Return the rows of the sheet."""
        return self.model.entries

    def ask_again(self) -> None:
        """Read the sheet; not while a row is being saved."""
        if self._may_ask() and self._session:
            self._seat.lanes.read(open_people, self._session, then=self._show, failed=self._fail, key=KEY, owner=self)

    def _show(self, people: People) -> None:
        if people.session.id != self._session:
            return
        if self._is_outdated() or self._is_typing(people):
            self._is_due = True
            return
        at = self.view.grid.selection.currentIndex()
        self._people = people
        self.saving.open(people.session.id)
        self.model.fill(people)
        row = min(at.row() if at.isValid() else 0, max(len(self.model.entries) - 1, 0))
        self.view.grid.go(row, at.column() if at.isValid() else AT[NAME])
        on, place = people.session["on"], str(people.session["place"] or "")
        day = day_shown(on, _) if isinstance(on, PartialDate) else ""
        title = " · ".join(part for part in (people.training, day, place) if part)
        can_give = people.can_write and self._seat.is_headquarters
        self.view.show_title(title, can_write=people.can_write, can_give=can_give)
        self.view.show_problem("" if people.can_write else _("You may read this sheet and not write in it."))
        self.count()

    def _is_typing(self, people: People) -> bool:
        """Tell whether something waits in this session's rows that the store does not know of."""
        is_same = self._people is not None and self._people.session.id == people.session.id
        return is_same and any(entry.waits for entry in self.model.entries)

    def count(self) -> None:
        """Say what the session came to."""
        rows = [entry.line.row for entry in self.model.entries if entry.line is not None]
        self.view.figures.setText(figures_words(figures_of(rows)))
        self._tell()

    def told_of(self, row: int, place: int) -> tuple[str, bool]:
        """Return what the foot says of a cell, and whether something is wrong with it."""
        entry = self.entries[row]
        return self.model.told(row, place), NAMES[place] in entry.refused or bool(entry.problem)

    def _row_saved(self, entry: SheetEntry) -> None:
        self.view.show_problem("")
        super()._row_saved(entry)

    def _heard(self, changed: Changed) -> None:
        if self._session and touches(changed, PERSON.name, SESSION.name):
            self._follow(changed)

    def _paste(self, text: str) -> None:
        """Show what was pasted before anything of it is saved; one cell goes into the cell under the cursor."""
        at = self.view.grid.selection.currentIndex()
        if not self.model.can_edit:
            return
        if text.strip() and "\t" not in text and "\n" not in text.strip() and at.isValid():
            self.model.setData(at, text.strip())
            return
        dialog = self.paste = PasteDialog(text, self.view.window())
        dialog.typed.connect(partial(self._read_pasted, dialog))
        dialog.agreed.connect(partial(self._save_pasted, dialog))
        dialog.finished.connect(self._pasted)
        dialog.open()
        if text:
            self._read_pasted(dialog, text)

    def _read_pasted(self, dialog: PasteDialog, text: str) -> None:
        self._seat.lanes.read(
            read_participants, self._session, text, translate=_,
            then=dialog.show_read, failed=dialog.refuse, key="pasted", owner=dialog,
        )  # fmt: skip

    def _save_pasted(self, dialog: PasteDialog, text: str) -> None:
        def saved(told: Pasted) -> None:
            dialog.accept()
            words = plural("{count} participant saved", "{count} participants saved", len(told.lines))
            undo = partial(self._seat.lanes.write, take_back_participants, told.changed, failed=self._fail)
            self._seat.say(words, offer=_("Undo"), undo=undo)

        self._seat.lanes.write(
            save_participants, self._session, text, translate=_, then=saved, failed=dialog.refuse, owner=dialog
        )

    def _pasted(self, _result: int) -> None:
        self.paste = None
        self.view.grid.enter()

    def _give(self) -> None:
        self.leave()
        if self._people is not None:
            self.certificates.give(self._session, self._people.training)

    def _print(self) -> None:
        files = self._seat.register_files
        path = self.printing.ask("training_session.pdf", saying_of_papers()) if files is not None else None
        if files is not None and path is not None:
            session = self._session
            self.printing.write(
                path, lambda desk, told: files.print(desk, SESSION, row=session, told=told), saying_of_papers()
            )

    def _fail(self, problem: TipdeskError) -> None:
        self.view.show_problem(problem.text(_))

    def _connect(self) -> None:
        self.join()
        view = self.view
        view.grid.pasted.connect(self._paste)
        view.paste_pressed.connect(lambda: self._paste(""))
        view.certificates_pressed.connect(self._give)
        view.print_pressed.connect(self._print)
        view.turned.connect(self.open)
        view.left.connect(lambda: self._seat.go(OUTREACH, (SESSION.name, self._session)))
        self.certificates.closed.connect(view.grid.enter)
        self._seat.notices.subscribe(self._heard)


def make_page(seat: Seat) -> PeopleView:
    """Return the page with its presenter."""
    return PeoplePresenter(seat).view
