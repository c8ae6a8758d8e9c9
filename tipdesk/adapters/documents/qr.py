"""QR codes as plain matrices: what a screen paints and a page prints. Setting them in ink is left to their users."""

from collections.abc import Sequence
from typing import Literal


def qr_matrix(text: str, correction: Literal["l", "q"] = "l") -> Sequence[Sequence[bool]]:
    """Return the QR code of a text; digits, and capitals with spaces, take the least room.

    `correction`: "l" for what is shown close by and holds a signature of its own; "q" for paper that lies for years: a
    quarter of it may be spoilt.
    """
    import segno

    code = segno.make_qr(text, error=correction, boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix]
