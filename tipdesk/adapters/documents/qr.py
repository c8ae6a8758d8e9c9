"""QR codes as plain matrices, which a screen paints and a page prints.

The library that makes them is imported with the first one.
"""

from collections.abc import Sequence
from typing import Literal


def qr_matrix(text: str, correction: Literal["l", "q"] = "l") -> Sequence[Sequence[bool]]:
    """Return the QR code of a text as rows of black or white; digits, and capitals with spaces, take the least room.

    `correction` is "l" for what is shown close by and holds a signature of its own, and "q" for paper that lies for
    years: a quarter of it may be spoilt.
    """
    import segno

    code = segno.make_qr(text, error=correction, boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix]
