from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.formats.dates import parse_date, plausible, read_stamp

DAY = datetime(2020, 12, 17, tzinfo=UTC)
MORNING = datetime(2020, 12, 17, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2020-12-17",
        "20201217",
        "2020/12/17",
        "December 17, 2020",
        "Dec. 17, 2020",
        "17th of December, 2020",
        "Thursday, 17 December 2020",
        "17-Dec-2020",
        "12/17/2020",
        "17/12/2020",
        "17.12.2020",
        "17.12.20",
        "17. Dezember 2020",
        "17 décembre 2020",
        "17 de diciembre de 2020",
        "17 dicembre 2020",
        "17 de dezembro de 2020",
        "17 декабря 2020 г.",
        "17 грудня 2020",
        "17 grudnia 2020",
        "17 Aralık 2020",
        "2020年12月17日",
        "2020년 12월 17일",
        "١٧ ديسمبر ٢٠٢٠",
        "17 ธันวาคม 2563",
        "2020. december 17.",
        "17 | 12 | 2020",
    ],
)
def test_days_in_many_languages(written: str) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "2020-12-17T10:42:00Z",
        "2020-12-17T10:42:00.123456Z",
        "2020-12-17T11:42:00+01:00",
        "2020-12-17 05:42:00 -0500",
        "20201217T104200Z",
        "Thu, 17 Dec 2020 05:42:00 EST",
        "Thu, 17 Dec 2020 10:42:00 GMT",
        "Thu Dec 17 05:42:00 EST 2020",
        "Thu Dec 17 2020 05:42:00 GMT-0500 (EST)",
        "Dec. 17, 2020 at 5:42 a.m. ET",
        "Updated 10:42, 17 Dec 2020",
        "17. Dezember 2020, 10:42 Uhr",
        "17 décembre 2020 à 10h42",
        "2020年12月17日 10時42分",
        "1608201720",
        "1608201720000",
    ],
)
def test_times_and_their_zones(written: str) -> None:
    found = parse_date(written)
    assert found is not None
    assert found.replace(microsecond=0) == MORNING


@pytest.mark.parametrize(
    "written", ["", "hello", "2020-13-45", "yesterday", "31.02.2020", "99999999999999", "May", "1 of 12"]
)
def test_no_date(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    "written", ["17.12.202010:42", "17.12.2010:42", "17 December 202010:42", "December 17, 202010:42"]
)
def test_a_time_glued_to_the_year(written: str) -> None:
    assert parse_date(written) == MORNING


@pytest.mark.parametrize(
    ("written", "offset"),
    [
        ("2020-12-17T05:42:00-05:00", -5),
        ("Thu, 17 Dec 2020 11:42:00 +0100", 1),
        ("Dec. 17, 2020 at 5:42 a.m. EST", -5),
        ("2020-12-17T10:42:00Z", 0),
    ],
)
def test_the_zone_is_kept(written: str, offset: int) -> None:
    found = read_stamp(written, "here")
    assert found is not None
    assert (found.at.utcoffset(), found.zoned, found.timed) == (timedelta(hours=offset), True, True)
    assert found.source == "here"


def test_month_first_where_one_says_so() -> None:
    assert parse_date("3/4/2020") == datetime(2020, 4, 3, tzinfo=UTC)
    assert parse_date("3/4/2020", month_first=True) == datetime(2020, 3, 4, tzinfo=UTC)


@given(st.text(max_size=300) | st.text("0123456789-/:.+ TZ", max_size=30))
def test_any_text_is_a_time_that_has_its_place_in_utc_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.astimezone(UTC) == found


@given(st.datetimes(datetime(1973, 1, 2), datetime(2399, 12, 30), timezones=st.timezones()))  # noqa: DTZ001 - bounds are naive
def test_iso_dates_come_back(moment: datetime) -> None:
    found = parse_date(moment.isoformat())
    assert found is not None
    assert abs((found - moment).total_seconds()) < 60


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
        (datetime(2020, 12, 18, tzinfo=UTC), True),
        (datetime(2020, 12, 19, tzinfo=UTC), False),
    ],
)
def test_plausible(date: datetime, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert plausible(date, DAY) is expected
