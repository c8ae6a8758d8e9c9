"""The pictures of README lie beside it as the command makes them: all of them, of one size, and small."""

from __future__ import annotations

from PIL import Image

from installer.pictures import FOLDER, MOST_BYTES, PICTURES, SIZE


def test_pictures_are_those_that_the_command_takes() -> None:
    """No picture is missing or left over; each is a whole window and small enough for everybody who clones."""
    files = sorted(FOLDER.iterdir())
    assert [file.name for file in files] == sorted(f"{picture.name}.png" for picture in PICTURES)
    for file in files:
        with Image.open(file) as picture:
            assert picture.format == "PNG"
            assert picture.size == SIZE
        assert file.stat().st_size <= MOST_BYTES
