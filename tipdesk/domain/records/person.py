"""A person in one case. Whether persons of different cases are the same human being is told by rows of `PersonLink`."""

from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    REFUGE,
    UNION,
    WORDS,
    Code,
    Codes,
    Email,
    Flag,
    Later,
    Lies,
    LongText,
    Number,
    PartialDateField,
    Phone,
    Text,
    Texts,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(
    number=12,
    scope=Scope.CASE,
    label=_("Person"),
    plural=_("People"),
    page="people",
    icon="user",
    title=_("{person_code} {given_names} {family_name}"),
    is_begun_beside=True,
)
class Person:
    """A human being who appears in one case, under one or more roles. Its HTCDS prefix is `prs_`."""

    person_code: Annotated[
        str | None,
        Text(
            1,
            _("Person code"),
            section=_("Who this is"),
            help=_("Shown instead of the name."),
            is_code=True,
            search=NAMES,
            longest=20,
            column=True,
        ),
    ] = None
    given_names: Annotated[
        str | None, Text(2, _("Given names"), sensitivity=IDENTITY, search=NAMES, htcds="prs_FirstName", column=True)
    ] = None
    family_name: Annotated[
        str | None, Text(3, _("Family name"), sensitivity=IDENTITY, search=NAMES, htcds="prs_SecondName", column=True)
    ] = None
    salutation: Annotated[
        str | None, Text(41, _("Salutation"), longest=40, htcds="prs_Salutation", help=_("Such as Ms or Dr."))
    ] = None
    title: Annotated[str | None, Text(42, _("Title"), longest=60, htcds="prs_Title")] = None
    other_names: Annotated[frozenset[str] | None, Texts(4, _("Other names"), sensitivity=IDENTITY, search=NAMES)] = None
    birth_date: Annotated[
        PartialDate | None,
        PartialDateField(
            5,
            _("Date of birth"),
            section=_("Age"),
            sensitivity=IDENTITY,
            htcds="prs_Birthdate",
            ctdc="ageBroad",
            lies=Lies.ANYWHERE,
        ),
    ] = None
    age_basis: Annotated[
        str | None, Code(6, _("How the age is known"), codes="age_basis", help=_("Age unsure is protected as a child."))
    ] = None
    about_age: Annotated[
        int | None,
        Number(37, _("About how old"), help=_("On the day of first contact."), sensitivity=IDENTITY, low=0, high=120),
    ] = None
    citizenships: Annotated[
        frozenset[str] | None,
        Codes(
            7,
            _("Citizenship"),
            section=_("Citizenship, sex and birth"),
            column=True,
            codes="countries",
            merge=UNION,
            htcds="prs_Citizenship",
            ctdc="citizenship",
        ),
    ] = None
    stateless: Annotated[bool | None, Flag(8, _("Stateless"))] = None
    sex: Annotated[str | None, Code(9, _("Sex"), column=True, codes="sex")] = None
    gender: Annotated[str | None, Code(10, _("Gender"), codes="gender", htcds="prs_Gender", ctdc="gender")] = None
    birth_place: Annotated[str | None, Text(11, _("Place of birth"), sensitivity=IDENTITY)] = None
    birth_country: Annotated[str | None, Code(12, _("Country of birth"), codes="countries")] = None
    languages: Annotated[
        frozenset[str] | None,
        Codes(13, _("Languages"), section=_("Language"), codes="languages", merge=UNION, htcds="prs_SecondaryLanguage"),
    ] = None
    main_language: Annotated[
        str | None, Code(43, _("Main language"), codes="languages", column=True, htcds="prs_PrimaryLanguage")
    ] = None
    literacy: Annotated[str | None, Code(44, _("Reading and writing"), codes="literacy")] = None
    needs_interpreter: Annotated[bool | None, Flag(14, _("Needs an interpreter"))] = None
    marital_status: Annotated[
        str | None,
        Code(15, _("Marital status"), section=_("Life and work"), codes="marital_status", htcds="prs_MaritalStatus"),
    ] = None
    children_count: Annotated[
        int | None, Number(16, _("Number of children"), low=0, high=40, htcds="prs_NumberOfChildren")
    ] = None
    education: Annotated[
        str | None, Code(17, _("Education"), codes="education", htcds="prs_HighestLevelOfEducation")
    ] = None
    occupation: Annotated[str | None, Text(18, _("Occupation"))] = None
    migration_status: Annotated[str | None, Code(19, _("Migration status"), codes="migration_status")] = None
    document_type: Annotated[
        str | None,
        Code(
            20,
            _("Identity document"),
            section=_("Papers"),
            codes="document_type",
            later=Later("IdentityDocument", "kind"),
        ),
    ] = None
    document_number: Annotated[
        str | None,
        Text(
            21,
            _("Document number"),
            sensitivity=IDENTITY,
            search=NAMES,
            longest=40,
            htcds="prs_IdentityNumber",
            later=Later("IdentityDocument", "number"),
        ),
    ] = None
    document_country: Annotated[
        str | None, Code(22, _("Issued by"), codes="countries", later=Later("IdentityDocument", "country"))
    ] = None
    document_held_by: Annotated[
        str | None,
        Text(
            23,
            _("Who holds the document now"),
            sensitivity=NARRATIVE,
            later=Later("IdentityDocument", "holder"),
        ),
    ] = None
    phone: Annotated[
        str | None,
        Phone(
            24,
            _("Telephone"),
            section=_("Contact"),
            sensitivity=IDENTITY,
            search=NAMES,
            htcds="prs_MobilePhone",
            later=Later("ContactPoint", "number", (("kind", "mobile"),)),
        ),
    ] = None
    phone_safe: Annotated[
        str | None,
        Code(
            25,
            _("Safe to ring?"),
            codes="yes_no_unsure",
            later=Later(
                "ContactPoint",
                "safe",
                (("kind", "mobile"),),
                (("yes", "safe"), ("no", "not_safe"), ("unsure", "not_safe")),
            ),
        ),
    ] = None
    safe_contact: Annotated[
        str | None,
        Text(26, _("Safe contact and times"), sensitivity=REFUGE, help=_("How to reach this person without harm.")),
    ] = None
    email: Annotated[
        str | None,
        Email(
            27,
            _("E-mail"),
            sensitivity=IDENTITY,
            search=NAMES,
            htcds="prs_Email",
            later=Later("ContactPoint", "email", (("kind", "email"),)),
        ),
    ] = None
    address: Annotated[
        str | None,
        Text(
            28,
            _("Address"),
            sensitivity=LOCATION,
            search=WORDS,
            htcds="prs_MailingStreet",
            later=Later("Address", "line", (("kind", "home"),)),
        ),
    ] = None
    disability: Annotated[
        frozenset[str] | None,
        Codes(29, _("Disability"), section=_("Health"), codes="disability", sensitivity=NARRATIVE),
    ] = None
    health_alert: Annotated[
        frozenset[str] | None, Codes(30, _("Health alert"), codes="health_alert", sensitivity=NARRATIVE, merge=UNION)
    ] = None
    health_words: Annotated[
        str | None,
        LongText(46, _("Health, in words"), sensitivity=NARRATIVE, help=_("Medicine, allergies, pregnancy.")),
    ] = None
    description: Annotated[
        str | None,
        LongText(
            31, _("Description and marks"), section=_("Description and wishes"), sensitivity=IDENTITY, search=WORDS
        ),
    ] = None
    wishes: Annotated[
        str | None, LongText(32, _("What this person wants"), sensitivity=NARRATIVE, later=Later("VictimWish", "words"))
    ] = None
    deceased: Annotated[bool | None, Flag(33, _("Deceased"), htcds="prs_Deceased")] = None
    whereabouts: Annotated[
        str | None, Text(34, _("Where this person is now"), section=_("Safety"), sensitivity=REFUGE)
    ] = None
    shelter_place: Annotated[
        str | None,
        Text(
            35,
            _("Safe place and its address"),
            sensitivity=REFUGE,
            help=_("It is in no list."),
            later=Later("ShelterStay", "address"),
        ),
    ] = None
    code_phrase: Annotated[
        str | None,
        Text(36, _("Code phrase"), sensitivity=REFUGE, help=_("Agreed with this person, for the telephone.")),
    ] = None
    first_contact_on: Annotated[
        PartialDate | None, PartialDateField(45, _("First contact on"), section=_("In a group"), timeline=True)
    ] = None
    tag_number: Annotated[
        str | None,
        Text(
            38,
            _("Tag number"),
            help=_("The number on the paper tag that this person wears."),
            search=NAMES,
            longest=20,
            column=True,
        ),
    ] = None
    family_group: Annotated[
        str | None,
        Text(
            39,
            _("Family"),
            help=_(
                "The same letter for all who belong together, as on their tags. Where PCs have tags of their own, the "
                "first of those follows: A-36 is another family than A."
            ),
            longest=20,
            column=True,
        ),
    ] = None
    line_order: Annotated[int | None, Number(40, _("Line in the list"), low=0, by_program=True)] = None
