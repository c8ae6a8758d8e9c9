"""How grave a report is, as the pills of every list and pane say it.

What counts as danger because nobody is sure says just that, so that no list knows more than the report.
"""

from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.pill import Tone


def grave_pills(report: ReportLine) -> list[tuple[str, Tone]]:
    """Return the pills for danger and for a child."""
    pills: list[tuple[str, Tone]] = []
    if report.is_danger:
        pills.append((_("Danger: not sure") if report.is_unsure else _("Danger now"), "danger"))
    if report.is_child:
        pills.append((_("Child"), "danger"))
    return pills
