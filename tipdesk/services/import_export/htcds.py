"""HTCDS 2.0, the Human Trafficking Case Data Standard of IOM: its 38 core fields in their order, and what fills each.

`label` is what IOM's own spreadsheets show above the column, `letter` where it stands in them. Those sheets are read by
their labels, since some of the names that they hide are those of other columns. What the standard calls a value is in
the code lists (column `htcds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tipdesk.services.import_export.maps import MapColumn, SheetMap, Slot, Target

NAME: Final = "HTCDS 2.0"
STANDARD: Final = "htcds"
OTHER: Final = "Other"
_KINDS = ("postal", "home", "host", "workplace", "home_country", "other")
ADDRESS = Slot("Address", (("kind", _KINDS),))
MOBILE, HOME_PHONE, EMAIL = (Slot("ContactPoint", (("kind", (kind,)),)) for kind in ("mobile", "home_phone", "email"))
PERSON, CASE, EPISODE, DETERMINATION = (Slot(name) for name in ("Person", "Case", "Episode", "Determination"))
REFERRED_IN, REFERRED_OUT = (Slot("Referral", (("direction", (way,)),)) for way in ("in", "out"))
CONSENT = Slot("Consent", (("scope", ("interview",)),))
POINTS: Final = frozenset(
    {
        "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
        "how_long_stored", "how_to_withdraw",
    }
)  # fmt: skip
"""The codes of consent_point: what the standard's box of a consent to an interview stands for."""
RECRUITED_AT = Slot("Place", (("kind", ("establishment",)),), ("Episode", "recruited_place"))
EXPLOITED_AT = Slot("Place", (("kind", ("establishment",)),), ("Episode", "place_at"))


@dataclass(frozen=True)
class CoreField:
    """One core field."""

    name: str
    label: str
    letter: str
    slot: Slot
    field: str

    def as_column(self) -> MapColumn:
        """Return it as a column of a sheet."""
        misspelt = ("vic_traffickinstatusdecisionmakingorg",) if self.name.endswith("DecisionMakingOrg") else ()
        codes = _WORDS.get(self.name, {})
        return MapColumn(self.name, Target(self.slot, self.field), self.label, misspelt, self.letter, codes)


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "cas_Status": {"active": "open"},
    "con_Consent": {
        **dict.fromkeys(("yes", "true", "1", "x"), "given"),
        **dict.fromkeys(("no", "false", "0"), "refused"),
    },
}
"""What words of these columns mean, besides what the code lists say."""


