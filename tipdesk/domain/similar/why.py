"""Why somebody could be somebody else: short sentences that name no answer."""

from enum import Enum
from typing import NamedTuple

from tipdesk.domain.texts import _


class Why(Enum):
    """What speaks for two people being one, and what speaks against it; the value is the sentence in English."""

    SAME_DOCUMENT = _("Same document number")
    NEAR_DOCUMENT = _("Document number nearly the same")
    SAME_NAME = _("Same name")
    NAME_IN_PART = _("Part of the name is the same")
    NAME_ORDER = _("Names in another order")
    NAME_SHORT = _("Short or foreign form of the name")
    NAME_SOUND = _("Name sounds alike")
    NAME_SPELLING = _("Nearly the same name")
    SAME_BIRTH = _("Same date of birth")
    NEAR_BIRTH = _("Date of birth nearly the same")
    BIRTH_TURNED = _("Day and month of birth changed round")
    SAME_BIRTH_PART = _("As far as told, same date of birth")
    SAME_PHONE = _("Same telephone number")
    NEAR_PHONE = _("Telephone number nearly the same")
    SAME_ACCOUNT = _("Same e-mail address or account")
    SAME_ADDRESS = _("Same address")
    NEAR_ADDRESS = _("Address in part the same")
    OTHER_BIRTH = _("But another date of birth")
    OTHER_NAME = _("But another name")
    OTHER_SEX = _("But another sex")

    @property
    def speaks_against(self) -> bool:
        """Tell whether this speaks against the two being one."""
        return self in _AGAINST


_AGAINST = frozenset({Why.OTHER_BIRTH, Why.OTHER_NAME, Why.OTHER_SEX})


class Weighed(NamedTuple):
    """How much one kind of answer speaks for two people being one, as a power of ten, and why."""

    weight: float = 0.0
    whys: tuple[Why, ...] = ()


NOTHING = Weighed()
