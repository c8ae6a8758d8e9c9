"""Tries the one folder as it lies there: its version, files drawn, the whole demo, and its window painted on a screen.

What PyInstaller was not told of is missing only when it is used, so a folder counts as made once it has done its work.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from installer.environment import SetUpError
from installer.packages import contents
from installer.packages.screen import screen
from tipdesk.adapters.preview.child_previewer import ChildPreviewer
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from installer.packages.facts import Facts

MOST_SECONDS = 300
DEMO_ENDS = "Every store passed its check. Done."


def try_folder(folder: Path, facts: Facts, picture: Path) -> None:
    """Do all of it, and keep a picture of the window.

    Raises:
        SetUpError: something did not go as it must; the message holds what the program said.
    """
    console = folder / contents.CONSOLE
    line = f"TIPdesk {facts.version}, build {facts.build}, commit {facts.commit}"
    _expect(line, said(console, "--version"))
    with tempfile.TemporaryDirectory(prefix="tried-") as temporary:
        _look_at_files(console)
        home = Path(temporary, "demo")
        _expect(DEMO_ENDS, said(console, "--home", str(home), "demo", "--headless"))
        paint(folder / contents.WINDOW, home / "headquarters", picture)


def said(*words: object) -> str:
    """Return what a program printed; raises SetUpError, with its words, when it fails or does not end."""
    asked = [str(word) for word in words]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=MOST_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetUpError(f"{asked} does not run: {error}") from error
    if done.returncode:
        raise SetUpError(f"{asked} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def paint(program: Path, home: Path, picture: Path) -> None:
    """Start the window on a home, wait until it is painted, and keep the picture of it. Raises SetUpError."""
    with screen() as shown, subprocess.Popen([program, "--home", home], env=dict(shown.variables)) as process:
        try:
            is_there = f"{program.name} ended, or painted nothing"
            shown.wait_until(lambda: process.poll() is not None or shown.is_painted(), is_there)
            if process.poll() is not None:
                raise SetUpError(is_there)
            shown.picture().save(picture)
        finally:
            process.terminate()


def _look_at_files(program: Path) -> None:
    """Have the program's child draw a PDF, an image and a text. Raises SetUpError."""
    pdf, picture = io.BytesIO(), io.BytesIO()
    canvas = Canvas(pdf)
    canvas.drawString(100, 100, "A page")
    canvas.save()
    Image.new("RGB", (9, 9)).save(picture, "WEBP")
    for content in (pdf.getvalue(), picture.getvalue(), "Pâté".encode()):
        try:
            with ChildPreviewer([str(program)]).open([content]) as viewing:
                viewing.show(0, 100, 100)
                if not viewing.is_confined:
                    raise SetUpError(f"{program.name} draws files without limits")
        except TipdeskError as refusal:
            raise SetUpError(f"{program.name} draws no file: {refusal}") from refusal


def _expect(wanted: str, printed: str) -> None:
    if wanted not in printed:
        raise SetUpError(f"expected “{wanted}”, and the program said:\n{printed[-2000:]}")
