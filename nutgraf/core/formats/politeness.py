"""How to be a polite reader: what robots.txt allows, how long to wait, when to come again."""

import re
from datetime import datetime, timedelta

from protego import Protego

from nutgraf.core.formats.dates import parse_date

# Chosen, not measured: the longest that a host, or a source that is quiet, makes us wait.
LONGEST_DELAY = timedelta(seconds=30)
LONGEST_INTERVAL = timedelta(days=1)
QUIET_FACTOR = 16
ROBOTS_BYTES = 512_000  # 500 KiB, the least that RFC 9309 lets a crawler read

# Multiples of the interval at which a page that was taken, or changed, is looked at again: with a quarter of an hour,
# after 15 minutes, 1 hour, 4, 12, 24 and 48.
RECHECKS = (1, 4, 16, 48, 96, 192)

_SERVER_ERRORS = range(500, 600)
_SUCCESS = range(200, 300)
_SECONDS = re.compile(r"[0-9]{1,10}")
_AGENT_LINE = re.compile(r"\s*user(?:-|\s*)agent[\s:]+(?P<name>[^#]*)", re.IGNORECASE)
_SOMEBODY_ELSE = "somebody/else"  # no product token has a slash


class Robots:
    """What a site's robots.txt says to us (RFC 9309). ``delay`` is its crawl delay in seconds, at most 30."""

    def __init__(self, rules: Protego | None, agent: str, *, closed: bool = False) -> None:
        self._rules = rules
        self._agent = agent
        self.closed = closed
        asked = rules.crawl_delay(agent) if rules else None
        self.delay = min(max(asked or 0.0, 0.0), LONGEST_DELAY.total_seconds())

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched."""
        return not self.closed and (self._rules is None or self._rules.can_fetch(url, self._agent))


def read_robots(status: int, body: bytes, user_agent: str) -> Robots:
    """The rules for a user agent, as an answer to the request for robots.txt gives them.

    RFC 9309: where there is no such file (4xx) everything is allowed, while the server fails (5xx) nothing is; the
    first 500 KiB count. A page of HTML in its place holds no rules.
    """
    agent = user_agent.partition("/")[0].strip()
    if status in _SERVER_ERRORS:
        return Robots(None, agent, closed=True)
    if status not in _SUCCESS:
        return Robots(None, agent)
    return Robots(Protego.parse(_for_us(body[:ROBOTS_BYTES].decode("utf-8-sig", "replace"), agent)), agent)


def _for_us(text: str, agent: str) -> str:
    """A robots.txt in which all agents but ours are one: Protego keeps every rule for every agent of its group.

    Four thousand agents and as many rules would take it half a minute.
    """
    return "\n".join(_line_for_us(line, agent.lower()) for line in text.splitlines())


def _line_for_us(line: str, agent: str) -> str:
    said = _AGENT_LINE.match(line)
    if said is None:
        return line
    name = said["name"].strip().lower()
    name = name if name == "*" else name.replace("*", "")
    return f"User-agent: {name if name == '*' or (name and name in agent) else _SOMEBODY_ELSE}"


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait, at most a day; None where it says nothing (RFC 9110, 10.2.3)."""
    text = (value or "").strip()
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        wait = timedelta(seconds=min(int(text), int(LONGEST_INTERVAL.total_seconds())))
    elif (date := parse_date(text)) is not None:
        wait = date - now
    else:
        return None
    return min(max(wait, timedelta()), LONGEST_INTERVAL)


def next_interval(previous: timedelta | None, *, changed: bool, shortest: timedelta) -> timedelta:
    """How long to wait for the next look at a source: half as long when it had news, half as long again when not.

    Between ``shortest`` and sixteen times that (a day at most).
    """
    if previous is None:
        return shortest
    wanted = previous / 2 if changed else previous * 1.5
    return min(max(wanted, shortest), max(shortest, min(shortest * QUIET_FACTOR, LONGEST_INTERVAL)))


def back_off(failures: int, *, shortest: timedelta, asked: timedelta | None = None) -> timedelta:
    """How long to leave a source alone after it failed ``failures`` times in a row, and at least as long as it asked.

    Doubles from ``shortest`` up to a day, which is also the longest that it can ask.
    """
    longest = longest_wait(shortest)
    doublings = min(max(failures - 1, 0), 20)
    doubled = shortest * (1 << doublings) if shortest < longest else longest
    return min(max(doubled, asked or timedelta()), longest)


def steps_due(seen: datetime, now: datetime, shortest: timedelta) -> int:
    """How many looks at a page have come due since it was taken, or found changed, at ``seen``.

    They are at growing distances (RECHECKS). Where ``seen`` lies beyond the clock, which was wrong then, it is one.
    """
    if seen > now:
        return 1
    return sum(shortest * step <= now - seen for step in RECHECKS)


def recheck_span(shortest: timedelta) -> timedelta:
    """How long after its last change a page is still looked at again."""
    return shortest * RECHECKS[-1]


def longest_wait(shortest: timedelta) -> timedelta:
    """The longest that any source is ever left alone."""
    return max(shortest, LONGEST_INTERVAL)


def is_due(checked: datetime | None, due: datetime | None, now: datetime, shortest: timedelta) -> bool:
    """Whether a source is to be asked: it never was, its time has come, or what is stored of it cannot be.

    A clock that was ahead leaves times beyond the clock as it is now; a source is not left alone until then.
    """
    if checked is None or due is None or due <= now or checked > now:
        return True
    return due - now > longest_wait(shortest)
