"""Making a case: a neutral title is suggested, who is here already is sought, the draft is kept, then all is saved.

One save makes case and person in one entry or makes nothing. `NewCasePage` is the page, and `Hinting` seeks.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.tell_now import elements_of
from tipdesk.services.desk import Desk
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import NewCase
from tipdesk.services.sync.push.holds import count_held
from tipdesk.ui.cases.new_case_page import NewCasePage
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.translate import _

KEY = "new-case"
_CASE, _PERSON = "case", "person"


class NewCasing(QObject):
    """Presents one `NewCasePage`.

    `done` is emitted with the id of the new case, or None when the officer left.
    """

    done = Signal(object)

    def __init__(self, seat: Seat, page: NewCasePage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._page = seat, page
        self._is_over = False
        self._autosave = Autosave(seat.lanes, KEY, self._draft, page.show_draft, self)
        self._hinting = Hinting(seat, page.hints, self, key=KEY)
        for form in (page.case, page.person):
            form.changed.connect(self._autosave.typed)
        page.person.changed.connect(self._seek)
        page.save_pressed.connect(self.save)
        page.send_pressed.connect(partial(self.save, urgent=True))
        page.left.connect(self.leave)
        page.throw_pressed.connect(self._throw_away)

    def start(self) -> None:
        """Recover the draft that is there, or suggest a title.

        The page is told as well how many entries are held, since sending at once ends their hold.
        """
        self._autosave.recover(self._recover)
        self._hinting.begin()
        self._seat.lanes.write(_count_held, then=self._page.show_sending, key="new-case-held", owner=self)

    def keep(self) -> None:
        """Keep the draft now, because the window locks or another page comes."""
        self._autosave.keep()

    def leave(self) -> None:
        """Leave the page; what is typed stays as a draft."""
        if self._is_over:
            return
        if self._draft():
            self.keep()
            undo = self._autosave.dropping()
            self._seat.say(_("What you typed is kept as a draft"), offer=_("Throw it away"), undo=undo)
        self._end(None)

    def save(self, *, urgent: bool = False) -> None:
        """Make the case; what is refused is shown beside its field. With `urgent` it is sent at once."""
        checked = [form.check() for form in (self._page.person, self._page.case)]  # both, so that each shows its own
        if self._is_over or not all(checked):
            return
        self._autosave.pause()
        person = self._page.person.given()
        records = elements_of(_PERSON, person) if person else []
        document = {"case": self._page.case.given(), "records": records}
        self._page.show_saving(is_saving=True)
        write = partial(self._seat.lanes.write, new_case, document, urgent=urgent, draft=KEY)
        write(then=self._saved, failed=self._refused, owner=self)

    def _draft(self) -> Draft:
        case, person = self._page.case.draft(), self._page.person.draft()
        is_typed = bool(person) or bool(case.keys() - {"title"})
        return {_CASE: case, _PERSON: person} if is_typed else {}

    def _recover(self, draft: Draft | None) -> None:
        if draft is None:
            self._seat.lanes.read(_suggest_title, then=self._suggest, owner=self)
            return
        for name, form in ((_CASE, self._page.case), (_PERSON, self._page.person)):
            answers = draft.get(name)
            if isinstance(answers, Mapping):
                form.retype(answers)
        self._page.show_recovered(is_recovered=True)
        self._seek()

    def _suggest(self, title: str) -> None:
        if self._page.case.frames["title"].value() is None:
            self._page.case.preset({"title": title})

    def _seek(self) -> None:
        self._hinting.seek(self._page.person.draft())

    def _throw_away(self) -> None:
        self._autosave.drop()
        for form in (self._page.case, self._page.person):
            form.preset(dict.fromkeys(form.frames))
        self._page.show_recovered(is_recovered=False)
        self._hinting.forget()
        self._seat.lanes.read(_suggest_title, then=self._suggest, owner=self)

    def _saved(self, made: NewCase) -> None:
        if len(made.rows) > 1:
            self._hinting.keep_said(made.rows[1])  # the person; rows of their own come after
        self._hinting.forget()
        self._seat.say(_("Case {reference} saved. Not yet received by headquarters.").format(reference=made.reference))
        self._end(made.id)

    def _refused(self, problem: TipdeskError) -> None:
        self._page.show_saving(is_saving=False)
        of_case = [field for field in problem.fields if field.path.startswith("case.")]
        of_person = [field for field in problem.fields if field not in of_case]
        if of_person:
            self._page.person.show_refusal(of_person)
        if of_case or not problem.fields:
            self._page.case.show_refusal(of_case, problem.text(_))
        self.keep()

    def _end(self, case: bytes | None) -> None:
        self._is_over = True
        self._autosave.stop()
        self.done.emit(case)


def _count_held(desk: LinkDesk) -> int | None:
    return None if desk.place.is_headquarters else count_held(desk)


def _suggest_title(desk: Desk) -> str:
    return make_code_name(desk.words, desk.ids.noise(8))
