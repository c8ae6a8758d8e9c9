from typing import IO

class TTFontFace:
    charToGlyph: dict[int, int]
    charWidths: dict[int, float]
    defaultWidth: float

class TTFont:
    fontName: str
    face: TTFontFace
    def __init__(
        self,
        name: str,
        filename: str | IO[bytes],
        validate: int = ...,
        subfontIndex: int = ...,
        asciiReadable: int | None = ...,
        shapable: bool = ...,
    ) -> None: ...
    def splitString(self, text: str | bytes, doc: object, encoding: str = ...) -> list[tuple[object, bytes]]: ...
    def getSubsetInternalName(self, subset: object, doc: object) -> str: ...
    def stringWidth(self, text: str | bytes, size: float, encoding: str = ...) -> float: ...
