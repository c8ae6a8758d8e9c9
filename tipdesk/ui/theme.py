"""How the program looks: colours, letters and icons, in light and dark, and in high contrast on either ground.

It is Qt's Fusion style with our palette and one style sheet, whose colours come from `resources/styles/tokens.json`. It
follows the system when asked to, in its contrast themes too, and shows text from 100 to 150 %. Icons are drawn in the
colour of a token and recoloured when the scheme changes. Bootstrap gives the `Resources`, and remembers the choice.

Decision: icons are pixmaps made per scheme, not an icon engine of ours: Qt owns engines and Python would free them.

Decision: `Qt` is imported where it is used, here and in every widget of the unlock window: PySide makes the hundred
enumerations of that name when it is first touched, which is an eighth of a bare start.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QJsonDocument, QLoggingCategory, QObject, QRectF, QSize, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from shiboken6 import isValid

from tipdesk.disk import write_whole

BASE_PIXELS = 13
TEXT_PERCENTS = (100, 110, 125, 150)
FONT_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")
LENT_FILES = ("NotoSans-Regular", "NotoSansSC-Regular")
FAMILIES = ("Inter", "Noto Sans", "Noto Sans SC")
"""Where letters are looked for: the later ones have what those before them lack, as in a name in Hindi or Chinese."""
ICON_SCALES = (1, 2)
FUSION = ("-style", "fusion")
"""What the application is told at its birth: a style that Python touches brings all of Qt's with it."""
CURRENT = "tipdesk-theme"


class Resources(Protocol):
    """The packaged files, read by their name under `resources/`."""

    def read_bytes(self, name: str) -> bytes:
        """Return the content of a file, such as "icons/lock.svg"."""


