"""What goes into the one folder, and what stays out: said here once, for every system.

PyInstaller follows the imports that it can read. What TIPdesk finds by name (records, commands, pages, screens) and
reads as files is added; what Qt brings and TIPdesk does not use is left out, libraries that only those parts need with
it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

SCRIPT = "tipdesk/__main__.py"
WINDOW, CONSOLE = "tipdesk", "tipdesk-cli"
"""The two commands of one folder: Windows tells a program that opens a window from one that speaks to a terminal."""
PROGRAMS = (WINDOW, CONSOLE) if sys.platform == "win32" else (WINDOW,)
"""The programs that are made. Elsewhere one is both commands, and `collection` links the second to it."""

FOUND_BY_NAME = ("tipdesk", "alembic.ddl", "uvicorn.protocols.http", "uvicorn.lifespan", "uvicorn.loops")
"""Packages whose modules are imported by name."""
READ_FILES_OF_THEIR_OWN = ("shamir_mnemonic",)
"""Libraries that read a file beside their modules: a list of words."""
HIDDEN = ("sqlalchemy.dialects.sqlite.pysqlite", "logging.config")

RUN_FIRST = "pyi_rth_pkgutil"
"""Of the scripts of PyInstaller that run before the program, the one that is needed: it lets records be found by name.

The others load Qt, multiprocessing and much else at every start, for what TIPdesk does not do.
"""

NEVER_IMPORTED = (
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingtk",
    "_dbm",
    "_gdbm",
    "_pyrepl",
    "_pytest",
    "attr",
    "attrs",
    "babel",
    "charset_normalizer",
    "curses",
    "defusedxml",
    "ensurepip",
    "greenlet",
    "idlelib",
    "lib2to3",
    "mako.ext",
    "mypy",
    "numpy",
    "packaging",
    "pip",
    "psycopg",
    "psycopg2",
    "pydoc_data",
    "pygments",
    "pytest",
    "readline",
    "rich",
    "setuptools",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql",
    "sqlite3",
    "tkinter",
    "trio",
    "turtledemo",
    "unittest",
    "zstandard.backend_cffi",
    "zstandard._cffi",
    *(
        f"PySide6.{part}"
        for part in ("QtQml", "QtQuick", "QtOpenGL", "QtOpenGLWidgets", "QtSql", "QtNetwork", "QtTest")
    ),
)

NOT_SHIPPED = re.compile(
    r"""
    (^|/)(lib)?Qt6(Qml|Quick|OpenGL|Sql|Pdf|VirtualKeyboard|WaylandCompositor|Egl[Ff][Ss]|Network|Test|Designer|Labs|Help)
    | /plugins/(sqldrivers|tls|networkinformation|qmltooling|egldeviceintegrations|generic|designer|vectorimageformats)/
    | /plugins/platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d|minimal)
    | /plugins/platformthemes/libqgtk3
    | /plugins/platforminputcontexts/(lib)?qtvirtualkeyboard
    | /plugins/imageformats/(lib)?q(pdf|tiff|webp|icns|tga|wbmp)
    | /plugins/wayland-graphics-integration-client/
    | /plugins/wayland-shell-integration/(lib)?(fullscreen|ivi|qt-shell|wl-shell)
    | PySide6/(Qt/)?translations/
    | \.dist-info/ | (^|/)charset_normalizer/
    | (^|/)opengl32sw\.dll | (^|/)d3dcompiler_47\.dll
    """,
    re.VERBOSE,
)
"""Files of Qt and of other libraries that nothing of TIPdesk opens, by where they lie in the folder."""

NOT_DATA = re.compile(r"(^|/)(README\.md|THIRD-PARTY\.txt|[^/]*\.pot|[^/]*\.po)$|(^|/)translations/qps/")
"""Files of `resources/` for people who work on the source, its own notices, and the pseudo-language."""


SYSTEM = re.compile(r"^(/usr)?/lib(64)?/([^/]+-linux-gnu/)?(?!libpython|libmpdec)[^/]+$")
"""Where Linux keeps its own libraries. A package names those that it needs and leaves it to the system to mend them.

What has another name in each release goes along: Python's own library, and the one that it reckons with.
"""


def is_shipped(place: str, origin: str) -> bool:
    """Tell whether a file that PyInstaller found at `origin`, for a place in the folder, belongs there."""
    return NOT_SHIPPED.search(place.replace("\\", "/")) is None and SYSTEM.match(origin) is None


def data_of(source: Path) -> list[tuple[str, str]]:
    """Return each file that the program reads, with the folder in the collection that it goes to.

    Alembic reads its scripts as files, so they go in beside the modules.
    """
    scripts = "tipdesk/adapters/store/migrations"
    files = [
        *(path for top in ("resources", "forms") for path in (source / top).rglob("*")),
        *(source / scripts).glob("*.py"),
        *(source / scripts / "versions").glob("*.py"),
    ]
    inside = {path.relative_to(source).as_posix(): path for path in files if path.is_file()}
    return [
        (str(inside[name]), str(PurePosixPath(name).parent)) for name in sorted(inside) if not NOT_DATA.search(name)
    ]


def is_run(script: str) -> bool:
    """Tell whether a script that PyInstaller would run at every start is run."""
    return script == RUN_FIRST or not script.startswith("pyi_rth_")
