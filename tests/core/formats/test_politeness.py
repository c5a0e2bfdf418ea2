from datetime import UTC, datetime, timedelta

import pytest
from growth import assert_grows_with_size
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from nutgraf.core.formats.politeness import (
    RECHECKS,
    back_off,
    is_due,
    next_interval,
    read_robots,
    recheck_span,
    retry_after,
    steps_due,
)

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
YEARS = timedelta(days=3650)
AGENT = "nutgraf/0.1 (+https://example.org/robot)"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: nutgraf\nDisallow: /private", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: nutgraf\nDisallow: /private", "/private/x", False),
        ("User-agent: NUTGRAF\nDisallow: /", "/a", False),
        ("User-agent: nutgrafbot\nDisallow: /", "/a", True),
        ("User-agent: example.org\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf.html", True),
        ("User-agent: *\nDisallow: /straße", "/stra%C3%9Fe/1", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<html><body>Disallow: /</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /" + "a*" * 500 + "b", "/" + "a" * 5000, True),
    ],
)
def test_robots_allow_what_they_say(rules: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert read_robots(200, rules.encode(), AGENT).allows(f"https://example.org{path}") is allowed


def test_many_agents_with_many_rules_cost_no_more_than_their_length() -> None:
    def body(size: int) -> bytes:
        agents = "".join(f"User-agent: a{number}\n" for number in range(size))
        return (agents + "User-agent: nutgraf\n" + "Disallow: /a\n" * size).encode()

    def read(body: bytes) -> None:
        assert not read_robots(200, body, AGENT).allows("https://example.org/a")

    assert_grows_with_size(body, read, 500)


LINES = st.sampled_from(
    [
        "User-agent: *",
        "user-agent:nutgraf # us",
        "User agent: other",
        "Useragent NUTGRAF",
        "User-agent: *graf",
        "User-agent: nut",
        "User-agent : other/1.0",
        "User-agent:",
        "User-agent: **",
        "Disallow: /",
        "Disallow:",
        "Disallow: /a",
        "Allow: /a/b",
        "Crawl-delay: 2",
        "Sitemap: https://example.org/user-agent: x",
        "# User-agent: *",
        "",
    ]
)


@given(st.lists(LINES, max_size=10))
def test_agents_that_are_not_ours_are_put_together_without_a_change_for_us(lines: list[str]) -> None:
    rules = Protego.parse("\n".join(lines))
    ours = read_robots(200, "\n".join(lines).encode(), AGENT)
    assert ours.delay == (rules.crawl_delay("nutgraf") or 0.0)
    for path in ("/", "/a", "/a/b", "/c"):
        url = f"https://example.org{path}"
        assert ours.allows(url) is rules.can_fetch(url, "nutgraf")


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, False), (404, True), (403, True), (429, True), (500, False), (503, False)]
)
def test_what_no_robots_means(status: int, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert read_robots(status, b"User-agent: *\nDisallow: /", AGENT).allows("https://example.org/a") is allowed


@pytest.mark.parametrize(
    ("delay", "seconds"),
    [("2", 2.0), ("0.5", 0.5), ("86400", 30.0), ("-3", 0.0), ("nan", 0.0), ("1e300", 30.0), ("inf", 0.0), ("x", 0.0)],
)
def test_a_crawl_delay_is_bounded(delay: str, seconds: float) -> None:
    assert read_robots(200, f"User-agent: *\nCrawl-delay: {delay}".encode(), AGENT).delay == seconds


@given(st.binary(max_size=2000), st.integers(100, 599))
def test_any_robots_can_be_read(body: bytes, status: int) -> None:
    rules = read_robots(status, body, AGENT)
    assert rules.allows("https://example.org/a") in {True, False}
    assert 0 <= rules.delay <= 30


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("9999999999", 86400),
        ("99999999999999999999", None),
        ("Mon, 05 Jan 2026 12:01:00 GMT", 60),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0),
        ("Mon, 05 Jan 2032 11:00:00 GMT", 86400),
    ],
)
def test_retry_after(value: str | None, seconds: int | None) -> None:
    assert retry_after(value, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60))
