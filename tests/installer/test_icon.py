"""The program's icon is drawn the same every time, and Windows and desktops can read what comes of it."""

from __future__ import annotations

from PySide6.QtGui import QImage

from installer.packages.icon import ICO_SIZES, PNG_SIZES, SIDE, make_ico, make_png, make_side


def test_each_size_shows_the_shield_on_its_ground() -> None:
    """Each picture has its size, the ground's blue above, white in the shield, and nothing in its corners."""
    for size in PNG_SIZES:
        image = QImage.fromData(make_png(size))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 16).name() == "#14233b"
        assert image.pixelColor(size // 2, size * 3 // 4).name() == "#ffffff"
        assert image.pixelColor(0, 0).alpha() < 128


def test_the_icon_of_windows_holds_every_size_upright() -> None:
    """Qt's own reader of ICO files finds each size in ours, upright, as it is in the PNG files."""
    content = make_ico()
    assert int.from_bytes(content[4:6], "little") == len(ICO_SIZES)
    for at, size in enumerate(ICO_SIZES):
        entry = content[6 + 16 * at : 22 + 16 * at]
        length, place = (int.from_bytes(entry[start : start + 4], "little") for start in (8, 12))
        alone = content[:4] + b"\1\0" + entry[:12] + (22).to_bytes(4, "little") + content[place : place + length]
        image = QImage.fromData(alone)
        assert image.width() == size
        assert image.pixelColor(size // 2, size // 16).name() == "#14233b"
        assert image.pixelColor(size // 2, size * 3 // 4).name() == "#ffffff"


def test_the_same_drawing_gives_the_same_bytes() -> None:
    """Two builds of one commit have the same icon, byte for byte."""
    assert make_ico() == make_ico()
    assert make_png(48) == make_png(48)


def test_the_side_of_setup_is_the_icon_on_its_ground() -> None:
    """The picture has the size that setup shows, the ground all around, and the white of the shield."""
    image = QImage.fromData(make_side())
    assert (image.width(), image.height()) == SIDE
    assert {image.pixelColor(x, y).name() for x, y in ((0, 0), (163, 313), (82, 300))} == {"#14233b"}
    assert image.pixelColor(82, 64 + 72).name() == "#ffffff"
