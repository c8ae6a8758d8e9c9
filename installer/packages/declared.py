"""What the metadata of a distribution does not say about its licence, or does not say so that a machine can read it.

Everything here has a reason; whatever a distribution says well by itself does not stand here. What a package carries
besides distributions (Python, Qt, fonts, code lists, what is compiled into a wheel) is declared in `parts`.
"""

from __future__ import annotations

from dataclasses import dataclass

LGPL = ("LGPL-3.0-only", "GPL-3.0-only")
"""The texts of the LGPL: it is the GPL with further permissions, and has to be given together with it."""

EXCHANGE = (
    "Used under the GNU Lesser General Public License, version 3. The libraries are unchanged, but for what only a "
    "debugger reads, and lie as files of their own in the program's folder (_internal/PySide6 and "
    "_internal/shiboken6, and what is beside them whose name begins with libQt6, Qt6, libpyside6, pyside6, "
    "libshiboken6 or shiboken6). You may put versions of your own in their place, as long as they have the same "
    "interface; nothing in TIPdesk hinders it, and you may take the program apart to find out why a changed one does "
    "not work. The complete source is published by The Qt Company on the Qt project's download server, under "
    "“official releases”: “qt” for Qt, “QtForPython” for PySide6 and Shiboken, each under the version named here. "
    "Where that is out of your reach, ask whoever gave you this package for it."
)


@dataclass(frozen=True)
class Declared:
    """What is declared of one distribution, and `why`.

    `texts` names standard texts (`licences`) for one whose own text is not there or not whole, and `note` says what the
    licence asks for. What is empty is taken from the metadata.
    """

    why: str
    licence: str = ""
    copyright: str = ""
    texts: tuple[str, ...] = ()
    note: str = ""


_QT = Declared(
    why="The wheel holds no text of its licences, and its metadata names no holder.",
    copyright="Copyright (C) The Qt Company Ltd. and other contributors",
    texts=LGPL,
    note=EXCHANGE,
)

DISTRIBUTIONS = {
    "certifi": Declared(
        why="Its text only refers to the licence, which asks that whoever gets the files learns where their source is.",
        texts=("MPL-2.0",),
        note="The file cacert.pem is as Mozilla publishes it; the file is its own source, in the package's folder.",
    ),
    "pillow": Declared(
        why="Its bill of materials lists what it can be built with; its files are what it was built with.",
        note="Draws images for looking at; ReportLab needs it too. The wheel holds the libraries "
        "whose texts stand below, and neither libimagequant (GPL) nor FriBiDi (LGPL), which it can be built with.",
    ),
    "pypdfium2": Declared(
        why="The metadata names its licences in words: its own code is under either of the two. The wheel holds PDFium "
        "(`parts`) and the texts of all that any of its builds is compiled from.",
        licence="BSD-3-Clause OR Apache-2.0",
        copyright="Copyright (c) 2026 The pypdfium2 team",
        note="Taken under BSD-3-Clause. Draws PDFs for looking at. Below stand the texts of what any build of PDFium "
        "is compiled from; the one here has neither V8 nor XFA, nor what is for Android or musl.",
    ),
    "pyside6-essentials": _QT,
    "reportlab": Declared(
        why="The metadata says “BSD license” and refers to its text, which is the one of three clauses.",
        licence="BSD-3-Clause",
    ),
    "segno": Declared(
        why="The metadata only has the classifier of all BSD licences; the text is the one of three clauses.",
        licence="BSD-3-Clause",
    ),
    "shiboken6": _QT,
    "sqlcipher3": Declared(
        why="The metadata names no licence; the text is that of zlib, word for word.",
        licence="Zlib",
    ),
}
