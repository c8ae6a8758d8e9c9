"""Keeps the page My work true: what the watch reads becomes entries, and the chosen entry is read beside them.

While somebody reads the list, nothing changes its place: what waits no more stays, marked as done, and what has come is
offered. The list is shown anew when the page comes to the front and when it is asked for.
"""

from PySide6.QtCore import QObject

from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.services.my_work.my_work import Dispute, Work, WorkLine
from tipdesk.services.my_work.task_lines import TaskLine
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.clocks.facts import facts_of_clock
from tipdesk.ui.my_work.deeds import WorkDeeds
from tipdesk.ui.my_work.lines import Teller, gone, keyed
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.my_work.watch import count_words, watch_of
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.facts import Fact

_TASK, _PERSON = BY_NAME["Task"], BY_NAME["Person"]
ANSWERING = frozenset({"approve", "decide", "take_on"})
TASK_FACTS = ("due", "assigned_to", "priority", "kind", "status")


class MyWorkPresenter(QObject):
    """Connects the page with the watch and the deeds; it lives as long as its page."""

    def __init__(self, seat: Seat, view: MyWorkView) -> None:
        super().__init__(view)
        self._seat, self._view = seat, view
        self._watch = watch_of(seat)
        self._deeds = WorkDeeds(seat, view.pane)
        self._is_anew = True
        self._shown: object = None
        self._done: set[object] = set()
        self._watch.told.connect(self._hear)
        view.shown.connect(self._come)
        seat.names_switch.turned.connect(self._call_anew)
        view.more_pressed.connect(self._show_latest)
        view.list.chosen.connect(self._read)
        view.pane.deed_pressed.connect(self._do)

    def _come(self) -> None:
        """Show what is known at once, and ask again; the answer may order the list anew, since nobody has read it."""
        self._is_anew = True
        self._watch.refresh()

    def _hear(self, work: Work) -> None:
        self._deeds.wording = self._seat.wording.with_names(work.names)
        self._view.show_count(count_words(work))
        if self._is_anew or not self._view.list.entry_model.rows:
            self._show(work)
        else:
            self._renew(work)

    def _call_anew(self) -> None:
        """Call everybody by name or by tag, as lists do from now on; nothing changes its place."""
        if self._watch.latest is not None:
            self._renew(self._watch.latest)

    def _show_latest(self) -> None:
        if self._watch.latest is not None:
            self._show(self._watch.latest)

    def _show(self, work: Work) -> None:
        self._is_anew = False
        self._done.clear()
        self._view.offer_more(0)
        self._view.show_groups(self._teller().groups(work))
        self._read(self._view.list.current())

    def _renew(self, work: Work) -> None:
        """Renew each entry where it stands, and offer what has come."""
        model = self._view.list.entry_model
        latest, before = keyed(self._teller().groups(work)), {entry.key: entry for entry in model.entries()}
        renewed = {key: latest.get(key) or gone(one, is_done=key in self._done) for key, one in before.items()}
        model.renew(renewed)
        self._view.offer_more(len(latest.keys() - before.keys()))
        self._read(self._view.list.current())

    def _teller(self) -> Teller:
        return Teller(self._deeds.wording, self._seat.now_ms(), self._seat.is_headquarters)

    def _read(self, entry: Entry | None) -> None:
        """Show the chosen entry; answers that were asked for stay while the cursor stays."""
        pane = self._view.pane
        if entry is None:
            pane.show_nothing()
            self._shown = None
            return
        if self._shown not in (None, entry.key):
            self._deeds.leave()
        self._shown = entry.key
        pane.show_entry(entry, self._facts(entry), self._deeds.offered(entry))

    def _do(self, deed: str) -> None:
        entry = self._view.list.current()
        form = self._view.pane.form()
        if form is not None and deed in ANSWERING:
            form.take_focus()  # asked for again, it would come without what is typed
        elif entry is not None:
            if deed != "open":
                self._done.add(entry.key)
            self._deeds.do(deed, entry)

    def _facts(self, entry: Entry) -> list[Fact]:
        subject = entry.subject
        about = subject.about if isinstance(subject, WorkLine) else subject
        case = " · ".join(filter(None, (subject.reference, subject.title))) if isinstance(subject, WorkLine) else ""
        facts = [Fact(_("Case"), case)] if case else []
        wording, teller = self._deeds.wording, self._teller()
        if isinstance(about, TaskLine):
            declared = [_TASK.by_name[name] for name in TASK_FACTS if not (entry.is_gone and name == "status")]
            told = [
                (_(one.label), wording.value(one, about.task[one.name])) for one in declared if about.task[one.name]
            ]
        elif isinstance(about, ReviewLine):
            ground = wording.label("review_ground", about.ground)
            told = [(_("What was done"), teller.deed_of(about)), (_("Ground"), ground), (_("Why"), about.reason)]
        elif isinstance(about, ApprovalLine):
            told = [(_("What is asked"), about.ask), (_("Asked by"), teller.asked_of(about))]
            told.append((_("Basis"), wording.label("override_reason", about.basis)))
        elif isinstance(about, ReportLine):
            told = [(_("Read by"), teller.readers(about) or _("Nobody yet"))]
        elif isinstance(about, Dispute):
            told = [(_("Answers that differ"), teller.fields_of(about))]
        elif isinstance(about, ClockLine):
            who = teller.person_of(about)
            facts += [Fact(_(_PERSON.label), who)] if who else []
            return facts + facts_of_clock(about.clock, wording.zone_minutes, self._seat.now_ms())
        else:
            told = []
        return facts + [Fact(label, words) for label, words in told if words]