def test_any_retry_after_is_a_wait_or_nothing(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or timedelta() <= wait <= timedelta(days=1)


@pytest.mark.parametrize(
    ("previous", "changed", "minutes"),
    [
        (None, True, 15),
        (None, False, 15),
        (QUARTER, False, 22.5),
        (QUARTER, True, 15),
        (4 * QUARTER, True, 30),
        (16 * QUARTER, False, 240),
        (timedelta(days=9), False, 240),
        (timedelta(), False, 15),
    ],
)
def test_the_interval_follows_the_source(previous: timedelta | None, changed: bool, minutes: float) -> None:  # noqa: FBT001
    assert next_interval(previous, changed=changed, shortest=QUARTER) == timedelta(minutes=minutes)


def test_a_long_interval_in_settings_is_kept() -> None:
    assert next_interval(timedelta(days=2), changed=False, shortest=timedelta(days=2)) == timedelta(days=2)


def test_back_off_doubles_up_to_a_day_and_waits_as_long_as_asked() -> None:
    waits = [back_off(failures, shortest=QUARTER) for failures in (1, 2, 3, 4, 100, 10**9)]
    assert waits == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER, timedelta(days=1), timedelta(days=1)]
    assert back_off(1, shortest=QUARTER, asked=timedelta(hours=3)) == timedelta(hours=3)
    assert back_off(3, shortest=QUARTER, asked=timedelta(seconds=1)) == 4 * QUARTER


def test_a_page_is_looked_at_again_once_at_each_distance() -> None:
    done, looks = 0, []
    for now in (NOW + timedelta(minutes=7 * number) for number in range(600)):
        if (due := steps_due(NOW, now, QUARTER)) > done:
            looks.append((now - NOW) / timedelta(minutes=1))
            done = due
    assert len(looks) == len(RECHECKS)
    for look, step in zip(looks, RECHECKS, strict=True):
        assert 0 <= look - 15 * step < 7


def test_a_page_is_looked_at_once_after_a_long_pause() -> None:
    assert steps_due(NOW, NOW + timedelta(days=30), QUARTER) == len(RECHECKS)
    assert recheck_span(QUARTER) == timedelta(hours=48)


def test_a_page_taken_by_a_clock_that_was_ahead_is_looked_at_once() -> None:
    assert steps_due(NOW + timedelta(days=3650), NOW, QUARTER) == 1


@pytest.mark.parametrize(
    ("checked", "due", "asked"),
    [
        (None, None, True),
        (None, YEARS, True),
        (-QUARTER, -QUARTER / 2, True),
        (-QUARTER, QUARTER, False),
        (-QUARTER, timedelta(days=1), False),
        (-QUARTER, timedelta(days=1, seconds=1), True),
        (-QUARTER, YEARS, True),
        (YEARS, YEARS, True),
        (YEARS, None, True),
        (QUARTER, 2 * QUARTER, True),
        (timedelta(), QUARTER, False),
    ],
)
def test_a_source_is_due_when_its_times_cannot_be(
    checked: timedelta | None,
    due: timedelta | None,
    asked: bool,  # noqa: FBT001 - a table's column
) -> None:
    last, following = (None if time is None else NOW + time for time in (checked, due))
    assert is_due(last, following, NOW, QUARTER) is asked


def test_times_at_the_ends_of_the_calendar_are_due() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert is_due(first, last, NOW, QUARTER)
    assert is_due(last, last, NOW, QUARTER)
    assert is_due(first, first, NOW, QUARTER)
    assert steps_due(first, last, QUARTER) == len(RECHECKS)


def test_a_failure_or_what_is_asked_keeps_no_source_waiting_over_a_day() -> None:
    for shortest in (QUARTER, timedelta(days=2), timedelta(days=10**8)):
        longest = max(shortest, timedelta(days=1))
        assert back_off(10**9, shortest=shortest, asked=timedelta(days=3650)) == longest
