"""The look: contrast of every pair, recoloured icons, text size, figures of equal width."""

import json
import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.probes import ROOT
from tipdesk.ui.contrast import is_dark_colour, system_scheme
from tipdesk.ui.theme import Scheme, Theme, current

TOKENS: dict[str, dict[str, str]] = json.loads((ROOT / "resources/styles/tokens.json").read_text())
GROUNDS = ("bg", "surface", "surface2")
TEXT_PAIRS = (
    [(name, ground) for name in ("text", "muted") for ground in (*GROUNDS, "accent_soft")]
    + [("accent", ground) for ground in ("bg", "surface", "accent_soft")]
    + [(tone, f"{tone}_soft") for tone in ("danger", "warn", "ok", "info", "violet")]
    + [("text", f"{tone}_soft") for tone in ("danger", "warn", "ok", "info", "violet")]
    + [("danger", "surface"), ("danger", "bg"), ("on_accent", "accent"), ("surface", "text")]
    + [("nav_text", "nav"), ("nav_active", "nav"), ("nav_active", "nav_hover")]
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", TOKENS)
def test_every_text_pair_is_readable(scheme: str) -> None:
    """Text reaches 5:1 on every ground it is shown on (7:1 in high contrast)."""
    least = 7.0 if scheme.startswith("contrast") else 5.0
    tokens = TOKENS[scheme]
    poor = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < least} == {}


@pytest.mark.parametrize("scheme", TOKENS)
def test_every_control_border_is_visible(scheme: str) -> None:
    """The border of a control, the focus ring and the chart colours reach 3:1 on every ground, 4.5:1 in contrast."""
    tokens = TOKENS[scheme]
    names = ("line2", "focus", "danger", *(f"s{number}" for number in range(1, 8)))
    poor = {
        (name, g): contrast(tokens[name], tokens[g]) for name in names for g in GROUNDS[: 3 if name[0] != "s" else 2]
    }
    assert {pair: ratio for pair, ratio in poor.items() if ratio < (4.5 if "contrast" in scheme else 3)} == {}


@pytest.mark.parametrize(
    ("is_dark", "wants_contrast", "expected"),
    [
        (False, False, Scheme.LIGHT),
        (True, False, Scheme.DARK),
        (True, True, Scheme.CONTRAST),
        (False, True, Scheme.CONTRAST_LIGHT),
    ],
)
def test_the_system_is_followed(is_dark: bool, wants_contrast: bool, expected: Scheme) -> None:
    """A contrast theme of the system is one here as well, on the same ground; each scheme has its colours."""
    assert Scheme(system_scheme(is_dark=is_dark, wants_contrast=wants_contrast)) is expected
    assert expected.value in TOKENS


@pytest.mark.parametrize(
    ("colour", "expected"),
    [(0x000000, True), (0xFFFFFF, False), (0x202020, True), (0x00FFFF, False), (0xFF0000, True)],
)
def test_a_ground_is_dark_or_light_as_eyes_see_it(colour: int, expected: bool) -> None:
    """Windows gives blue, green, red: its yellow is light, and its pure blue is dark."""
    assert is_dark_colour(colour) is expected


def test_a_contrast_theme_that_comes_is_shown(theme: Theme, qtbot: QtBot) -> None:
    """The look is made anew when the system's contrast changes, unless a scheme was chosen."""
    theme.apply(Scheme.SYSTEM, text_percent=100)
    hints = QApplication.styleHints().accessibility()
    with qtbot.waitSignal(theme.changed):
        hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    theme.apply(Scheme.LIGHT, text_percent=100)
    with qtbot.assertNotEmitted(theme.changed):
        hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)


def test_fractions_of_a_scale_are_kept() -> None:
    """At 125, 150 and 175 % pages are as large as the system says, and not rounded to the next whole number."""
    kept = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    assert QApplication.highDpiScaleFactorRoundingPolicy() is kept


