"""PySide must not load its Python of signatures at a start, nor read the source of everything imported after it."""

import subprocess
import sys

LATE = "from tipdesk.bootstrap.late_signatures import load_signatures_late\nload_signatures_late()\n"
USUAL = ""

_SOURCES = """
import linecache
import PySide6.QtCore
import colorsys
print(any("colorsys" in name for name in linecache.cache))
"""
_LOADED = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

class Page(QWidget):
    told = Signal(str)

app = QApplication(["page"])
page = Page()
column = QVBoxLayout(page)
column.addWidget(QPushButton("Unlock"))
page.told.connect(page.setWindowTitle)
page.told.emit("Told")
page.show()
app.processEvents()
print(page.windowTitle(), "argparse" in sys.modules, "inspect" in sys.modules)
"""
_WORDS = """
from concurrent.futures import ThreadPoolExecutor
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shibokensupport.signature import get_signature

def wrong(_turn):
    try:
        QObject.setObjectName(QObject(), 5, 3)
    except TypeError as error:
        return str(error)

with ThreadPoolExecutor(8) as threads:
    print(*sorted(set(threads.map(wrong, range(32)))))
try:
    QWidget.resize("wide")
except TypeError as error:
    print(error)
print(get_signature(QWidget.resize), get_signature(QObject))
"""


def _says(script: str, begun: str) -> str:
    done = subprocess.run([sys.executable, "-c", begun + script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_module_is_imported_without_its_source_being_read() -> None:
    """Once told, PySide leaves the source of later modules alone; untold it reads it (the control)."""
    assert _says(_SOURCES, USUAL) == "True"
    assert _says(_SOURCES, LATE) == "False"


def test_a_window_is_shown_without_the_python_of_signatures() -> None:
    """Classes, signals, layouts and a painted window need nothing of it; untold all is loaded (the control)."""
    assert _says(_LOADED, USUAL) == "Told True True"
    assert _says(_LOADED, LATE) == "Told False False"


def test_a_wrong_call_is_told_in_the_same_words() -> None:
    """What is loaded late says what it says when it was loaded at once, also when several threads ask first."""
    assert "setObjectName" in _says(_WORDS, USUAL)
    assert _says(_WORDS, LATE) == _says(_WORDS, USUAL)
