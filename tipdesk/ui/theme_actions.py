"""The actions that change how the program looks: light, dark, contrast, and the size of the letters.

What was chosen is remembered by bootstrap.
"""

from functools import partial

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action
from tipdesk.ui.theme import TEXT_PERCENTS, Scheme, Theme

_SCHEMES = (
    (Scheme.SYSTEM, mark("Colours as the system has them"), "settings"),
    (Scheme.LIGHT, mark("Switch to light colours"), "sun"),
    (Scheme.DARK, mark("Switch to dark colours"), "moon"),
    (Scheme.CONTRAST, mark("Switch to high contrast, light on dark"), "contrast"),
    (Scheme.CONTRAST_LIGHT, mark("Switch to high contrast, dark on light"), "contrast"),
)


def theme_actions(theme: Theme) -> list[Action]:
    """Return the actions that change the scheme and the size of letters of a theme."""

    def dress(scheme: Scheme) -> None:
        theme.apply(scheme, text_percent=theme.text_percent)

    def resize(step: int) -> None:
        fitting = [index for index, percent in enumerate(TEXT_PERCENTS) if percent <= theme.text_percent]
        at = min(max(fitting[-1] + step, 0), len(TEXT_PERCENTS) - 1)
        theme.apply(theme.choice[0], text_percent=TEXT_PERCENTS[at])

    return [
        *(
            Action(f"look-{scheme.value}", text, partial(dress, scheme), icon=icon, words="theme dark light")
            for scheme, text, icon in _SCHEMES
        ),
        Action("text-larger", mark("Larger letters"), partial(resize, 1), "Ctrl++", "plus", words="text size zoom"),
        Action("text-smaller", mark("Smaller letters"), partial(resize, -1), "Ctrl+-", "minus", words="text size zoom"),
    ]
