"""Makes Python collect reference cycles on the GUI thread and nowhere else.

Python collects in whichever thread happens to cross a threshold. A lane that did so would end objects of Qt beside the
thread that they belong to, and may wait there, holding the interpreter, for a lock of Qt's whose holder waits for the
interpreter: the window then stands still for good. After `collect_here`, cycles are looked for between two events of
the GUI thread, by Python's own thresholds. Objects without cycles are freed as ever, in any thread.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS = 1000
"""A generation that is due waits no longer than this. Looking for none costs a microsecond."""


def collect_here() -> None:
    """From now on collect on this thread alone; the QApplication must have been made.

    Calling it again does no harm.
    """
    gc.disable()
    application = QCoreApplication.instance()
    if application is not None and application.findChild(_Collector) is None:
        _Collector(application)


class _Collector(QObject):
    """The timer that looks every second whether a collection is due; it lives as long as the application."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(collect_due)
        timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose threshold has been crossed, and the younger ones with it."""
    crossed = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold
    ]
    if crossed:
        gc.collect(crossed[-1])
