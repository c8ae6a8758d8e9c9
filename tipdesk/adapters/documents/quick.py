"""ReportLab's parts for documents of a thousand pages: each does once what the library does again and again.

They give the same paper as the parts of the library that they stand for, in time that grows with the document and not
with its square, and no more of a document is held than a page or two. ReportLab is imported with this module, so this
module is itself imported only when something is printed.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import IO, Final, Protocol, Self
from unicodedata import combining

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

_MOST_WIDTHS: Final = 50_000
_fragments: Final[dict[str, ParaFrag]] = {}
"""What the library makes of a text, by the name of its style."""
_SHORT_I: Final = re.compile("([\u0915-\u0939\u0958-\u095f]\u093c?)\u093f")
_AHEAD: Final = 8
"""A document looks at fewer than this many parts besides the one that it sets."""


def _nobody(_code: int) -> None:
    """Return None: the lender of a font that borrows from no other."""


class LongRows(Protocol):
    """The rows of a long table, each made when its page is set; heights are in points."""

    count: int
    head_height: float

    def height(self, number: int) -> float:
        """Return how high the row of this number is."""

    def table(self, first: int, end: int) -> Flowable:
        """Return a table of the head and the rows from `first` to before `end`."""


class Face(TTFont):
    """A font that lends the signs it lacks from others, and remembers how wide each word is, since words recur.

    `lender_of` returns the font that shows a code point which this one lacks, or None where none does. All that sets a
    text in this font (paragraphs, cells, what is drawn on each page) gets the signs of the others without knowing of
    them.
    """

    def __init__(self, name: str, file: IO[bytes], lender_of: "Callable[[int], TTFont | None]" = _nobody) -> None:
        super().__init__(name, file)
        self._widths: dict[str, float] = {}
        self._lender_of = lender_of

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - its name there
        """Return the width of a text in points."""
        told = text if isinstance(text, str) else text.decode(encoding)
        width = self._widths.get(told)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[told] = sum(self._width(ord(sign)) for sign in told)
        return 0.001 * size * width

    def _width(self, code: int) -> float:
        """Return how wide a sign is, in thousandths of the font's size."""
        lender = None if code in self.face.charToGlyph else self._lender_of(code)
        return (lender or self).face.charWidths.get(code, self.face.defaultWidth)

    def splitString(self, text: str | bytes, doc: object, encoding: str = "utf-8") -> "list[tuple[object, bytes]]":  # noqa: N802 - its name there
        """Return the codes of a text in runs, each with the part of a font that shows it."""
        told = text if isinstance(text, str) else text.decode(encoding)
        if told.isascii():
            return super().splitString(told, doc)
        runs: list[tuple[object, bytes]] = []
        for lender, run in groupby(in_order_of_ink(told), partial(self._font_of, [])):
            words = "".join(run)
            if lender is None:
                runs += super().splitString(words, doc)
            else:
                runs += [((lender, subset), codes) for subset, codes in lender.splitString(words, doc)]
        return runs

    def _font_of(self, before: "list[TTFont | None]", sign: str) -> "TTFont | None":
        """Return the font that shows a sign, None for this one; an accent takes the font of the letter it stands on."""
        code, last = ord(sign), before[-1] if before else None
        if combining(sign) and last is not None and code in last.face.charToGlyph:
            return last
        font = None if code in self.face.charToGlyph else self._lender_of(code)
        before[:] = [font]
        return font

    def getSubsetInternalName(self, subset: object, doc: object) -> str:  # noqa: N802 - its name there
        """Return the name by which a document calls the part of a font that `splitString` gave."""
        if isinstance(subset, tuple):
            lender, part = subset
            return str(lender.getSubsetInternalName(part, doc))
        return super().getSubsetInternalName(subset, doc)


def in_order_of_ink(text: str) -> str:
    """Return a text with its signs in the order in which they stand on paper, from left to right.

    The library does not shape text. Here the one sign of Devanagari that is written before the letter which it follows
    in speech (the short i) is put there. Letters that would join stand side by side with their virama, as primers write
    them.
    """
    return _SHORT_I.sub("\u093f\\1", text) if "\u093f" in text else text


class Words(Paragraph):
    """A paragraph that is broken into lines once for a width, however often a page or table asks for its height."""

    _broken_for: float = -1.0

    @classmethod
    def plain(cls, text: str, style: ParagraphStyle, bullet: str | None) -> Self:
        """Return a paragraph of a text without markup, which is therefore not searched for any."""
        if style.name not in _fragments:
            _fragments[style.name] = cls("x", style).frags[0]
        fragment = _fragments[style.name].clone(text=text)
        return cls(text, style, bulletText=bullet, frags=[fragment])

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - as it is called
        """Return the paragraph's width and height."""
        if availWidth != self._broken_for or not hasattr(self, "blPara"):  # a split that came to nothing forgets them
            taken: tuple[float, float] = super().wrap(availWidth, availHeight)
            self._broken_for, self._taken = availWidth, taken
        return self._taken


class LongTable(Flowable):
    """A table of any length, which is made page by page, each page with the rows that fit.

    The library's own table measures all that is left of it again for each page. `rows` makes the table of each page,
    and `first` is the number of the row with which this one begins.
    """

    def __init__(self, rows: "LongRows", first: int = 0) -> None:
        super().__init__()
        self._rows, self._first = rows, first

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - as it is called
        """Return an endless height, so that the table is asked to split; its pieces are what is drawn."""
        del availHeight
        return availWidth, float("inf")

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - as it is called
        """Return the table of this page and what is left of it, or nothing where no row fits."""
        del availWidth
        end, height = self._first, self._rows.head_height
        while end < self._rows.count and height + self._rows.height(end) <= availHeight:
            height += self._rows.height(end)
            end += 1
        if end == self._first:
            return []
        table = self._rows.table(self._first, end)
        return [table] if end == self._rows.count else [table, LongTable(self._rows, end)]


class Drawn(Protocol):
    """Something that is drawn as it stands, over the whole width; `height` is in points."""

    @property
    def height(self) -> float:
        """Return how high it is."""

    def draw(self, canvas: Canvas) -> None:
        """Draw it with its lower left corner at the origin."""


class Drawing(Flowable):
    """A part of a document that is drawn and not set; it stands on one page."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__()
        self._drawn = drawn

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - as it is called
        """Return the whole width and its height."""
        del availHeight
        return availWidth, self._drawn.height

    def draw(self) -> None:
        """Draw it where the page has its place."""
        self.canv.saveState()
        self._drawn.draw(self.canv)
        self.canv.restoreState()


class Story(list[Flowable]):
    """What flows through the pages, made as the document comes to it."""

    def __init__(self, parts: Iterator[Flowable]) -> None:
        super().__init__()
        self._parts = parts

    def __len__(self) -> int:
        """Return how many parts have been made and are left, which is 0 only at the end."""
        while (here := super().__len__()) < _AHEAD:
            part = next(self._parts, None)
            if part is None:
                return here
            self.append(part)
        return here
