"""Joins the view and the presenter of the page on which an officer writes a worry, and leads on to the saved one.

Emptying the page can be undone. What is shown after saving is the `saved` page's part.
"""

from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.directory.find_people import Person
from tipdesk.services.results import Saved
from tipdesk.ui.quiet import QuietWindow
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.people_dialog import PeopleDialog
from tipdesk.ui.worry.presenter import WorryPresenter
from tipdesk.ui.worry.view import WorryView

URGENT = "urgent"
"""The subject with which the page begins as something urgent."""


def make_page(seat: Seat) -> WorryView:
    """Return the page, on which what was left unsaved comes back."""
    view = WorryView(seat.codes, seat.language, seat.now)
    presenter = WorryPresenter(seat, view, view.hints)

    def tell_change() -> None:
        presenter.change(view.questions.answers(), is_urgent=view.is_urgent)

    def turn(subject: object) -> None:
        view.fill(view.questions.answers(), is_urgent=subject == URGENT)

    def empty() -> None:
        before, was_urgent = view.questions.answers(), view.is_urgent

        def bring_back() -> None:
            view.fill(before, is_urgent=was_urgent)
            tell_change()

        presenter.empty()
        view.fill({}, is_urgent=False)
        seat.say(_("The page is empty."), offer=_("Undo"), undo=bring_back)

    view.changed.connect(tell_change)
    view.turned.connect(turn)
    view.empty_pressed.connect(empty)
    _connect(view, presenter)
    _connect_only(view, presenter)
    _connect_calls(seat, view, presenter)
    _connect_quiet(seat, view, presenter)
    presenter.begin()
    return view


def _connect_quiet(seat: Seat, view: WorryView, presenter: WorryPresenter) -> None:
    """Make the window's title, rail and status line quiet together with the page.

    What was saved while it was quiet is led on to afterwards.
    """
    waiting: list[tuple[Saved, bool]] = []

    def go_on(saved: Saved, rings: bool) -> None:  # noqa: FBT001 - a Qt signal calls it by position
        view.fill({}, is_urgent=False)
        if window.is_quiet:
            waiting[:] = [(saved, rings)]
            view.show_kept(_("Saved. F8 goes on."))
        else:
            seat.go("saved", (saved, rings))

    def toggle() -> None:
        view.show_quiet(is_quiet=not window.is_quiet)
        (window.end if window.is_quiet else window.begin)()
        if waiting and not window.is_quiet:
            seat.go("saved", waiting.pop())

    window = QuietWindow(seat.shell, _("Note"), lambda: view.show_quiet(is_quiet=False))
    view.quiet_pressed.connect(toggle)
    presenter.saved.connect(go_on)


def _connect_calls(seat: Seat, view: WorryView, presenter: WorryPresenter) -> None:
    """Let *I rang* note a call on the page until it is saved with it; the call can be taken back."""

    def note(line: DutyLine, answer: str) -> None:
        call = presenter.call_of(line, answer)
        view.sheet.note_call(call)
        loud = _("Noted: {who}, {answer}.").format(who=call["whom"], answer=seat.label("call_answer", answer))
        said = _("Noted.") if view.is_quiet else loud
        seat.say(said, offer=_("Undo"), undo=lambda: view.sheet.drop_call(call))

    view.rang.connect(note)


def _connect_only(view: WorryView, presenter: WorryPresenter) -> None:
    """Let "these people only" hold back the answers while the officer ticks people, and then save them sealed."""
    waiting: list[dict[str, object]] = []

    def ask(answers: dict[str, object]) -> None:
        waiting[:] = [answers]
        presenter.ask_people()

    def choose(people: list[Person]) -> None:
        dialog = PeopleDialog(
            _("Send to these people only"),
            _(
                "Only you, the people you tick and headquarters' case unit can open it, on this PC too; nobody else at "
                "the post, not the supervisor either. It is sent at once."
            ),
            _("&Send to them"),
            [(one.officer, f"{one.name}   ·   {one.post}" if one.post else one.name) for one in people],
            parent=view.window(),
        )
        dialog.chosen.connect(send)
        dialog.rejected.connect(view.go_on)
        dialog.open()

    def send(chosen: list[bytes]) -> None:
        presenter.save(waiting.pop(), is_urgent=True, people=chosen)

    view.only_pressed.connect(ask)
    presenter.people.connect(choose)


def _connect(view: WorryView, presenter: WorryPresenter) -> None:
    """Join those signals of view and presenter that need nothing from elsewhere."""
    view.left.connect(presenter.leave)
    view.shown.connect(presenter.refresh)
    view.send_pressed.connect(lambda answers: presenter.save(answers, is_urgent=True))
    view.stop_pressed.connect(lambda answers: presenter.save(answers, is_urgent=view.is_urgent or None))
    presenter.recovered.connect(lambda draft, is_urgent: view.fill(draft, is_urgent=is_urgent))
    presenter.kept.connect(view.show_kept)
    presenter.numbers.connect(view.sheet.show_numbers)
    presenter.closing.connect(view.show_closing)
    presenter.refused.connect(view.show_refusal)
