"""What comes in is read apart: whatever reading it does, there is an answer or an InputError."""

import asyncio
import os
import re

import pytest
from copied_stores import copied
from live_rounds import Clock, added, captured, item, kept, one_round, page, rss
from nasty_server import serving

from nutgraf.errors import InputError, NotAFeed
from nutgraf.net.fetch import Fetched
from nutgraf.run.live import listing
from nutgraf.run.live.listing import _listed
from nutgraf.run.processes.apart import read_apart
from nutgraf.run.processes.worker import Limits
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow  # whole processes and servers

SOON = Limits(seconds=1.0)

store = pytest.fixture(copied)


def read(what: str) -> str:
    match what:
        case "dies":
            os.abort()
        case "raises":
            raise LookupError(what)
        case "hangs":
            re.match("(a+)+$", "a" * 60 + "b")
        case "refuses":
            raise NotAFeed("here", "no feed")
    return what.upper()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("dies", "reading it ended the process"),
        ("raises", "reading it raised LookupError"),
        ("hangs", "reading it took longer than 1 seconds"),
    ],
)
def test_whatever_reading_does_it_is_one_error(what: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as raised:
        read_apart(read, what, "https://a.example/feed", SOON)
    assert raised.value.source == "https://a.example/feed"
    assert read_apart(read, "read", "", SOON) == "READ"


def test_its_own_errors_come_as_they_are() -> None:
    with pytest.raises(NotAFeed, match="here: no feed"):
        read_apart(read, "refuses", "https://a.example/feed")


def listed(answer: Fetched, *, may_be_page: bool) -> object:
    """The listing, but for those that no reader survives."""
    if b"Fatal" in answer.body:
        os.abort()
    return _listed(answer, may_be_page=may_be_page)


def test_a_listing_that_ends_its_reader_is_its_source_s_own_matter(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_listed", listed)

    async def main() -> None:
        answers = {"/feed": rss(item("/a")), "/fatal": rss(item("/b", title="Fatal")), "/a": page("a")}
        async with serving(answers) as server:
            good, bad = added(store, server), added(store, server, "/fatal")
            await one_round(store, Clock())
            assert captured(store) == [("/a", True)]
            assert kept(store, good.url).error is None
            assert kept(store, bad.url).error == "reading it ended the process"

    asyncio.run(main())
