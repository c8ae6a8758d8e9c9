"""QR codes as plain matrices: what a screen paints and a page prints. Setting them in ink is left to their users."""

from collections.abc import Sequence


def qr_matrix(digits: str) -> Sequence[Sequence[bool]]:
    """Return the QR code of digits, of the lowest correction: it is shown close by and holds a signature of its own."""
    import segno

    code = segno.make_qr(digits, error="l", boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix]
