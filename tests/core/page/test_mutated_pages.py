"""Ten thousand pages of the public data, damaged as pages are damaged on their way: each an article or a reason."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from article_pages import BODY, URL
from growth import TRIES, cpu_time, repeated
from places import DATA

from nutgraf.core.extract import extract
from nutgraf.net.warc import read_warc
from nutgraf.records import Article, Capture, Rejected

ARCHIVES = ["extraction/wcxb_dev", "extraction/trafilatura_eval", "extraction/fundus_parsers", "dates/htmldate_default"]
SHARDS = 10
PAGES = 10_000
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
MEGABYTE = 1 << 20
CHARSETS = b"utf-8 windows-1251 shift_jis gb18030 utf-16 iso-2022-kr no-such x-user-defined".split()
ATTRIBUTE = rb"""\s(?:class|id|property|name|content|href|type|datetime)=["'][^"'<>]*["']"""
WRAPPINGS = [b"div", b"span", b"table><tr><td", b"ul><li", b"b", b"template"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the repository"),
]


def pages() -> Iterator[tuple[str | None, bytes]]:
    for name in ARCHIVES:
        for item in read_warc(DATA / f"{name}.warc.gz"):
            if isinstance(item, Capture):
                yield item.url, item.body


def span(body: bytes, chance: random.Random, longest: int = 20_000) -> slice:
    start = chance.randrange(len(body) + 1)
    return slice(start, start + chance.randrange(longest))


def cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def repeat(body: bytes, chance: random.Random) -> bytes:
    part = span(body, chance)
    return body[: part.start] + body[part] * chance.choice([2, 5, 20]) + body[part.stop :]


def delete(body: bytes, chance: random.Random) -> bytes:
    part = span(body, chance)
    return body[: part.start] + body[part.stop :]


def swap(body: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    size = min(second - first, len(body) - second, chance.randrange(1, 20_000))
    return (
        body[:first]
        + body[second : second + size]
        + body[first + size : second]
        + body[first : first + size]
        + body[second + size :]
    )


def flip(body: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(body)
    for _ in range(chance.choice([1, 20, 500]) if body else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def some(body: bytes, chance: random.Random, pattern: bytes, change: Callable[[re.Match[bytes]], bytes]) -> bytes:
    share = chance.choice([0.02, 0.3, 1.0])
    return re.sub(pattern, lambda found: change(found) if chance.random() < share else found[0], body)


def break_tags(body: bytes, chance: random.Random) -> bytes:
    return some(body, chance, rb">", lambda _: chance.choice([b"", b" ", b"<", b"/>", b'">', b">>"]))


def lose_end_tags(body: bytes, chance: random.Random) -> bytes:
    return some(body, chance, rb"</\w+>", lambda _: b"")


def lose_attributes(body: bytes, chance: random.Random) -> bytes:
    return some(body, chance, ATTRIBUTE, lambda _: b"")


def break_entities(body: bytes, chance: random.Random) -> bytes:
    return some(body, chance, rb"[&;]", lambda _: chance.choice([b"", b"&", b"&#", b"&#x110000;", b"&#0;", b"&&amp;"]))


def change_charset(body: bytes, chance: random.Random) -> bytes:
    changed = re.sub(rb"(?i)charset=[\"']?[\w-]+", b"charset=" + chance.choice(CHARSETS), body)
    text = body.decode("utf-8", "replace")
    written = [text.encode("utf-16"), text.encode("gb18030"), text.encode("cp1251", "xmlcharrefreplace")]
    return chance.choice([changed, *written])


def wrap(body: bytes, chance: random.Random) -> bytes:
    tag, times = chance.choice(WRAPPINGS), chance.choice([5, 700])
    place = chance.randrange(len(body) + 1)
    ends = b"".join(b"</" + name + b">" for name in reversed(tag.split(b"><")))
    return body[:place] + (b"<" + tag + b">") * times + body[place:] + ends * times


def swell(body: bytes, chance: random.Random) -> bytes:
    value = chance.choice([b"x" * 300_000, b"a b-c " * 50_000, b"&quot;" * 50_000, b"{[" * 100_000])
    return re.sub(rb"<(?:p|div|a|meta|img)\b", lambda found: found[0] + b' class="' + value + b'"', body, count=1)


MUTATIONS = [
    cut, repeat, delete, swap, flip, break_tags, lose_end_tags, lose_attributes, break_entities, change_charset, wrap,
    swell,
]  # fmt: skip


def mutated(body: bytes, chance: random.Random) -> tuple[str, bytes]:
    chosen = chance.choices(MUTATIONS, k=chance.choice([1, 1, 2, 4]))
    for mutation in chosen:
        body = mutation(body, chance)[: 2 * MEGABYTE]
    return ", ".join(mutation.__name__ for mutation in chosen), body


def article_or_rejected(page: Capture) -> None:
    found = extract(page)
    assert isinstance(found, Article) or (isinstance(found, Rejected) and found.reason and found.detail)


@pytest.fixture(scope="module")
def usual() -> float:
    """CPU seconds that an undamaged page of a megabyte takes."""
    page = Capture(id="c1", at=SEEN, url=URL, body=repeated(BODY, "<h1>Bridge reopens</h1>")(MEGABYTE).encode())
    return min(cpu_time(lambda: extract(page)) for _ in range(TRIES))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_damaged_page_is_an_article_or_rejected_as_soon_as_another(shard: int, usual: float) -> None:
    ours = [page for number, page in enumerate(pages()) if number % SHARDS == shard]
    for number in range(PAGES // SHARDS):
        url, body = ours[number % len(ours)]
        how, damaged = mutated(body, random.Random(f"{shard} {number}"))  # noqa: S311 - no secret
        read = partial(article_or_rejected, Capture(id="c1", at=SEEN, url=url, body=damaged))
        most = usual * max(1, len(damaged) / MEGABYTE)
        assert any(cpu_time(read) < most for _ in range(TRIES)), f"{url}, {how}, seed {shard} {number}"
