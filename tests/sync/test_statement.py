"""The bytes that an officer signs: what the paragraph of `sync.statement` says, so that a stranger makes them too."""

from __future__ import annotations

from tipdesk.sync.statement import Statement

WHOLE = Statement(
    "print", b"\x01" * 32, b"\x02" * 16, "2026-11-24T15:02-04:00", b"\x03" * 16, b"\x04" * 16, b"\x05" * 16
)
LINES = (
    ("case", "03" * 16),
    ("device", "04" * 16),
    ("subject", "05" * 16),
    ("sha256", "01" * 32),
    ("officer", "02" * 16),
    ("at", "2026-11-24T15:02-04:00"),
)


def text_of(*left_out: str) -> str:
    """Return the lines without these."""
    return "".join(f"{name} {value}\n" for name, value in LINES if name not in left_out)


def test_each_fact_has_its_line_in_this_order() -> None:
    """Name, space, value, line feed; a fact that is not given leaves no line."""
    assert WHOLE.text == text_of()
    bare = Statement("print", WHOLE.sha256, WHOLE.officer, WHOLE.at)
    assert bare.text == text_of("case", "device", "subject")
    for name in ("case", "device", "subject"):
        one = Statement("print", WHOLE.sha256, WHOLE.officer, WHOLE.at, **{name: getattr(WHOLE, name)})
        assert one.text == text_of(*({"case", "device", "subject"} - {name}))


def test_what_is_signed_is_the_pre_authentication_encoding() -> None:
    """Type and text with their lengths before them: the use stands in the type, so no signature serves another."""
    text = text_of().encode()
    assert WHOLE.message == b"DSSEv1 16 tipdesk print v1 " + str(len(text)).encode() + b" " + text
