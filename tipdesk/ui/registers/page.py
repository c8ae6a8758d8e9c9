"""Joins view and presenter of the page of one register."""

from tipdesk.domain.pages import Page
from tipdesk.services.cooperation.open_case_of_call import CALL
from tipdesk.ui.outreach.tools import OutreachTools
from tipdesk.ui.registers.calls import CallTools
from tipdesk.ui.registers.meetings import MEETING, MeetingTools
from tipdesk.ui.registers.presenter import RegisterPresenter
from tipdesk.ui.registers.tools import RegisterTools
from tipdesk.ui.registers.view import OUTREACH, RegisterPage
from tipdesk.ui.seat import Seat


def make_page(seat: Seat, register: Page) -> RegisterPage:
    """Return the page of a register with its presenter."""
    view = RegisterPage(register, seat.wording, is_headquarters=seat.is_headquarters)
    presenter = RegisterPresenter(view, seat)
    if seat.register_files is not None:
        RegisterTools(view, seat, presenter)
    if register.name == OUTREACH:
        OutreachTools(view, seat, presenter)
    if CALL.name in view.boards:
        view.calls = CallTools(view, seat, presenter)
    if MEETING.name in view.boards:
        view.meetings = MeetingTools(view, presenter)
    return view
