"""The packaged code lists: that each parses, that none lacks what the standards and the program name."""

import pytest

from tipdesk.adapters.system import resources
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.codes import RESERVED, UNVERIFIED, parse_code_list
from tipdesk.domain.kinds import Code, Codes
from tipdesk.domain.records import RECORDS

BOOK = load_code_book()

# Tables of the standards, as data: list -> every code it must have.
MUST_HAVE = {
    "case_status": "reported screening open follow_up closed closed_referred reopened",
    "gender": "Feminine Masculine TransgenderFeminine TransgenderMasculine NonConforming NonSpecifiedUnknown",
    "marital_status": "Single Married Widowed Divorced Separated RegisteredPartnership",
    "exploitation_type": "ForcedLabour SexualExploitation ChildLabour ForcedMarriage Servitude "
    "OrganRemoval ForcedBegging ForcedMilitaryByNonStateActors ForcedAdoption Surrogacy "
    "Other ForcedCriminality SlaveryAndPractices DebtBondagePurpose",
    "control_method": "DebtBondage TakesEarnings RestrictsFinancialAccess PhysicalThreats ThreatsLawEnforcement "
    "ThreatensChildrenFamily UsesChildren PsychologicalAbuse PhysicalAbuse SexualAbuse FalsePromises "
    "PsychoactiveSubstance RestrictsMovement RestrictsMedicalCare ExcessiveWorkingHours "
    "WithholdsNecessities WithholdsDocuments Other",
    "recruitment_method": "AtAPlaceOfBusiness AtAnEducationalInstitution AtWork ThroughOnlineSocialNetworks "
    "ThroughAnOnlineAdvertisement ThroughATelevisionAdvert ThroughANewspaperAdvert ThroughFamilyOrFamilyEvents "
    "ThroughFriendsOrSocialEvents Other employment_agency travel_agency personal_contact radio abduction",
    "websites_apps": "Facebook Instagram WhatsApp Telegram FacebookMessenger Viber SnapChat Line 4Sale WeChat QQ QZone "
    "TikTok Twitter Other",
    "labour_sector": "agriculture aquafarming begging construction domestic_work hospitality illicit_activities "
    "manufacturing mining_or_drilling peddling transportation other not_specified",
    "sex_exploitation_type": "Prostitution Pornography RemoteInteractiveServices PrivateSexualServices",
    "journey_leg_type": "Recruitment Transit Exploitation return escape rescue sale",
    "relationship": "Familial Acquainted Unaquainted",
    "act": "recruitment transportation transfer harbouring receipt",
    "district": "LC-01 LC-02 LC-03 LC-05 LC-06 LC-07 LC-08 LC-10 LC-11 LC-12",
    "trafficking_status": "PossibleVictimOfTrafficking ActualVictimOfTrafficking NotAVictimOfTrafficking",
    "deciding_body": "Police NGO CourtOrProsecution NonPoliceGovernmentalOrganization Other",
    "referral_reason": "AdditionalServicesRequired MigrationOrChangeOfLocation Other",
    "became_of_them": "admitted secondary refused safe_place left",
    "risk_level": "low medium high imminent",
    "audit_action": "view unmask search create update export print login login_failed denied clock_jump lock",
    "languages": "eng acf spa fra hat por zho hin nep fil",
    "countries": "LC MQ GP BL MF SX CW AW BQ AI MS VG VI KY TC BM PR GF HT JM CU DO VE",
}

# CTDC k-anonymised column -> CTDC 2024 column, for each means of control.
CONTROL_COLUMNS = {
    "DebtBondage": ("DebtBondage", "meansDebtBondageEarnings"),
    "TakesEarnings": ("TakesEarnings", "meansDebtBondageEarnings"),
    "PhysicalThreats": ("Threats", "meansThreats"),
    "ThreatsLawEnforcement": ("ThreatOfLawEnforcement", "meansThreats"),
    "ThreatensChildrenFamily": ("Threats", "meansThreats"),
    "PsychologicalAbuse": ("PsychologicalAbuse", "meansAbusePsyPhySex"),
    "PhysicalAbuse": ("PhysicalAbuse", "meansAbusePsyPhySex"),
    "SexualAbuse": ("SexualAbuse", "meansAbusePsyPhySex"),
    "FalsePromises": ("FalsePromises", "meansFalsePromises"),
    "PsychoactiveSubstance": ("PsychoactiveSubstances", "meansDrugsAlcohol"),
    "RestrictsFinancialAccess": ("RestrictsFinancialAccess", "meansDenyBasicNeeds"),
    "RestrictsMovement": ("RestrictsMovement", "meansDenyBasicNeeds"),
    "RestrictsMedicalCare": ("RestrictsMedicalCare", "meansDenyBasicNeeds"),
    "WithholdsNecessities": ("WithholdsNecessities", "meansDenyBasicNeeds"),
    "ExcessiveWorkingHours": ("ExcessiveWorkingHours", "meansExcessiveWorkHours"),
    "WithholdsDocuments": ("WithholdsDocuments", "meansWithholdDocs"),
    "UsesChildren": ("UsesChildren", None),
    "Other": ("Other", None),
}


