"""Prints the case file: a pure function of its model, by ReportLab, with the typeface embedded.

Equal models give the same bytes (there is no clock, no random number and no path in them), the file's properties tell
nothing but the neutral reference, and there is a page for every text, however long or odd. What the model says is
decided in `services/documents`, how its parts are set in `setting`, and what repeats on each page in `furniture`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tipdesk.adapters.documents.furniture import Furnished, PageTexts
from tipdesk.adapters.documents.paper import set_on_paper
from tipdesk.adapters.documents.setting import Setting
from tipdesk.adapters.documents.styles import styles
from tipdesk.adapters.documents.typeface import Pen, Typeface
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.documents.printer import Told, untold

if TYPE_CHECKING:
    from reportlab.platypus import BaseDocTemplate, Flowable


class CaseFilePrinter:
    """Prints case files: implements `services.documents.printer.Printer`; `read_bytes` gives the packaged fonts."""

    def __init__(self, read_bytes: Callable[[str], bytes]) -> None:
        """Take the source of the fonts; none is read before something is printed."""
        self._typeface = Typeface(read_bytes)

    def print(self, case_file: CaseFile, told: Told = untold) -> bytes:
        """Return the PDF of a case file.

        `told` hears how much of it is set, and whatever it raises ends the printing.
        """
        pen = Pen(self._typeface)
        furnished = Furnished(_page_texts(case_file, pen))
        outlined, title = _outlined(case_file, pen), pen.line(case_file.reference)
        return set_on_paper(outlined, title, furnished, Setting(case_file.furniture, pen, told).story(case_file))


def _page_texts(case_file: CaseFile, pen: Pen) -> PageTexts:
    furniture = case_file.furniture
    texts = PageTexts(
        marking=pen.line(furniture.marking),
        running=pen.line(" · ".join(filter(None, (case_file.reference, case_file.title)))),
        kind=pen.line(case_file.kind),
        foot=pen.line(furniture.foot),
        watermark=pen.line(furniture.watermark),
        page=pen.line(furniture.page),
    )
    pen.unprintable = 0  # the same words stand in the content, where they are counted
    return texts


def _outlined(case_file: CaseFile, pen: Pen) -> "type[BaseDocTemplate]":
    """Return a document that puts the heads of its sections into the outline of the file, since they name no person."""
    from reportlab.platypus import BaseDocTemplate

    titles = iter([pen.line(section.title) for section in case_file.sections])

    class Outlined(BaseDocTemplate):
        def afterFlowable(self, flowable: "Flowable") -> None:  # noqa: N802 - the library calls it by this name
            if getattr(flowable, "style", None) is styles().section:
                title = next(titles)
                self.canv.bookmarkPage(title)
                self.canv.addOutlineEntry(title, title)

    return Outlined
