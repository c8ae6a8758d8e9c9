"""Documents that service tests start from; every name in them is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore


def a_document(**case: object) -> dict[str, Any]:
    """Return a case with one person in a role, an episode and a note."""
    return {
        "case": {"title": "Heron maple 42", "summary": "Two workers without their papers.", **case},
        "records": [
            {
                "record": "Person",
                "key": "p1",
                "fields": {
                    "given_names": "Ann Marie",
                    "family_name": "Doe",
                    "birth_date": "2009-04",
                    "citizenships": ["GY", "LC"],
                    "phone": "758 452 0000",
                    "document_number": "R0123456",
                    "safe_contact": "Through the clinic, mornings",
                    "sex": "female",
                },
            },
            {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
            {"record": "Episode", "fields": {"person": "p1", "exploitation": ["ForcedLabour"], "began": "2025"}},
            {"record": "Note", "fields": {"text": "Asked for water and a call home.", "person": "p1"}},
        ],
    }


def case_of(store: FakeStore) -> bytes:
    """Return the case of the first entry of a store."""
    case = store.held[0].entry.head.case
    assert case
    return case
