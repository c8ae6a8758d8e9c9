"""What type a file is, told by its first bytes, and whether its name says another.

The bytes decide; a name is what somebody called it. What no sign is known of is bytes and nothing more.
"""

from collections.abc import Callable
from typing import Final

BYTES: Final = "application/octet-stream"
TEXT: Final = "text/plain"
_ZIP: Final = "application/zip"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
_IN_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_BRANDS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"), "image/heic"),
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
_ENDINGS: Final = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/tiff": ("tif", "tiff"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif", "hif"),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov", "qt"),
    "audio/mp4": ("m4a",),
    "audio/mpeg": ("mp3",),
    "audio/wav": ("wav",),
    "audio/ogg": ("ogg", "oga", "opus"),
    _WORD: ("docx",),
    _SHEET: ("xlsx",),
    _ZIP: ("zip",),
    TEXT: ("txt", "text", "csv", "log", "md", "json", "xml", "html", "htm", "eml", "vcf", "ics", "srt"),
}
_BY_ENDING: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
_LONGEST_LETTER: Final = 4
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f\x1b")
_FIRST_PRINTED: Final = 0x20


def type_of(head: bytes) -> str:
    """Return the media type that a file's first bytes tell, `BYTES` where they tell none."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    found = next((kind for told in _LATER if (kind := told(head))), "")
    return found or (TEXT if _is_text(head) else BYTES)


def type_named(name: str) -> str:
    """Return the media type that the ending of a name says, "" where it says none that is known."""
    return _BY_ENDING.get(name.rpartition(".")[2].casefold(), "") if "." in name else ""


def is_another(name: str, kind: str) -> bool:
    """Tell whether a name says another type than a file has; one that says nothing is never wrong."""
    named = type_named(name)
    return bool(named) and named != kind


def ending_of(kind: str) -> str:
    """Return the ending that files of a type have, with its dot; ".bin" where the type is not known."""
    return f".{_ENDINGS[kind][0]}" if kind in _ENDINGS else ".bin"


def _riff(head: bytes) -> str:
    return _IN_RIFF.get(head[8:12], "") if head.startswith(b"RIFF") else ""


def _boxes(head: bytes) -> str:
    return _BRANDS.get(head[8:12], "video/mp4") if head[4:8] == b"ftyp" else ""


def _zipped(head: bytes) -> str:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ""
    is_office = b"[Content_Types].xml" in head or b"_rels/.rels" in head
    return next((kind for part, kind in ((b"word/", _WORD), (b"xl/", _SHEET)) if is_office and part in head), _ZIP)


_LATER: Final[tuple[Callable[[bytes], str], ...]] = (_riff, _boxes, _zipped)


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are the beginning of a text; the last letter may be cut."""
    if not head or any(one < _FIRST_PRINTED and one not in _TEXT_CONTROLS for one in head):
        return False
    for cut in range(min(_LONGEST_LETTER, len(head))):
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return True
    return False
