from datetime import UTC, datetime, timedelta

import pytest

from nutgraf.core.formats.dates import read_stamp
from nutgraf.core.formats.zones import countries_of

MORNING = datetime(2020, 12, 17, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-12-17T11:42+01:00[Europe/Berlin]", "2020-12-17T11:42:00+01:00"),
        ("2020-12-17T10:42Z[Europe/Berlin]", "2020-12-17T11:42:00+01:00"),
        ("2020-12-17T11:42[!europe/berlin][u-ca=hebrew]", "2020-12-17T11:42:00+01:00"),
        ("2020-12-17T10:42:00Z[!u-ca=gregory]", "2020-12-17T10:42:00+00:00"),
        ("Thu, 17 Dec 2020 02:42:00 America/Los_Angeles", "2020-12-17T02:42:00-08:00"),
        ("2020-12-17 05:42 (America/Port_of_Spain)", "2020-12-17T05:42:00-04:00"),
        ("Thu, 17 Dec 2020 17:42:00 GMT+7", "2020-12-17T17:42:00+07:00"),
        ("17 Dec 2020 16:12 UTC+5:30", "2020-12-17T16:12:00+05:30"),
        ("17 Dec 2020 16:12 +5.30", "2020-12-17T16:12:00+05:30"),
        ("17.12.2020 07:42\u221203:00", "2020-12-17T07:42:00-03:00"),
        ("17.12.2020 07:42-03:00", "2020-12-17T07:42:00-03:00"),
        ("17.12.2020 07:42:00-03", "2020-12-17T07:42:00-03:00"),
        ("17 Dec 2020 01:42 AKST", "2020-12-17T01:42:00-09:00"),
        ("17 Jul 2020 02:42 AKDT", "2020-07-17T02:42:00-08:00"),
        ("17 Dec 2020 12:42 am HST", "2020-12-17T00:42:00-10:00"),
        ("Kamis, 17 Desember 2020 | 17:42 WIB", "2020-12-17T17:42:00+07:00"),
        ("17. Dezember 2020, 11:42 Uhr MEZ", "2020-12-17T11:42:00+01:00"),
        ("July 17, 2020 at 5:42 p.m. ET", "2020-07-17T17:42:00-04:00"),
        ("10:42, 17 December 2020 (UTC)", "2020-12-17T10:42:00+00:00"),
        ("Thu Dec 17 11:42:00 2020 +0100", "2020-12-17T11:42:00+01:00"),
        ("Thu, 17 Dec 2020 04:42:00 CST", "2020-12-17T04:42:00-06:00"),
        ("2020-12-17T11:42:00[+01:00]", "2020-12-17T11:42:00+01:00"),
        ("2020-12-17T07:42\u201303:00", "2020-12-17T07:42:00-03:00"),
        ("17 Dec 2020 07:42 UTC\u20133", "2020-12-17T07:42:00-03:00"),
        ("Thu, 17 Dec 2020 17:42:00 GMT + 7", "2020-12-17T17:42:00+07:00"),
        ("17 Dec 2020 16:12 IST+0530", "2020-12-17T16:12:00+05:30"),
        ("Thu Dec 17 19:42:00 +0900 2020", "2020-12-17T19:42:00+09:00"),
        ("Thu, 17 Dec 2020 00:27:00 CHADT", "2020-12-17T00:27:00+13:45"),
        ("Thu, 17 Dec 2020 01:42:00 akst", "2020-12-17T01:42:00-09:00"),
        ("Fri, 17 Jul 2020 05:42:00 EST5EDT", "2020-07-17T05:42:00-04:00"),
        ("2020-07-17T17:42:00[PRC]", "2020-07-17T17:42:00+08:00"),
        ("2020-07-17T09:42:00Z[prc]", "2020-07-17T17:42:00+08:00"),
        ("2020-12-17 18:42 [ROK]", "2020-12-17T18:42:00+09:00"),
        ("2020-12-17T22:42:00.000+13:00[NZ]", "2020-12-17T22:42:00+13:00"),
        ("17 Jul 2020 11:42:00 POLAND", "2020-07-17T11:42:00+02:00"),
        ("17 Jul 2020 13:42:00 W-SU", "2020-07-17T13:42:00+03:00"),
        ("2020-07-17T18:42:00[asia/tokyo]", "2020-07-17T18:42:00+09:00"),
        ("2020-07-17T18:42:00 ASIA/TOKYO", "2020-07-17T18:42:00+09:00"),
        ("2020-12-17T22:42:00[antarctica/mcmurdo]", "2020-12-17T22:42:00+13:00"),
        ("2020-12-17T05:42:00 AMERICA/PORT-AU-PRINCE", "2020-12-17T05:42:00-05:00"),
        ("2020-12-17T09:42:00[Etc/GMT0]", "2020-12-17T09:42:00+00:00"),
        ("17 Jul 2020 09:42 Zulu time", "2020-07-17T09:42:00+00:00"),
        ("July 17, 2020 5:42 PM Eastern Time", "2020-07-17T17:42:00-04:00"),
        ("July 17, 2020 5:42 PM Pacific Standard Time", "2020-07-17T17:42:00-08:00"),
        ("17 декабря 2020 13:42 (МСК)", "2020-12-17T13:42:00+03:00"),
    ],
)
def test_zones_by_name_and_offset(written: str, expected: str) -> None:
    found = read_stamp(written)
    assert found is not None
    assert (found.at.isoformat(), found.zoned) == (expected, True)


@pytest.mark.parametrize(
    "written",
    [
        "17 December 2020, 10:42 Amsterdam",
        "17 décembre 2020 à 10:42 et mis à jour",
        "PUBLIÉ LE 17 DÉCEMBRE 2020 À 10:42 ET MIS À JOUR",
        "17 décembre 2020, 10:42 est la date",
        "17 December 2020 10:42-11:30",
        "17 December 2020 10:42 - 12 comments",
        "17 December 2020 10:42 +12 pictures",
        "17 December 2020 10:42 Nowhere/Atlantis",
        "17 December 2020 10:42 Japan",
        "17 December 2020 10:42 PRC",
        "17 December 2020 10:42 [Localtime]",
        "17 December 2020 10:42 IST",
        "17 December 2020 10:42 BST",
        "17 December 2020 10:42 CST",
    ],
)
def test_no_zone_is_invented(written: str) -> None:
    found = read_stamp(written)
    assert found is not None
    assert (found.at, found.zoned) == (MORNING, False)


@pytest.mark.parametrize(
    ("zone", "language", "url", "hours"),
    [
        ("IST", "en-IN", None, 5.5),
        ("IST", "he", None, 2),
        ("IST", "en-US", "https://daily.example.in/a", 5.5),
        ("IST", "en", "https://daily.example.ie/a", 1),
        ("BST", "en-GB", None, 1),
        ("BST", "en", "https://daily.example.uk/a", 1),
        ("CST", "zh-CN", None, 8),
        ("CST", "en-US", None, -6),
        ("PST", "tl", None, 8),
        ("PST", "en", None, -8),
    ],
)
def test_the_country_tells_zones_of_one_name_apart(zone: str, language: str, url: str | None, hours: float) -> None:
    found = read_stamp(f"17 Dec 2020 10:42 {zone}", countries=countries_of(language, url))
    assert found is not None
    assert found.at.utcoffset() == timedelta(hours=hours)
