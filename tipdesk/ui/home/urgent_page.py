"""The page for when someone needs help now: whom to ring, what to do, and the way to write it down, in this order.

There is nothing to fill in here. Writing is done on the page of a worry.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.ui.duty.numbers import NumbersCard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.visited_page import VisitedPage
from tipdesk.ui.worry.page import URGENT

STEPS = (
    mark("Is there danger now? Ring the police first, then your duty officer."),
    mark("Bring the person to a private room, apart from whoever came with them. Offer water, a seat, a toilet."),
    mark("Hurt, ill, pregnant or drugged? Ring for medical help before any question."),
    mark("Under 18, or you are not sure? Do not question. Ring child protection."),
    mark("Say who you are and that they are not in trouble. Promise nothing, accuse nobody."),
    mark("Do not ring a consulate, and do not let the companion interpret or stay."),
    mark("When they are safe for the moment, write down what you saw."),
)


class UrgentView(VisitedPage):
    """The page. `write_pressed` leads to the page of a worry, and `back_pressed` to the home page.

    `shown` is emitted when the page comes to the front.
    """

    write_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, numbers: NumbersCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = numbers
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(numbers)
        steps = Card(_("What to do now"))
        for number, step in enumerate(STEPS, start=1):
            steps.add(body(f"{number}.  {_(step)}"))
        column.addWidget(steps)
        row = QWidget()
        flow = Flow(row)
        self._write = primary(_("&Write down what I saw"), icon="pencil", pressed=self.write_pressed.emit)
        flow.addWidget(self._write)
        flow.addWidget(plain(_("Back to Home"), icon="home", pressed=self.back_pressed.emit))
        column.addWidget(row)
        column.addStretch(1)

    def focus_first(self) -> None:
        """Give the way on the focus."""
        self._write.setFocus()


def make_page(seat: Seat) -> UrgentView:
    """Return the page, which asks for the numbers of the hour whenever it comes to the front."""
    view = UrgentView(NumbersCard(_("Ring now"), seat.codes, seat.language))

    def show(lines: list[DutyLine]) -> None:
        view.numbers.show_lines(lines)

    owner = QObject(view)
    view.shown.connect(lambda: seat.lanes.read(find_duty_numbers, then=show, key="urgent-numbers", owner=owner))
    view.write_pressed.connect(lambda: seat.go("worry", URGENT))
    view.back_pressed.connect(lambda: seat.go("home"))
    return view
