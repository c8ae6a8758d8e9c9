"""The rule of the moment, in a place that is always there: what to do when there is danger or somebody may be a child.

Its height is that of its longest words in the language and text size, so that answering moves nothing. Which rule holds
is decided by the sheet.
"""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import PlainLabel, body, strong

PADDING, GAP, SIGN_PIXELS, LEAST_WIDTH = 12, 6, 20, 240


class Rule(Enum):
    """The rules that may hold; QUIET says nothing."""

    REST = "rest"
    DANGER = "danger"
    CHILD = "child"
    BOTH = "both"
    QUIET = "quiet"


WORDS: Mapping[Rule, tuple[str, str]] = {
    Rule.REST: (mark("May anybody be under 18?"), mark("If anybody may be under 18, do not question.")),
    Rule.DANGER: (mark("In danger, or perhaps"), mark("Ring before you write on. In danger, the police first: 911.")),
    Rule.CHILD: (
        mark("A child, or perhaps a child"),
        mark("Do not question. Do not let the companion speak for them. Stay with them. Ring child protection."),
    ),
    Rule.BOTH: (
        mark("A child, and danger"),
        mark("Do not question. Do not let the companion speak for them. Stay with them. In danger, ring 911 first."),
    ),
    Rule.QUIET: ("", ""),
}


class RuleSlot(QFrame):
    """The place of the rule; `rule` is the one it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._head, self._words = PlainLabel(), strong(), body()
        self._head.setProperty("guise", "calm")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(PADDING, PADDING - 2, PADDING, PADDING - 2)
        column.setSpacing(GAP)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._head, 1)
        column.addLayout(row)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._words, 1)
        self.rule, self._width = Rule.REST, LEAST_WIDTH
        current().changed.connect(self._fit)
        self.show_rule(Rule.REST)

    def show_rule(self, rule: Rule) -> None:
        """Show the rule that holds now."""
        if rule is self.rule and self._head.text():
            return
        self.rule = rule
        head, words = (_(text) if text else "" for text in WORDS[rule])
        self._head.setText(head)
        self._words.setText(words)
        set_name(self, f"{head}. {words}" if head else "")
        is_red = rule in (Rule.DANGER, Rule.CHILD, Rule.BOTH)
        dye(self, "tone", "danger" if is_red else "rest")
        dye(self._head, "guise", "alarm" if is_red else "calm")
        current().dress(self._sign, "hand-stop", "danger" if is_red else "surface" if rule is Rule.QUIET else "muted")

    def fit(self, pixels: int) -> None:
        """Be as high as the longest words need in a column of this width in pixels."""
        self._width = pixels
        self._fit()

    def _fit(self) -> None:
        inner = self._width - 2 * PADDING - 2
        head_width = inner - current().pixels(SIGN_PIXELS) - 8
        heights = []
        shown = self._head.text(), self._words.text()
        for head, words in WORDS.values():
            self._head.setText(_(head) if head else "")
            self._words.setText(_(words) if words else "")
            heights.append(self._head.heightForWidth(head_width) + self._words.heightForWidth(inner))
        self._head.setText(shown[0])
        self._words.setText(shown[1])
        self.setFixedHeight(max(heights) + 2 * PADDING + GAP + 2)
