"""The embedded typeface, and the door through which every text reaches the page.

Promises that no text can break a document: markup is escaped, characters that are hidden or would turn the direction of
a line stand as marks (`domain/characters`), joiners need no sign and are dropped, and a character without a sign in the
typeface stands as a box and is counted, so that the document can say so. Which sizes and weights are used where is left
to `styles`.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from xml.sax.saxutils import escape

from tipdesk.domain.characters import visible

REGULAR, MEDIUM, STRONG = "Inter-Regular", "Inter-Medium", "Inter-Bold"
MARK = "\u25a1"
_WEIGHTS = (REGULAR, MEDIUM, STRONG)
_SPACE = frozenset("\n\t")
_DROPPED = frozenset({"Cc", "Cf"})
_ON_OTHERS = frozenset({"Mn", "Me"})


@dataclass
class Typeface:
    """Inter in three weights. `read_bytes("fonts/Inter-Bold.ttf")` gives a packaged file."""

    read_bytes: Callable[[str], bytes]

    @cached_property
    def signs(self) -> frozenset[int]:
        """Register the weights with ReportLab; return the code points that all of them can show."""
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfbase.ttfonts import TTFont

        fonts = [TTFont(name, BytesIO(self.read_bytes(f"fonts/{name}.ttf"))) for name in _WEIGHTS]
        for font in fonts:
            registerFont(font)
        return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


@dataclass
class Pen:
    """Writes the texts of one document. `unprintable` counts the characters for which a mark stands."""

    typeface: Typeface
    unprintable: int = field(default=0)

    def plain(self, text: str) -> str:
        """Return the text as the typeface can show it, in composed form, line breaks kept."""
        composed = unicodedata.normalize("NFC", visible(text.replace("\r\n", "\n").replace("\r", "\n")))
        return "".join(map(self._sign, composed))

    def line(self, text: str) -> str:
        """Return the text on one line."""
        return " ".join(self.plain(text).split())

    def markup(self, text: str) -> str:
        """Return the text for a paragraph: escaped, with its line breaks."""
        return escape(self.plain(text).strip("\n").replace("\t", "    ")).replace("\n", "<br/>")

    def _sign(self, character: str) -> str:
        if character in _SPACE:
            return character
        category = unicodedata.category(character)
        if category in _DROPPED:
            return ""
        if category in {"Zs", "Zl", "Zp"}:
            return " "
        if ord(character) in self.typeface.signs:
            return character
        self.unprintable += 1
        return "" if category in _ON_OTHERS else MARK
