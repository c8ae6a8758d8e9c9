"""A running clock that the test turns."""


class FakeSeconds:
    """As `time.monotonic`."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
