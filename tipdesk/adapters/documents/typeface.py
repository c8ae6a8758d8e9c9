"""The embedded typeface, and the door through which every text reaches the page.

No text can break a document: markup is escaped, and characters that are hidden or would turn the direction of a line
stand as marks (`domain/characters`). Joiners need no sign and are dropped. A character without a sign in any typeface
stands as a box and is counted, so that the document can say so.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tipdesk.domain.characters import visible

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, MEDIUM, STRONG = "Inter-Regular", "Inter-Medium", "Inter-Bold"
MARK = "\u25a1"
_WEIGHTS = (REGULAR, MEDIUM, STRONG)
LENDERS = ("NotoSans-Regular", "NotoSansSC-Regular")
"""The fonts that lend signs: further Latin, Greek, Cyrillic and Devanagari, and Chinese. They have one weight, so
that a heading borrows its letters as they are."""
_SPACE = frozenset("\n\t")
_DROPPED = frozenset({"Cc", "Cf"})
_ON_OTHERS = frozenset({"Mn", "Me"})


@dataclass
class Typeface:
    """Inter in three weights, and the other fonts that lend it what it lacks, each read when it is first needed.

    `read_bytes` gives a packaged file by its name, such as "fonts/Inter-Bold.ttf".
    """

    read_bytes: Callable[[str], bytes]
    _read: "dict[str, TTFont]" = field(default_factory=dict)

    @cached_property
    def signs(self) -> frozenset[int]:
        """Register the three weights with ReportLab, and return the code points that all of them can show."""
        from reportlab.pdfbase.pdfmetrics import registerFont

        from tipdesk.adapters.documents.quick import Face

        fonts = [Face(name, BytesIO(self.read_bytes(f"fonts/{name}.ttf")), self.lender_of) for name in _WEIGHTS]
        for font in fonts:
            registerFont(font)
        return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))

    def shows(self, code: int) -> bool:
        """Tell whether a code point has a sign, in this typeface or in a font that lends it."""
        return code in self.signs or self.lender_of(code) is not None

    def lender_of(self, code: int) -> "TTFont | None":
        """Return the font that lends the sign of a code point, or None where none has it."""
        return next((font for font in self._lenders() if code in font.face.charToGlyph), None)

    def _lenders(self) -> "Iterator[TTFont]":
        """Yield the fonts that lend; the larger one is read only when the smaller one was not enough."""
        from reportlab.pdfbase.ttfonts import TTFont

        for name in LENDERS:
            if name not in self._read:
                self._read[name] = TTFont(name, BytesIO(self.read_bytes(f"fonts/{name}.ttf")), shapable=False)
            yield self._read[name]


class _Signs(dict[int, str]):
    """What is printed for each character, decided once for each that comes.

    `unprintable` are the characters for which a mark stands.
    """

    def __init__(self, shows: Callable[[int], bool]) -> None:
        super().__init__()
        self._shows = shows
        self.unprintable = ""

    def __missing__(self, code: int) -> str:
        """Decide on a character that has not come before."""
        sign = self[code] = self._sign(chr(code))
        return sign

    def _sign(self, character: str) -> str:
        if character in _SPACE:
            return character
        category = unicodedata.category(character)
        if category in _DROPPED:
            return ""
        if category in {"Zs", "Zl", "Zp"}:
            return " "
        if self._shows(ord(character)):
            return character
        self.unprintable += character
        return "" if category in _ON_OTHERS else MARK


@dataclass
class Pen:
    """Writes the texts of one document, and counts in `unprintable` the characters for which a mark stands."""

    typeface: Typeface
    unprintable: int = field(default=0)

    def plain(self, text: str) -> str:
        """Return the text as the typeface can show it, in composed form and with its line breaks."""
        composed = unicodedata.normalize("NFC", visible(text.replace("\r\n", "\n").replace("\r", "\n")))
        shown = composed.translate(self._signs)
        self.unprintable += sum(map(composed.count, self._signs.unprintable))
        return shown

    def line(self, text: str) -> str:
        """Return the text on one line."""
        return " ".join(self.plain(text).split())

    def markup(self, text: str) -> str:
        """Return the text for a paragraph: escaped, with its line breaks."""
        return escape(self.plain(text).strip("\n").replace("\t", "    ")).replace("\n", "<br/>")

    @cached_property
    def _signs(self) -> _Signs:
        return _Signs(self.typeface.shows)
