from typing import IO

class TTFontFace:
    charToGlyph: dict[int, int]

class TTFont:
    fontName: str
    face: TTFontFace
    def __init__(self, name: str, filename: str | IO[bytes], validate: int = ..., subfontIndex: int = ...) -> None: ...
