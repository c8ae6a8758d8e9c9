class ZlibArchiveReader:
    toc: dict[str, tuple[int, int, int]]

class CArchiveReader:
    toc: dict[str, tuple[int, int, int, int, str]]
    def __init__(self, filename: str) -> None: ...
    def open_embedded_archive(self, name: str) -> ZlibArchiveReader: ...
