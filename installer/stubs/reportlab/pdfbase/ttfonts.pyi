from typing import IO

class TTFont:
    fontName: str
    def __init__(self, name: str, filename: str | IO[bytes], validate: int = ..., subfontIndex: int = ...) -> None: ...
