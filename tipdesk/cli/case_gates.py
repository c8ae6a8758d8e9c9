"""`tipdesk case gates`: what the next steps of a case ask for, what runs out, and what stands past a rule in it."""

import click

from tipdesk.cli.case_clocks import told_clock
from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.gates.passing import needs_shown
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.gates.case_gates import CaseGates, read_case_gates


@click.command("gates", cls=Command)
@click.argument("reference")
@pass_context
def gates(context: Context, reference: str) -> None:
    """Tell what is missing and due in a case, and what came in past a rule."""
    found = read_case_gates(context.desk, get_case_id(context.desk, reference))
    now = context.desk.clock.now_ms()
    told = {
        "open": [
            {"gate": one.gate, "stage": stage, "sentence": one.text(_), "needs": needs_shown([one])}
            for stage, one in found.ahead
        ],
        "clocks": [
            {"clock": one.id, "due": moment_text(one.ends), "state": one.state(now).value} for one in found.clocks
        ],
        "breaches": [
            {
                "gate": one.gate,
                "record": one.failed.record,
                "row": id_text(one.failed.row),
                "sentence": one.failed.text(_),
                "since": moment_text(one.since),
                "older_program": one.is_older,
            }
            for one in found.breaches
        ],
    }
    context.show(told, *_lines(found, now))


def _lines(found: CaseGates, now: int) -> list[str]:
    return [
        *(f"{stage}  {one.gate}: {one.text(_)}" for stage, one in found.ahead),
        *(told_clock(one, now) for one in found.clocks),
        *(_("Came in past a rule: {gate}: {sentence}").format(gate=one.gate, sentence=one.failed.text(_))
          for one in found.breaches),
    ]  # fmt: skip
