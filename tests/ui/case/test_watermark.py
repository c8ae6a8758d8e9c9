"""Who looks stands across names and places, and is in nobody's way."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.invented import STAMP, CasesDesk, amber, open_desk, other_officer
from tests.ui.probes import grab
from tipdesk.homes.sessions import Session
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.watermark import Watermark


def test_names_carry_who_looks(desk: CasesDesk, schemes: Callable[[Scheme], None]) -> None:
    """A case with names and places is stamped; without a case on the screen nothing is."""
    view = desk.open(amber(desk.store).id)
    view.show_tab("people")
    assert view.watermark.words == STAMP
    assert view.watermark.isVisible()
    grab(desk.screen, "watermark")
    schemes(Scheme.DARK)
    grab(desk.screen, "watermark-dark")
    view.show_nothing()
    assert view.watermark.words == ""
    assert view.watermark.isHidden()


def test_masked_answers_are_stamped_once_they_are_shown(post: Session, qtbot: QtBot, theme: object) -> None:
    """A colleague who sees no names sees no stamp; once the names are asked for, there it is."""
    made = amber(post.desk)
    with open_desk(other_officer(post, "supervisor"), qtbot) as desk:
        view = desk.open(made.id)
        assert view.watermark.words == ""
        view.unmask_pressed.emit()
        desk.settle()
        assert view.watermark.words == STAMP


def test_it_is_in_nobodys_way(qtbot: QtBot, theme: object) -> None:
    """A click goes through it, it grows with the window, and darkens no dot beneath by more than a fifth."""
    window, clicked = QPushButton(), list[bool]()
    qtbot.addWidget(window)
    window.clicked.connect(lambda: clicked.append(True))
    window.resize(400, 300)
    mark = Watermark(window)
    window.show()
    before = window.grab().toImage()
    mark.say(STAMP)
    assert window.grab().toImage() != before
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert clicked == [True]
    window.resize(700, 500)
    assert mark.geometry() == window.rect()
    stamped = window.grab().toImage()
    mark.say("")
    plain = window.grab().toImage()
    places = [(x, y) for x in range(0, 700, 2) for y in range(0, 500, 2)]
    faded = [QColor(plain.pixel(*at)).lightness() - QColor(stamped.pixel(*at)).lightness() for at in places]
    assert 10 < max(faded) < 50
