"""A host is asked what it allows, one thing at a time, and not while it is to be left alone."""

import asyncio
from itertools import pairwise

import pytest
from fetching import fetcher, run
from nasty_server import PAGE, redirect, response, serving

from nutgraf.config import Fetching
from nutgraf.core.formats.politeness import read_robots
from nutgraf.errors import Disallowed, NutgrafError, Unreachable
from nutgraf.net.fetch import Fetcher

pytestmark = pytest.mark.slow


def test_retry_after_is_handed_on_and_the_host_left_alone() -> None:
    async def main() -> None:
        async with serving() as server, fetcher(server.base) as web:
            answer = await web.get(server.base + "/overloaded")
            assert (answer.status, answer.retry_after) == (429, "120")
            with pytest.raises(Unreachable, match="left alone"):
                await web.get(server.base + "/good")
            assert server.paths() == ["/overloaded"]

    run(main())


def test_a_host_that_fails_three_times_is_left_alone() -> None:
    async def main() -> None:
        async with serving() as server, fetcher(server.base) as web:
            for _ in range(6):
                with pytest.raises(Unreachable):
                    await web.get(server.base + "/closed")
            assert len(server.paths()) == 3

    run(main())


def test_robots_are_read_once_and_obeyed() -> None:
    rules = response(
        b"User-agent: *\nDisallow: /\n\nUser-agent: nutgraf\nDisallow: /secret\n", content_type="text/plain"
    )

    async def main() -> None:
        async with serving({"/robots.txt": rules}) as server, fetcher(server.base) as web:
            for _ in range(3):
                assert (await web.get(server.base + "/good")).status == 200
                with pytest.raises(Disallowed, match=r"robots\.txt disallows it"):
                    await web.get(server.base + "/secret/page")
            assert [asked.path for asked in server.asked].count("/robots.txt") == 1
            assert "/secret/page" not in server.paths()

    run(main())


@pytest.mark.parametrize(
    ("rules", "error"),
    [
        (response(b"", status="503 Service Unavailable"), Disallowed),
        (response(b"", status="404 Not Found"), None),
        (response(b"", status="401 Unauthorized"), None),
        (response(b"<html>Disallow: /</html>"), None),
        (response(b"\xff\xfe\x00 nonsense \x80" * 100), None),
        (response(b"User-agent: *\nDisallow: /good\n" + b"# padding\n" * 100_000), Disallowed),
        (b"", Unreachable),
        (redirect("/robots.txt"), None),
        (redirect("/elsewhere.txt"), Disallowed),
        (redirect("file:///etc/passwd"), Disallowed),
    ],
)
def test_robots_that_are_not_there_or_broken(rules: bytes, error: type[NutgrafError] | None) -> None:
    elsewhere = response(b"User-agent: *\nDisallow: /good")

    async def main() -> None:
        async with (
            serving({"/robots.txt": rules, "/elsewhere.txt": elsewhere}) as server,
            fetcher(server.base) as web,
        ):
            assert (await web.get(server.base + "/good")).body == PAGE

    if error is None:
        run(main())
    else:
        with pytest.raises(error):
            run(main())


def test_a_redirect_to_a_disallowed_page_is_not_followed() -> None:
    answers = {"/robots.txt": response(b"User-agent: *\nDisallow: /hidden"), "/to-hidden": redirect("/hidden")}

    async def main() -> None:
        async with serving(answers) as server, fetcher(server.base) as web:
            with pytest.raises(Disallowed):
                await web.get(server.base + "/to-hidden")
            assert server.paths() == ["/to-hidden"]

    run(main())


def test_one_request_at_a_time_for_a_host_with_its_delay_between() -> None:
    async def main() -> None:
        settings = Fetching(host_delay=0.1, timeout=5.0)
        async with serving() as server, fetcher(server.base, settings) as web:
            await asyncio.gather(*(web.get(server.base + "/good") for _ in range(4)))
            times = [asked.at for asked in server.asked if asked.path == "/good"]
            gaps = [later - earlier for earlier, later in pairwise(times)]
            assert min(gaps) >= 0.1
            assert server.open_most == 1

    run(main())


def test_a_crawl_delay_is_kept() -> None:
    async def main() -> None:
        rules = response(b"User-agent: *\nCrawl-delay: 0.3\n")
        async with serving({"/robots.txt": rules}) as server, fetcher(server.base) as web:
            await asyncio.gather(*(web.get(server.base + "/good") for _ in range(3)))
            times = [asked.at for asked in server.asked if asked.path == "/good"]
            assert times[2] - times[0] >= 0.6

    run(main())


def test_no_more_requests_at_once_than_settings_allow() -> None:
    open_now: list[int] = [0, 0]

    async def slow(writer: asyncio.StreamWriter) -> None:
        open_now[0] += 1
        open_now[1] = max(open_now)
        await asyncio.sleep(0.1)
        open_now[0] -= 1
        writer.write(response())
        await writer.drain()

    async def main() -> None:
        settings = Fetching(concurrency=2, host_delay=0.0, allow_private=True)
        async with serving({"/slow": slow}) as server, Fetcher(settings, read_robots) as web:
            hosts = [server.base.replace("127.0.0.1", f"h{number}.localhost") for number in range(6)]
            await asyncio.gather(*(web.get(host + "/slow") for host in hosts))

    run(main())
    assert open_now[1] == 2


def test_giving_up_waiting_leaves_the_host_usable() -> None:
    async def main() -> None:
        async with serving() as server, fetcher(server.base) as web:
            task = asyncio.create_task(web.get(server.base + "/silent"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await web.get(server.base + "/good")).status == 200

    run(main())