class Scheme(Enum):
    """The colour schemes that an officer may choose; SYSTEM follows the system."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_LIGHT = "contrast-light"


ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "violet",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "surface2",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line2",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Accent: "accent",
}
_GROUND, _LETTERS = QPalette.ColorRole.Window, QPalette.ColorRole.WindowText


class Theme(QObject):
    """The look of the one application; `changed` is emitted after every `apply`, for widgets that paint themselves."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Resources) -> None:
        super().__init__(app)
        self.setObjectName(CURRENT)
        self._app, self._resources = app, resources
        document = QJsonDocument.fromJson(QByteArray(resources.read_bytes("styles/tokens.json")))
        self._tokens: dict[str, dict[str, str]] = document.toVariant()
        self._sheet = re.sub(r"/\*.*?\*/", "", resources.read_bytes("styles/base.qss").decode(), flags=re.DOTALL)
        self._chosen, self.text_percent = Scheme.SYSTEM, 100
        self._dressed: WeakKeyDictionary[QAbstractButton | QLabel, tuple[str, str, int]] = WeakKeyDictionary()
        self._icons: dict[tuple[str, str, str, int], QIcon] = {}
        self._folder = QTemporaryDir()
        # Qt tells of each script that the first family cannot write, and then takes the next, as it is meant to.
        QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
        self._read_fonts(FONT_FILES)
        self._lends_letters = False
        self._guess: Scheme | None = None
        self._of_system: Scheme | None = None  # asked once: every colour that is painted asks for the scheme
        self._hints = app.styleHints()  # kept: PySide ends with it what hangs on it
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def scheme(self) -> Scheme:
        """The scheme that is on the screen, which is never SYSTEM."""
        if self._chosen is not Scheme.SYSTEM:
            return self._chosen
        if self._guess is not None:
            return self._guess
        if self._of_system is None:
            from tipdesk.ui.contrast import shown_by_system

            self._of_system = Scheme(shown_by_system(self._hints))
        return self._of_system

    @property
    def choice(self) -> tuple[Scheme, int]:
        """What was chosen last: the scheme, which may be SYSTEM, and the size of letters in per cent."""
        return self._chosen, self.text_percent

    def begin(self) -> None:
        """Show the system's scheme, guessed from its colours, with no more icons than the first window needs."""
        before = self._app.palette()
        ground, letters = (before.color(role).lightness() for role in (_GROUND, _LETTERS))
        self._guess = Scheme.DARK if letters > ground else Scheme.LIGHT
        self.apply(Scheme.SYSTEM, text_percent=100)

    def complete(self) -> None:
        """Make up for what `begin` left out, once the first window is there. A second call does nothing."""
        if self._guess is None:
            return
        shown, self._guess = self._guess, None
        self._lend_letters()
        self._icons.clear()
        self._app.setWindowIcon(self.icon("program", size=64))
        if self.scheme is shown:
            self._dress_all()
        else:
            self.apply(self._chosen, text_percent=self.text_percent)

    def apply(self, scheme: Scheme, *, text_percent: int) -> None:
        """Show `scheme` with letters of `text_percent` (kept within 100 to 150) of their usual size."""
        self._chosen = scheme
        self.text_percent = min(max(text_percent, TEXT_PERCENTS[0]), TEXT_PERCENTS[-1])
        if self._guess is None:
            self._lend_letters()
        self._app.setFont(self.font())
        self._app.setPalette(self._palette())
        self._restyle(self._filled_sheet())
        self._dress_all()
        self.changed.emit()

    def _lend_letters(self) -> None:
        """Load the fonts for letters that ours lacks, once, and not before the first window is there."""
        if not self._lends_letters:
            self._lends_letters = True
            self._read_fonts(LENT_FILES)

    def _read_fonts(self, names: Iterable[str]) -> None:
        for name in names:
            content = self._resources.read_bytes(f"fonts/{name}.ttf")
            QFontDatabase.addApplicationFontFromData(QByteArray(content))

    def _restyle(self, sheet: str) -> None:
        """Put a style sheet on, taking the old one off first: it looks like a detour and is ten times less work.

        Over another sheet Qt styles the widgets anew in no order, and each hands its letters down to all that is in it
        again and again; from none it goes through them once. Widgets that were never shown keep the mark of the sheet
        that went, and Qt would not hear of their end under the next one: so the mark is taken off them.
        """
        if self._app.styleSheet() == sheet:
            return
        if self._app.styleSheet():
            from PySide6.QtCore import Qt

            self._app.setStyleSheet("")
            for widget in self._app.allWidgets():
                widget.setAttribute(Qt.WidgetAttribute.WA_StyleSheet, False)
        self._app.setStyleSheet(sheet)

    def token(self, name: str) -> str:
        """Return a colour of the scheme as "#RRGGBB". Raises KeyError when there is no such token."""
        return self._tokens[self.scheme.value][name]

    def colour(self, name: str) -> QColor:
        """Return a colour of the scheme. Raises KeyError when there is no such token."""
        return QColor(self.token(name))

    def pixels(self, base: int) -> int:
        """Return `base` pixels scaled by the size of letters."""
        return round(base * self.text_percent / 100)

    def font(self, base: int = BASE_PIXELS, *, is_strong: bool = False, has_figures: bool = False) -> QFont:
        """Return our font at `base` pixels, scaled; `has_figures` gives its digits equal width, for references."""
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.pixels(base))
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        if has_figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, colour: str = "text", size: int = 18) -> QIcon:
        """Return an icon in the colour of a token, sharp at `size` pixels; one that follows a change needs `dress`."""
        key = (name, colour, self.scheme.value, self.pixels(size))
        if key not in self._icons:
            self._icons[key] = self._made(name, colour, self.pixels(size))
        return self._icons[key]

    def _made(self, name: str, colour: str, size: int) -> QIcon:
        icon = QIcon()
        if self._guess is not None:  # one picture is enough until `complete`
            pixels = size if self._app.devicePixelRatio() <= 1 else size * ICON_SCALES[-1]
            icon.addPixmap(self._pixmap(name, self.token(colour), pixels), QIcon.Mode.Normal)
            return icon
        for scale in ICON_SCALES:
            icon.addPixmap(self._pixmap(name, self.token(colour), size * scale), QIcon.Mode.Normal)
            icon.addPixmap(self._pixmap(name, self.token("muted"), size * scale), QIcon.Mode.Disabled)
        return icon

    def dress(self, widget: QAbstractButton | QLabel, name: str, colour: str = "text", size: int = 18) -> None:
        """Give a button or label an icon that follows the scheme and the size of letters."""
        self._dressed[widget] = (name, colour, size)
        self._put_icon(widget, name, colour, size)

    def _dress_all(self) -> None:
        for widget, icon in list(self._dressed.items()):
            if isValid(widget):
                self._put_icon(widget, *icon)

    def _put_icon(self, widget: QAbstractButton | QLabel, name: str, colour: str, size: int) -> None:
        pixels, icon = self.pixels(size), self.icon(name, colour, size)
        if isinstance(widget, QAbstractButton):
            widget.setIcon(icon)
            widget.setIconSize(QSize(pixels, pixels))
        else:
            widget.setPixmap(icon.pixmap(pixels, pixels))

    def _pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        pixmap = QPixmap(size, size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        renderer = QSvgRenderer(QByteArray(self._svg(name, colour)))
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

    def _svg(self, name: str, colour: str) -> bytes:
        return self._resources.read_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("muted"))
        return palette

    def _filled_sheet(self) -> str:
        sheet = re.sub(r"\$icon\(([a-z-]+),([a-z_]+)\)", lambda m: f'url("{self._file(m[1], m[2])}")', self._sheet)
        sheet = re.sub(r"\$([a-z_0-9]+)", lambda m: self.token(m[1]), sheet)
        return re.sub(r"(\d+)fpx", lambda m: f"{self.pixels(int(m[1]))}px", sheet)

    def _file(self, name: str, colour: str) -> str:
        """Return the path of a file with this icon, since a style sheet takes its pictures from files alone."""
        path = Path(self._folder.filePath(f"{name}-{colour}-{self.scheme.value}.svg"))
        if not path.exists():
            write_whole(path, self._svg(name, self.token(colour)), waits=False)
        return path.as_posix()

    def _system_changed(self) -> None:
        self._of_system = None
        if self._chosen is Scheme.SYSTEM:
            self.apply(Scheme.SYSTEM, text_percent=self.text_percent)


@cache
def current() -> Theme:
    """Return the application's theme. Raises LookupError before bootstrap has made it."""
    app = QApplication.instance()
    theme = app.findChild(Theme, CURRENT) if app is not None else None
    if theme is None:
        raise LookupError(CURRENT)
    return theme


def dye(widget: QWidget, name: str, value: object) -> None:
    """Set a property by which the style sheet selects ("guise", "pill", "tone", "ink", "wrong"), and apply it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
