"""What is said of the rows of *Protection* in their lists, where their columns would not say whom they are about.

A consent says for what, and whether it still counts; a danger whose it is, from whom and why; a guardian who that is,
of whom, and whether they are independent; a referral for what and whom it is, and how it stands.
"""

from collections.abc import Mapping

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.ui.case.protection_pills import AGREED_TONES, state_of
from tipdesk.ui.records.lines import cell_of
from tipdesk.ui.records.speaker import RowWords, Speaker
from tipdesk.ui.referring.course_view import TONES, is_overdue
from tipdesk.ui.translate import _

_RISKS: Mapping[str, str] = {"imminent": "danger", "high": "danger", "medium": "warn"}
_MOST = 200


class ConsentSpeaker(Speaker):
    """What is said of consents: for what and to whom, and whether each still counts."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a consent."""
        words = super()._make_words(row)
        state = "" if row.id in self.uncounted else state_of(row)
        pill = ((self.wording.code("consent_status", state), AGREED_TONES[state]),) if state in AGREED_TONES else ()
        return words._replace(title=self.wording.code("consent_scope", str(row["scope"] or "")) or words.title,
                              pills=(*pill, *words.pills))  # fmt: skip


class RiskSpeaker(Speaker):
    """What is said of dangers: for whom, how great, from whom and why, and whether it is signed."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a danger."""
        words, level = super()._make_words(row), str(cautious_value(row, "level") or "")
        risk = ((self.wording.code("risk_level", level), _RISKS.get(level, "neutral")),) if level else ()
        draft = () if is_signed(row) else ((_("Draft"), "neutral"),)
        told = (self.cell(row, self.record.by_name[name])[:_MOST] for name in ("threats_from", "why"))
        return words._replace(title=self.cell(row, self.record.by_name["person"]) or words.title,
                              below="  ·  ".join(filter(None, told)), pills=(*risk, *draft, *words.pills))  # fmt: skip

    def head(self, row: Row) -> RowWords:
        """Return the same, with what the row is: beside the list the title alone would be a person."""
        words = self.words(row)
        told = _("{record}: {whose}").format(record=_(self.record.label), whose=words.title)
        return words._replace(title=told)


class GuardianSpeaker(Speaker):
    """What is said of guardians: who, of which kind and of whom, and whether they are independent and still so."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a guardian."""
        words, fields = super()._make_words(row), self.record.by_name
        child, kind = (cell_of(row, fields[name], self.wording)[0] for name in ("person", "kind"))
        whose = _("Guardian of {child}").format(child=child) if child else ""
        stands = cautious_value(row, "independent")
        doubt = ((_("Independent?"), "warn"),) if stands is not None and stands != "yes" else ()
        over = ((_("Ended"), "neutral"),) if row["ended"] is not None else ()
        return words._replace(title=self.cell(row, fields["who"]) or words.title,
                              below="  ·  ".join(filter(None, (whose, kind))),
                              pills=(*doubt, *over, *words.pills))  # fmt: skip


class ReferralSpeaker(Speaker):
    """What is said of referrals: for what, to whom and for whom, and how they stand."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a referral."""
        words, status = super()._make_words(row), str(row["status"] or "")
        service, agency, person, way = (
            self.cell(row, self.record.by_name[name]) for name in ("service", "agency", "person", "direction")
        )
        pill = (self.wording.label("referral_status", status) or _("Draft"), TONES.get(status, "neutral"))
        if self.wording.now_ms is not None and is_overdue(row, self.wording.now()):
            pill = (_("No answer"), "danger")
        return words._replace(title=service or words.title, below="  ·  ".join(filter(None, (agency, person, way))),
                              pills=(pill, *words.pills))  # fmt: skip
