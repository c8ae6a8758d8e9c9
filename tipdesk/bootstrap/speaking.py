"""The language of the window: what it begins with, and how an officer chooses another.

It is chosen at the foot of the unlock window, where it holds at once (a fresh process shows the window again), and by
Ctrl+K when unlocked, where it holds from the next unlock on, so that nothing that is being typed is lost. The choice is
kept for the installation (`catalogue`), beside the store and not in it. The first run has no folder to keep it in: it
is shown anew in the same process, and the choice is kept with the home that is made.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.system.catalogue import find_languages, keep_language, language_of_window, load_catalogue
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _ as mark
from tipdesk.services.voice import ENGLISH, language, speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QCoreApplication, QTranslator

    from tipdesk.ui.actions import Action
    from tipdesk.ui.first_run.view import FirstRunView
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.unlock.view import UnlockView


def begin_speaking(home: Path, asked: str | None = None) -> None:
    """Speak the language that was asked for, else the one chosen for a home, else the one that the system speaks."""
    from PySide6.QtCore import QLocale

    speak(load_catalogue(asked or language_of_window(home, QLocale.system().uiLanguages())))


class _Taught:
    """The words of Qt's own windows in the language in use: one set a process, none in English."""

    words: QTranslator | None = None


def teach_qt(app: QCoreApplication) -> None:
    """Let Qt's own windows (files, printers) speak as we do, where Qt has the language."""
    if _Taught.words is not None:
        app.removeTranslator(_Taught.words)
        _Taught.words = None
    if language() == ENGLISH:
        return
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    words = QTranslator(app)
    if words.load(QLocale(language()), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
        _Taught.words = words


def plug_languages(view: UnlockView, home: Path, restart: Callable[[], object]) -> None:
    """Let the officer choose a language at the foot of the unlock window.

    `restart` shows the window again, in a fresh process.
    """
    from tipdesk.ui.unlock.language_button import language_button

    def choose(chosen: str) -> None:
        if _keep(home, chosen, view.show_refusal):
            restart()

    button = language_button(find_languages(), language(), choose)
    view.foot.insertWidget(view.foot.count() - 1, button)
    button.show()


def plug_first_languages(view: FirstRunView, home: Path, again: Callable[[], object], *, is_chosen: bool) -> None:
    """Let the officer choose before there is a home. `again` shows the first run in the language chosen.

    `is_chosen`: the language in use was chosen so, and is kept with the home, or the training home, once it is made.
    """
    from PySide6.QtCore import QCoreApplication

    from tipdesk.ui.unlock.language_button import language_button

    def choose(chosen: str) -> None:
        speak(load_catalogue(chosen))
        if (app := QCoreApplication.instance()) is not None:
            teach_qt(app)
        again()

    def keep(made: Path) -> None:
        _keep(made, language(), lambda _told: None)  # a disk that takes no more is told by what is done next

    view.show_languages(language_button(find_languages(), language(), choose))
    if is_chosen:
        view.done.connect(lambda: keep(home))
        view.training_made.connect(keep)


def language_actions(seat: Seat, home: Path, on_lock: Callable[[], object]) -> list[Action]:
    """Return the actions that choose a language, one for each, under the language's own name."""
    from tipdesk.ui.actions import Action
    from tipdesk.ui.translate import _

    def choose(code: str, name: str) -> None:
        if code == language():
            told, offer = _("TIPdesk speaks {name}.").format(name=name), None
        else:
            told, offer = _("TIPdesk speaks {name} from the next unlock on.").format(name=name), on_lock
        if _keep(home, code, seat.shell.toast.say):
            seat.shell.toast.say(told, offer=_("Lock now") if offer else "", undo=offer, icon="lock")

    words = mark("language speak")
    return [
        Action(f"language-{code}", _("Language: {name}").format(name=name), partial(choose, code, name), words=words)
        for code, name in find_languages().items()
    ]


def _keep(home: Path, code: str, tell: Callable[[str], object]) -> bool:
    """Remember a choice and return True; where the disk does not take it, tell why and return False."""
    from tipdesk.ui.translate import _

    try:
        keep_language(home, code)
    except Trouble as problem:
        tell(problem.text(_))
        return False
    return True
