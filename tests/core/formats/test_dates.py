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
    "written",
    [
        "17 Dec 20 10:42 GMT",
        "Thursday, 17-Dec-20 10:42:00 GMT",
        "20201217104200",
        "1608201720000000",
        "/Date(1608201720000+0100)/",
        "[17/Dec/2020:10:42:00 +0000]",
        "Dec 17 10:42:00 +0000 2020",
        "17 December 2020, 1042 hrs",
        "17 décembre 2020 à 10 h 42",
        "2020年12月17日10点42分",
        "10 h 42, 17.XII.2020",
        "2020/12/17 AM 10:42",
        "17 tháng 12, 2020 10:42 sáng",
        "17/12/2020 10:42 a. m.",
    ],
)
def test_times_in_other_forms(written: str) -> None:
    assert parse_date(written) == MORNING


@pytest.mark.parametrize(
    "written",
    [
        "17 de diciembre de 2020 3:45 de la tarde",
        "17/12/2020 3:45 p. m.",
        "2020年12月17日 下午3:45",
        "2020년 12월 17일 오후 3시 45분",
        "17 دسمبر 2020 3:45 شام",
        "17 ديسمبر 2020 - 03:45 مساءً",
        "17 दिसंबर 2020, 3:45 अपराह्न",
        "১৭ ডিসেম্বর ২০২০ বিকাল ৩:৪৫",
        "17 Disember 2020 3:45 petang",
        "2020/12/17 PM 3:45",
    ],
)
def test_halves_of_the_day(written: str) -> None:
    found = parse_date(written)
    assert found is not None
    assert (found.hour, found.minute) == (15, 45)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("17/12/2020 às 15h", 15), ("2020年12月17日 15時", 15), ("2020-12-17 晚上8:00", 20), ("17 Dec 2020 3 p. m.", 15)],
)
def test_hours_alone(written: str, hour: int) -> None:
    found = read_stamp(written)
    assert found is not None
    assert (found.at.hour, found.precision) == (hour, "minute")


@pytest.mark.parametrize(
    "written",
    [
        "۱۳۹۹/۰۹/۲۷",
        "1399-09-27T10:42:00",
        "27/9/1399",
        "پنجشنبه ۲۷ آذر ۱۳۹۹",
        "27 قوس 1399",
        "27 آذر 1399",
        "令和2年12月17日",
        "令和二年十二月十七日",
        "民國109年12月17日",
        "民國一〇九年十二月十七日",
        "中華民國 109 年 12 月 17 日",
        "109年12月17日",
        "二〇二〇年十二月十七日",
        "17 ธ.ค. 2563",
        "17 ธ.ค. 63",
        "๑๗ ธันวาคม ๒๕๖๓",
        "วันที่ 17 ธันวาคม พ.ศ. 2563",
        "2563-12-17T00:00:00",
        "17 كانون الأول 2020",
        "17 كانون الأول/ديسمبر 2020",
        "17 ديسمبر، 2020",
        "الخميس 2 جمادى الأولى 1442 هـ - 17 ديسمبر 2020 م",
        "1442/05/02 - 17/12/2020",
        "17 בדצמבר 2020",
        "১৭ ডিসেম্বর ২০২০",
        "17. joulukuuta 2020",
        "2020. gada 17. decembris",
        "2020 m. gruodžio 17 d.",
        "Disyembre 17, 2020",
        "ngày 17 tháng 12 năm 2020",
        "2020-yil 17-dekabr",
        "17.XII.2020",
    ],
)
def test_days_of_other_calendars_and_numerals(written: str) -> None:
    found = parse_date(written)
    assert found is not None
    assert found.date() == DAY.date()


@pytest.mark.parametrize(
    "written", ["1442/05/02", "2 جمادى الأولى 1442 هـ", "۰۲/۰۵/۱۴۴۲", "31 بهمن 1399", "令2.12.17", "ב' בטבת תשפ\"א"]
)
def test_no_day_where_the_calendar_is_not_known(written: str) -> None:
    assert parse_date(written) is None


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


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("17 December 2020, 20:21 Amsterdam", "20:21"),
        ("17 December 2020, 8:21 pm", "20:21"),
        ("17 de diciembre de 2020, 8:21 p. m.", "20:21"),
        ("17/12/2020 8:21 μ.μ.", "20:21"),
        ("2020年12月17日 午後8時21分", "20:21"),
        ("17.12.2020, 8:21 Uhr am Morgen", "08:21"),
        ("12:15 am 17. Dezember 2020", "12:15"),
        ("12:15 am December 17, 2020", "00:15"),
        ("Video 03:45 | 17 December 2020, 10:42", "10:42"),
        ("\u25b6 03:45 | 17 December 2020", "00:00"),
        ("17 December 2020 | Dauer: 03:45", "00:00"),
        ("17 December 2020 | 03:45 min", "00:00"),
        ("2020-12-17T25:61:00", "00:00"),
    ],
)
def test_what_a_clock_says(written: str, clock: str) -> None:
    found = read_stamp(written)
    assert found is not None
    assert f"{found.at:%Y-%m-%d %H:%M}" == f"2020-12-17 {clock}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wed, 16 Dec 2020 24:00:00 GMT", "2020-12-17T00:00:00+00:00"),
        ("2020-12-16T24:00:00Z", "2020-12-17T00:00:00+00:00"),
        ("2020-12-16T23:59:60Z", "2020-12-17T00:00:00+00:00"),
        ("Wed, 16 Dec 2020 10:41:60 +0000", "2020-12-16T10:42:00+00:00"),
    ],
)
def test_the_end_of_a_day_and_of_a_long_minute(written: str, expected: str) -> None:
    found = read_stamp(written)
    assert found is not None
    assert (found.at.isoformat(), found.precision) == (expected, "second")


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2020-12-17", "day"),
        ("17 December 2020", "day"),
        ("2020-12-17T00:00:00Z", "day"),
        ("2020-12-17T00:00:00+01:00", "day"),
        ("2020-12-17T10:42Z", "minute"),
        ("17 December 2020, 10:42", "minute"),
        ("17 December 2020, 5 pm", "minute"),
        ("2020-12-17T10:42:00Z", "second"),
        ("20201217T104200Z", "second"),
        ("1608201720", "second"),
    ],
)
def test_how_exactly_a_time_is_written(written: str, precision: str) -> None:
    found = read_stamp(written)
    assert found is not None
    assert found.precision == precision


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("令和2年12月17日", DAY),
        ("令和元年12月17日", DAY.replace(year=2019)),
        ("民國109年12月17日", DAY),
        ("R2.12.17", None),
    ],
)
def test_years_of_an_era(written: str, expected: datetime | None) -> None:
    assert parse_date(written) == expected


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
