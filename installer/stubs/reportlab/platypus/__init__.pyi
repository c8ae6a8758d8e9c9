from collections.abc import Callable, Sequence
from typing import IO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.paraparser import ParaFrag

class Flowable:
    width: float
    height: float
    canv: Canvas
    hAlign: str
    spaceBefore: float
    spaceAfter: float
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]: ...
    def split(self, availWidth: float, availHeight: float) -> list[Flowable]: ...
    def draw(self) -> None: ...
    def drawOn(self, canvas: Canvas, x: float, y: float) -> None: ...
    def getSpaceBefore(self) -> float: ...
    def getSpaceAfter(self) -> float: ...

class Paragraph(Flowable):
    frags: list[ParaFrag]
    def __init__(
        self,
        text: str,
        style: ParagraphStyle | None = ...,
        bulletText: str | None = ...,
        frags: list[ParaFrag] | None = ...,
    ) -> None: ...

class Spacer(Flowable):
    def __init__(self, width: float, height: float, isGlue: bool = ...) -> None: ...

class PageBreak(Flowable):
    def __init__(self, nextTemplate: str | None = ...) -> None: ...

class CondPageBreak(Flowable):
    def __init__(self, height: float) -> None: ...

class KeepTogether(Flowable):
    def __init__(self, flowables: Sequence[Flowable], maxHeight: float | None = ...) -> None: ...

class NextPageTemplate(Flowable):
    def __init__(self, pt: str) -> None: ...

class HRFlowable(Flowable):
    def __init__(self, width: float | str = ..., thickness: float = ..., lineCap: str = ..., **kw: object) -> None: ...

class TableStyle:
    def __init__(self, cmds: Sequence[tuple[object, ...]] | None = ..., parent: TableStyle | None = ...) -> None: ...
    def add(self, *cmd: object) -> None: ...

class Table(Flowable):
    def __init__(
        self,
        data: Sequence[Sequence[object]],
        colWidths: Sequence[float | None] | None = ...,
        rowHeights: Sequence[float | None] | None = ...,
        style: TableStyle | Sequence[tuple[object, ...]] | None = ...,
        repeatRows: int = ...,
        repeatCols: int = ...,
        splitByRow: int = ...,
        splitInRow: int = ...,
        hAlign: str | None = ...,
        **kw: object,
    ) -> None: ...
    def setStyle(self, tblstyle: TableStyle | Sequence[tuple[object, ...]]) -> None: ...

LongTable = Table

class Frame:
    def __init__(
        self,
        x1: float,
        y1: float,
        width: float,
        height: float,
        leftPadding: float = ...,
        bottomPadding: float = ...,
        rightPadding: float = ...,
        topPadding: float = ...,
        id: str | None = ...,  # noqa: A002 - the library's name
        showBoundary: int = ...,
    ) -> None: ...

class PageTemplate:
    def __init__(
        self,
        id: str | None = ...,  # noqa: A002 - the library's name
        frames: Frame | Sequence[Frame] = ...,
        onPage: Callable[[Canvas, BaseDocTemplate], object] = ...,
        onPageEnd: Callable[[Canvas, BaseDocTemplate], object] = ...,
        pagesize: tuple[float, float] | None = ...,
    ) -> None: ...

class BaseDocTemplate:
    _doSave: int
    page: int
    canv: Canvas
    width: float
    height: float
    leftMargin: float
    rightMargin: float
    topMargin: float
    bottomMargin: float
    pagesize: tuple[float, float]
    def __init__(self, filename: str | IO[bytes], **kw: object) -> None: ...
    def addPageTemplates(self, pageTemplates: PageTemplate | Sequence[PageTemplate]) -> None: ...
    def afterFlowable(self, flowable: Flowable) -> None: ...
    def build(
        self, flowables: list[Flowable], filename: object = ..., canvasmaker: Callable[..., Canvas] = ...
    ) -> None: ...
    def multiBuild(self, story: list[Flowable], maxPasses: int = ..., **buildKwds: object) -> int: ...

class SimpleDocTemplate(BaseDocTemplate): ...