@pytest.mark.parametrize("name", BOOK.names())
def test_list_parses_and_is_not_empty(name: str) -> None:
    """Each packaged list parses: columns, unique codes, whole-number order, a label for every code."""
    codes = parse_code_list(name, resources.read_text(f"codes/{name}.csv"))
    assert len(codes) > 0
    assert all(code.code.isascii() and " " not in code.code for code in codes)
    assert len({code.order for code in codes}) == len(codes)


@pytest.mark.parametrize("name", BOOK.names())
def test_labels_tell_the_codes_apart(name: str) -> None:
    """No two codes of a list carry the same English label."""
    labels = [code.label for code in BOOK.list_of(name)]
    assert len(set(labels)) == len(labels)


def mapped(name: str, code: str, standard: str) -> str | None:
    """Return the value of a code in a standard, as the packaged list has it."""
    found = BOOK.find(name, code)
    assert found is not None
    return found.mappings.get(standard)


@pytest.mark.parametrize(("name", "codes"), MUST_HAVE.items())
def test_list_has_the_codes_of_the_standard(name: str, codes: str) -> None:
    """Every code that the data dictionary names is in its list."""
    assert set(codes.split()) <= {code.code for code in BOOK.list_of(name)}


@pytest.mark.parametrize(("code", "columns"), CONTROL_COLUMNS.items())
def test_control_maps_to_ctdc(code: str, columns: tuple[str, str | None]) -> None:
    """Each means of control knows its column in both CTDC data sets."""
    old, new = columns
    assert mapped("control_method", code, "ctdc") == f"meansOfControl{old}"
    assert mapped("control_method", code, "ctdc_2024") == new


@pytest.mark.parametrize(
    ("name", "code", "standard", "value"),
    [
        ("case_status", "reopened", "htcds", "Active"),
        ("case_status", "closed_referred", "htcds", "ClosedReferred"),
        ("exploitation_type", "ForcedBegging", "ctdc", "isForcedLabour"),
        ("exploitation_type", "SlaveryAndPractices", "ctdc", "isSlaveryAndPractices"),
        ("exploitation_type", "ForcedAdoption", "ctdc", "isOtherExploit"),
        ("relation_detail", "family", "ctdc", "recruiterRelationFamily"),
        ("labour_sector", "hospitality", "ctdc_2024", "sectorOfLabourHospitality"),
        ("gender", "Feminine", "ctdc_2024", "Woman"),
        ("countries", "LC", "ctdc_2024", "LCA"),
        ("languages", "acf", "htcds", "cpf"),
        ("sex", "not_asked", "ctdc", "-99"),
    ],
)
def test_code_maps_to_a_standard(name: str, code: str, standard: str, value: str) -> None:
    """Spot checks of the mapping columns, one for each kind."""
    assert mapped(name, code, standard) == value


def test_risk_is_ranked_from_low_to_imminent() -> None:
    """The higher risk has the higher rank, which the merge of two edits relies on."""
    ranks = [BOOK.rank("risk_level", code) for code in ("low", "medium", "high", "imminent")]
    assert ranks == sorted(ranks)


def test_countries_are_complete() -> None:
    """All 249 codes of ISO 3166-1 are there, each of two capital letters, and none is user-assigned."""
    codes = {code.code for code in BOOK.list_of("countries")}
    user_assigned = {"AA", "ZZ", *(f"Q{letter}" for letter in "MNOPQRSTUVWXYZ")}
    assert len(codes) == 249
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert not {code for code in codes if code in user_assigned or code.startswith("X")}


def test_every_coded_field_has_its_list() -> None:
    """Each list that a record's field names is packaged."""
    named = {field.codes for record in RECORDS for field in record.fields if isinstance(field, Code | Codes)}
    assert named
    assert named <= set(BOOK.names())


_REFUSALS = ("approval_decision", "became_of_them", "consent_status", "status_result")


def test_only_refusals_share_a_reserved_word() -> None:
    """The reserved answers stand in their own list; "refused" entry, consent, approval, stay mean their own."""
    assert tuple(code.code for code in BOOK.reserved()) == RESERVED
    shared = {(n, c.code) for n in BOOK.names() if n != "reserved" for c in BOOK.list_of(n) if c.code in RESERVED}
    assert shared == {(name, "refused") for name in _REFUSALS}
    assert BOOK.label_of("became_of_them", "refused") == "Refused entry"


def test_what_is_not_verified_says_so() -> None:
    """Lists from general knowledge are marked, so that Home Affairs sees what to check."""
    assert {code.status for code in BOOK.list_of("urgency")} == {UNVERIFIED}
    assert {code.status for code in BOOK.list_of("gender")} == {""}


def test_book_opens_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening the book and naming its lists reads no list: start-up pays for the folder only."""
    read: list[str] = []
    monkeypatch.setattr(resources, "read_text", read.append)
    assert len(load_code_book().names()) > 50
    assert read == []