CORE: Final = (
    CoreField("prs_Salutation", "Salutation", "C", PERSON, "salutation"),
    CoreField("prs_FirstName", "First Name", "D", PERSON, "given_names"),
    CoreField("prs_SecondName", "Second Name", "E", PERSON, "family_name"),
    CoreField("prs_Birthdate", "Birthdate", "G", PERSON, "birth_date"),
    CoreField("prs_Gender", "Gender", "H", PERSON, "gender"),
    CoreField("prs_Citizenship", "Citizenship", "I", PERSON, "citizenships"),
    CoreField("prs_Title", "Title", "J", PERSON, "title"),
    CoreField("prs_Email", "Email", "K", EMAIL, "email"),
    CoreField("prs_HomePhone", "Home Phone", "L", HOME_PHONE, "number"),
    CoreField("prs_MobilePhone", "Mobile Phone", "M", MOBILE, "number"),
    CoreField("prs_MailingCity", "Mailing City", "O", ADDRESS, "city"),
    CoreField("prs_MailingCountry", "Mailing Country", "R", ADDRESS, "country"),
    CoreField("prs_MailingState", "Mailing State/Province", "P", ADDRESS, "state"),
    CoreField("prs_MailingStreet", "Mailing Street", "N", ADDRESS, "line"),
    CoreField("prs_MailingPostalCode", "Mailing Zip/Postal Code", "Q", ADDRESS, "postal_code"),
    CoreField("vic_TraffickingStatus", "Trafficking Status", "S", DETERMINATION, "outcome"),
    CoreField(
        "vic_TraffickingStatusDecisionMakingOrg",
        "Trafficking Status Decision Making Organization",
        "T",
        DETERMINATION,
        "body",
    ),
    CoreField("vic_MethodOfRecruitment", "Method of Recruitment", "U", EPISODE, "recruitment_methods"),
    CoreField("vic_LocationOfRecruitment", "Location of Recruitment", "V", RECRUITED_AT, "name"),
    CoreField("vic_MethodsOfControl", "Methods of Control", "W", EPISODE, "control_methods"),
    CoreField("vic_TypeOfExploitation", "Type of Exploitation", "X", EPISODE, "exploitation"),
    CoreField("vic_ForcedLabourIndustry", "Forced Labour Industry", "Y", EPISODE, "industry"),
    CoreField("vic_TypeOfSexExploitation", "Type of Sex Exploitation", "Z", EPISODE, "sex_types"),
    CoreField("vic_LocationOfExploitation", "Location of Exploitation", "AA", EXPLOITED_AT, "name"),
    CoreField("cas_Status", "Status", "AB", CASE, "status"),
    CoreField("cas_ReasonForCaseClosure", "Reason for Case Closure", "AM", CASE, "closure_words"),
    CoreField("cas_CaseOwner", "Case Owner", "B", CASE, "owner"),
    CoreField("cas_ReferringOrganisation", "Referring Organisation", "AC", REFERRED_IN, "agency"),
    CoreField("cas_IncomingReferralDate", "Incoming Referral Date", "AD", REFERRED_IN, "on"),
    CoreField("cas_ReferringPrimaryCaseWorker", "Referring Primary Case Worker", "AE", REFERRED_IN, "worker"),
    CoreField("cas_ReasonForIncomingReferral", "Reason for Incoming Referral", "AF", REFERRED_IN, "reason"),
    CoreField("cas_IncomingReferralDetails", "Incoming Referral Details", "AG", REFERRED_IN, "details"),
    CoreField("cas_ReferredOrganisation", "Referred Organisation", "AH", REFERRED_OUT, "agency"),
    CoreField("cas_ReferredPrimaryCaseWorker", "Referred Primary Case Worker", "AI", REFERRED_OUT, "worker"),
    CoreField("cas_ReasonForOutgoingReferral", "Reason for Outgoing Referral", "AJ", REFERRED_OUT, "reason"),
    CoreField("cas_OutgoingReferralDate", "Outgoing Referral Date", "AK", REFERRED_OUT, "on"),
    CoreField("cas_OutgoingReferralDetails", "Outgoing Referral Details", "AL", REFERRED_OUT, "details"),
    CoreField("con_Consent", "Consent", "F", CONSENT, "status"),
)
"""The core fields in the order of the standard, which is that of an export."""

HTCDS: Final = SheetMap(
    NAME,
    tuple(one.as_column() for one in CORE),
    dated=("cas_IncomingReferralDate", "cas_OutgoingReferralDate"),
    standard=STANDARD,
)

SPELLINGS: Final = {
    "Threats of law enforcement": "ThreatsLawEnforcement",
    "Not Specified/Unknown": "NonSpecifiedUnknown",
    "Water supply; sewerage, waste management and remediation": "E_WaterSupplySewerageWasteManagement",
    "Wholesale and retail trade; repair of motor vehicles and motorcycles": (
        "G_WholesaleAndRetailTradeRepairOfMotorVehicles"
    ),
    "Public administration and defence; compulsory social security": "O_PublicAdministrationAndDefence",
    "Activities of households as employers; undifferentiated goods- and services- producing activities of households "
    "for own use": "T_ActivitiesOfHouseholdsAsEmployers",
    "Activities of extraterritorial organizations and bodies": "U_ActivitiesOfExtraterritorialOrganizations",
}
"""What the standard's sheets call values whose names are other words; in all others the letters are the same."""