def test_schemes_have_the_same_tokens() -> None:
    """No scheme lacks a colour that another has."""
    assert len({frozenset(tokens) for tokens in TOKENS.values()}) == 1


def test_a_button_that_is_gone_leaves_nothing_behind(theme: Theme, schemes: Callable[[Scheme], None]) -> None:
    """Lists are built anew all day: what was dressed and is gone is forgotten, by a change of scheme too."""
    gone, deleted = QPushButton(), QPushButton()
    before = len(theme._dressed)
    for button in (gone, deleted, deleted):
        theme.dress(button, "lock")
    assert {gone, deleted} <= set(theme._dressed)
    delete(deleted)
    schemes(Scheme.DARK)
    del gone, deleted, button
    assert len(theme._dressed) <= before


@pytest.mark.parametrize("scheme", [one for one in Scheme if one is not Scheme.SYSTEM])
def test_a_dressed_button_follows_the_scheme(theme: Theme, schemes: Callable[[Scheme], None], scheme: Scheme) -> None:
    """The icon of a button is painted in the scheme's colour after a change."""
    button = QPushButton()
    theme.dress(button, "lock", "danger")
    schemes(scheme)
    image = button.icon().pixmap(24, 24).toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.token("danger").upper() in colours


def test_every_icon_and_colour_in_the_sheet_exists(theme: Theme) -> None:
    """The filled style sheet has no place left open."""
    assert "$" not in theme._filled_sheet()
    assert "fpx" not in theme._filled_sheet()


def test_a_widget_says_its_guise_in_the_words_of_the_sheet() -> None:
    """No screen sets a property that no rule of the style sheet selects by, Qt's own ones aside."""
    selected = set(re.findall(r"\[(\w+)[=\]]", (ROOT / "resources/styles/base.qss").read_text()))
    given = {
        (path.name, name)
        for path in (ROOT / "tipdesk/ui").rglob("*.py")
        for name in re.findall(r'(?:setProperty|dye)\((?:[^"(]*, )?"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert ("card.py", "guise") in given
    assert [one for one in given if one[1] not in selected | {"focusPolicy", "textFormat"}] == []


def test_text_size_is_kept_in_bounds(theme: Theme) -> None:
    """150 % is the largest text; a figure beyond is held there."""
    theme.apply(Scheme.LIGHT, text_percent=400)
    assert theme.pixels(10) == 15
    theme.apply(Scheme.LIGHT, text_percent=100)
    assert theme.pixels(10) == 10


def test_inter_is_used_and_figures_have_equal_width(theme: Theme) -> None:
    """The bundled font is found and its tabular figures stand in columns."""
    font = theme.font(has_figures=True)
    metrics = QFontMetrics(font)
    assert QFontInfo(font).family() == "Inter"
    assert metrics.horizontalAdvance("11111") == metrics.horizontalAdvance("00000")
    assert current() is theme


def test_fonts_serve_screen_and_paper() -> None:
    """All have TrueType outlines (paper needs them) and their licence beside them; the four weights are small."""
    fonts = sorted((ROOT / "resources/fonts").glob("*.ttf"))
    ours = [font for font in fonts if font.stem.startswith("Inter")]
    assert [font.stem for font in ours] == ["Inter-Bold", "Inter-Medium", "Inter-Regular", "Inter-SemiBold"]
    assert [font.stem for font in fonts if font not in ours] == ["NotoSans-Regular", "NotoSansSC-Regular"]
    assert {font.read_bytes()[:4] for font in fonts} == {b"\0\1\0\0"}
    assert sum(font.stat().st_size for font in ours) < 1_500_000
    assert sum(font.stat().st_size for font in fonts) < 6_000_000
    for licence in ("OFL", "OFL-NotoSans", "OFL-NotoSansSC"):
        assert "SIL OPEN FONT LICENSE" in (ROOT / f"resources/fonts/{licence}.txt").read_text()
