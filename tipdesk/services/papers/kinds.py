"""The papers that are printed of a case: by name, of which records one is made, and by which builder.

The name is that of the command. Papers that are
told to people are printed in the language that they speak, where there is one, unless another is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.services.papers.consent_form import make_consent_form
from tipdesk.services.papers.interpreter_declaration import make_interpreter_declaration
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.notice import make_notice
from tipdesk.services.papers.own_sheet import make_own_sheet
from tipdesk.services.papers.paper import Paper
from tipdesk.services.papers.referral_letter import make_referral_letter
from tipdesk.services.papers.reply_slip import make_reply_slip
from tipdesk.services.papers.safety_plan_paper import make_safety_plan_paper
from tipdesk.services.papers.statement_paper import make_statement_paper


@dataclass(frozen=True)
class PaperKind:
    """One paper.

    `records` are those of whose rows it is made, the usual one first. `is_told` says that it is told to its person, and
    so in their language. `needs_names` says that it is made of all that its officer may read, and not without names.
    """

    name: str
    records: tuple[str, ...]
    make: Callable[[Row, Material], Paper]
    is_told: bool = False
    needs_names: bool = False


PERSON = "Person"
_ALL = (
    PaperKind("referral", ("Referral",), make_referral_letter, needs_names=True),
    PaperKind("reply", ("Referral",), make_reply_slip),
    PaperKind("statement", ("Statement",), make_statement_paper),
    PaperKind("consent", ("Consent", PERSON), make_consent_form, is_told=True),
    PaperKind("notice", (PERSON,), make_notice, is_told=True),
    PaperKind("interpreter", ("Interpreter",), make_interpreter_declaration),
    PaperKind("safety-plan", ("SafetyPlan",), make_safety_plan_paper, is_told=True),
    PaperKind("sheet", (PERSON,), make_own_sheet, is_told=True),
)
PAPERS: Mapping[str, PaperKind] = {one.name: one for one in _ALL}
