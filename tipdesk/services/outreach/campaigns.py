"""What a campaign came to: whom it reached as each activity counts it, what it cost, and what was reported afterwards.

Reports are worry reports and hotline calls, anywhere in the country, that came from the day an activity began until
four weeks after it ended, beside those of the four weeks before the campaign. That is an observation and no proof:
other things happen in those weeks, too. They are counted at headquarters alone, where all of them are held; nothing of
a case but the day of its report and the district of its post is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.values import Money, PartialDate
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.look import noting_refusals
from tipdesk.services.registers.kept import get_seen, ours

WEEKS_AFTER = 4
CAMPAIGN, ACTIVITY, CALL = (BY_NAME[name] for name in ("Campaign", "CampaignActivity", "HotlineCall"))
_REPORT, _DEVICE, _POST = (BY_NAME[name] for name in ("Report", "Device", "Post"))
_TIMES = ("written_at", "sent_at", "received_at")
Span = tuple[date, date]
Arrived = tuple[date, str, str]
"""The day of a report, the name of its record, and its district, "" where none is known."""
Arrivals = Sequence[Arrived] | None
"""What came in, None at a post."""


@dataclass(frozen=True)
class ReportsAfter:
    """How many reports came in the weeks after, and in the weeks before the first; by district where one is known."""

    worries: int
    calls: int
    before: int
    by_district: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return worry reports and hotline calls together."""
        return self.worries + self.calls


@dataclass(frozen=True)
class CampaignView:
    """A campaign with its activities, oldest first.

    `reach` and `cost` are the sums of what its activities say; activities overlap, so that `reach` counts contacts and
    not people. `after` is None at a post, and `after_each` has the total after each activity by its id.
    """

    campaign: Row
    activities: tuple[Row, ...]
    reach: int
    by_basis: Mapping[str, int]
    cost: tuple[Money, ...]
    after: ReportsAfter | None
    after_each: Mapping[bytes, int]


def see_campaign(desk: Desk, row: bytes) -> CampaignView:
    """Return a campaign with what it came to; raises the UserErrors of `get_seen`."""
    with noting_refusals(desk), desk.read() as reader:
        [view] = view_campaigns(reader, desk, [get_seen(reader, desk, CAMPAIGN, row)])
    return view


def view_campaigns(reader: Reader, desk: Desk, campaigns: Sequence[Row]) -> list[CampaignView]:
    """Return campaigns with what they came to, within a read that the caller has opened; reports are read once."""
    held = [(one, ours(reader, desk, reader.find_rows(ACTIVITY, where={"campaign": one.id}))) for one in campaigns]
    arrived: Arrivals = None
    if desk.place.is_headquarters:
        arrived = _arrivals(reader) if any(found for _campaign, found in held) else []
    return [_view(campaign, found, arrived) for campaign, found in held]


def _view(campaign: Row, found: Sequence[Row], arrived: Arrivals) -> CampaignView:
    activities = tuple(sorted(found, key=lambda one: (str(one["on"]), one.id)))
    spans = {one.id: span for one in activities if (span := _span(one)) is not None}
    by_basis: Counter[str] = Counter()
    for one in activities:
        by_basis[str(one["reach_basis"] or "")] += _number(one["reach"])
    return CampaignView(
        campaign,
        activities,
        sum(by_basis.values()),
        by_basis,
        _sums(one["cost"] for one in activities),
        _after(arrived, list(spans.values())) if arrived is not None else None,
        {one: sum(start <= day < end for day, _kind, _district in arrived) for one, (start, end) in spans.items()}
        if arrived is not None
        else {},
    )


def _arrivals(reader: Reader) -> list[Arrived]:
    """Return every worry report and hotline call of the country by its day."""
    calls = [
        (at.date(), CALL.name, str(row["district"] or ""))
        for row in reader.find_rows(CALL)
        if isinstance(at := row["at"], datetime)
    ]
    days = [(row.case, day) for row in reader.find_rows(_REPORT) if (day := _first_day(row)) is not None]
    district = _districts(reader, {case for case, _day in days if case is not None})
    return [*calls, *((day, _REPORT.name, district.get(case, "")) for case, day in days)]


def _first_day(report: Row) -> date | None:
    times = [at for name in _TIMES for at in live_values(report, name) if isinstance(at, datetime)]
    return min(times).date() if times else None


def _districts(reader: Reader, cases: set[bytes]) -> dict[bytes | None, str]:
    """Return the district of the post where each of these cases was begun."""
    posts = {row.id: str(row["district"] or "") for row in reader.find_rows(_POST)}
    devices = {
        row.id: posts.get(row["post"], "") for row in reader.find_rows(_DEVICE) if isinstance(row["post"], bytes)
    }
    return {case: devices.get(device, "") for case, device in reader.case_devices(cases).items()}


def _after(arrived: Sequence[Arrived], spans: list[Span]) -> ReportsAfter:
    """Count those who came within any of these spans, each once, and those of the weeks before the first of them."""
    if not spans:
        return ReportsAfter(0, 0, 0, {})
    first = min(start for start, _end in spans)
    within = [one for one in arrived if any(start <= one[0] < end for start, end in spans)]
    kinds = Counter(kind for _day, kind, _district in within)
    return ReportsAfter(
        kinds[_REPORT.name],
        kinds[CALL.name],
        sum(first - timedelta(weeks=WEEKS_AFTER) <= day < first for day, _kind, _district in arrived),
        Counter(district for _day, _kind, district in within if district),
    )


def _span(activity: Row) -> Span | None:
    on = activity["on"]
    if not isinstance(on, PartialDate):
        return None
    start = on.first_day
    ended = activity["ended"]
    last = ended.last_day if isinstance(ended, PartialDate) else on.last_day
    return start, max(last, start) + timedelta(weeks=WEEKS_AFTER)


def _sums(costs: Iterable[object]) -> tuple[Money, ...]:
    """Return the sum of these amounts in each currency."""
    sums: dict[str, int] = {}
    for cost in costs:
        if isinstance(cost, Money):
            sums[cost.currency] = sums.get(cost.currency, 0) + cost.cents
    return tuple(Money(cents, currency) for currency, cents in sorted(sums.items()))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
