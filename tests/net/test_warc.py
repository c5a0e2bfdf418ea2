import gzip
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from growth import assert_grows_with_size, assert_takes_no_longer

from nutgraf.errors import InputError, TooLarge
from nutgraf.net.warc import read_warc
from nutgraf.records import Capture

PAGE = b"<!doctype html><title>Ferry</title><p>It runs."
DATE = "2024-01-02T08:00:00Z"


def record(
    number: int,
    block: bytes | None = None,
    kind: str = "response",
    date: str = DATE,
    content_type: str = "application/http; msgtype=response",
) -> bytes:
    block = http(PAGE + str(number).encode()) if block is None else block
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: {date}\r\n"
        f"WARC-Target-URI: https://harbour.example/{number}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: int = 200, content_type: str = "text/html; charset=Windows-1251") -> bytes:
    lines = (f"HTTP/1.1 {status} Told", f"Content-Type: {content_type}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def read(path: Path, data: bytes, max_bytes: int = 20_000_000) -> list[Capture | InputError]:
    path.write_bytes(data)
    return list(read_warc(path, max_bytes))


def bodies(items: list[Capture | InputError]) -> list[bytes]:
    return [item.body for item in items if isinstance(item, Capture)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pages.warc.gz"


THREE = [record(1), record(2), record(3)]


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"\xef\xbb\xbf", b"\n \0", b"\xef\xbb\xbf\r\n"])
def test_what_stands_before_the_first_record_costs_nothing(path: Path, before: bytes) -> None:
    assert len(bodies(read(path, before + b"".join(THREE)))) == 3


@pytest.mark.parametrize(
    "data",
    [b"".join(THREE), b"".join(gzip.compress(one, mtime=0) for one in THREE), gzip.compress(b"".join(THREE), mtime=0)],
    ids=["plain", "a member a record", "one member"],
)
def test_packings(path: Path, data: bytes) -> None:
    items = read(path, data)
    assert items[1] == Capture(
        id="<urn:uuid:00000000000000000000000000000002>",
        at=datetime(2024, 1, 2, 8, tzinfo=UTC),
        url="https://harbour.example/2",
        charset="Windows-1251",
        body=PAGE + b"2",
    )
    assert bodies(items) == [PAGE + b"1", PAGE + b"2", PAGE + b"3"]


@pytest.mark.parametrize("packed", ["plain", "members", "one"])
@pytest.mark.parametrize("keep", [0.34, 0.5, 0.66, 0.72, 0.99])
def test_cut_in_the_middle_keeps_the_whole_records_and_says_where(path: Path, packed: str, keep: float) -> None:
    records = [record(n, http(bytes(str(n), "ascii") + PAGE * 50)) for n in range(9)]
    data = {
        "plain": b"".join(records),
        "members": b"".join(map(gzip.compress, records)),
        "one": gzip.compress(b"".join(records)),
    }[packed]
    *whole, last = read(path, data[: int(len(data) * keep)])
    assert isinstance(last, InputError)
    assert str(path) in last.source
    assert "too early" in last.reason or "cut in" in last.reason
    assert bodies(whole) == [bytes(str(n), "ascii") + PAGE * 50 for n in range(len(whole))]
    if packed != "one":
        assert len(whole) >= int(9 * keep) - 1


LENGTHS = ["-5", "-1", "", "abc", "0x20", "1e3", "16, 16", "99999999999999999999999", None]
PACKINGS: dict[str, Callable[[list[bytes]], bytes]] = {
    "plain": b"".join,
    "members": lambda records: b"".join(map(gzip.compress, records)),
    "one": lambda records: gzip.compress(b"".join(records)),
}


def of_length(number: int, length: str | None) -> bytes:
    told = b"" if length is None else f"Content-Length: {length}\r\n".encode()
    return re.sub(rb"Content-Length: \d+\r\n", lambda _: told, record(number), count=1)


def by_length(number: int, more: int) -> bytes:
    return of_length(number, str(len(http(PAGE + str(number).encode())) + more))


def told(items: list[Capture | InputError]) -> list[int]:
    """The numbers of the records that something is said of."""
    found = (re.match(r"record <urn:uuid:(\w+)> ", item.reason) for item in items if isinstance(item, InputError))
    return [int(one[1], 16) if one else 0 for one in found]


@pytest.mark.parametrize("packed", PACKINGS)
@pytest.mark.parametrize("length", [*LENGTHS, "200", "20000", "20999999", "30000000", "999999999999"])
def test_a_record_whose_length_cannot_be_is_told_and_the_others_come(
    path: Path, length: str | None, packed: str
) -> None:
    data = PACKINGS[packed]([record(1), of_length(2, length), record(3), of_length(4, length), record(5)])
    items = read(path, data)
    assert bodies(items) == [PAGE + b"1", PAGE + b"3", PAGE + b"5"]
    assert told(items) == [2, 4]
    assert [type(item) for item in items] == [Capture, InputError] * 2 + [Capture]


@pytest.mark.parametrize("packed", PACKINGS)
@pytest.mark.parametrize("less", [5, 12, 40, 90])
def test_a_record_that_is_longer_than_its_length_is_told_and_taken_whole(path: Path, less: int, packed: str) -> None:
    items = read(path, PACKINGS[packed]([record(1), by_length(2, -less), record(3), by_length(4, -less)]))
    assert bodies(items) == [PAGE + b"1", PAGE + b"2", PAGE + b"3", PAGE + b"4"]
    assert told(items) == [2, 4]
    assert all("is longer than its Content-Length" in item.reason for item in items if isinstance(item, InputError))


@pytest.mark.parametrize("more", range(5, 80))
def test_a_length_that_reaches_into_the_next_record_costs_that_record_nothing(path: Path, more: int) -> None:
    items = read(path, b"".join([record(1), by_length(2, more), record(3)]))
    assert bodies(items) == [PAGE + b"1", PAGE + b"3"]
    assert [type(item) for item in items] == [Capture, InputError, Capture]


@pytest.mark.parametrize("more", range(5))
def test_line_ends_may_be_counted_or_missing(path: Path, more: int) -> None:
    lines = b"\r\n\r\n"[: 4 - more]
    assert len(bodies(read(path, b"".join([record(1), by_length(2, more), record(3)])))) == 3
    assert len(bodies(read(path, b"".join([record(1)[:-4], lines, record(2)[:-4], lines, record(3)])))) == 3


@pytest.mark.slow
@pytest.mark.parametrize("length", ["20000000", "30000000", "-1", "3"])
def test_wrong_lengths_by_the_thousand_take_no_longer_than_right_ones(path: Path, length: str) -> None:
    right = b"".join(record(number) for number in range(10_000))
    wrong = b"".join(of_length(number, length) for number in range(10_000))

    def all_told(data: bytes) -> None:
        assert len(read(path, data)) >= 10_000

    assert_takes_no_longer(lambda: all_told(wrong), than=lambda: all_told(right))


def test_a_warc_file_in_a_record_is_its_block(path: Path) -> None:
    inner = record(7) + record(8)
    items = read(path, record(1, http(PAGE + b"\r\n" + inner)) + record(2))
    assert bodies(items) == [PAGE + b"\r\n" + inner, PAGE + b"2"]


@pytest.mark.parametrize(
    "header",
    [
        lambda data: data.replace(b"\r\n", b"\n", data.count(b"\r\n", 0, data.index(b"\r\n\r\n")) + 2),
        lambda data: data.replace(b"Content-Length", b"content-length").replace(b"WARC-Type", b"warc-type"),
        lambda data: data.replace(b"WARC-Type: response", b"WARC-Type: Response"),
        lambda data: data.replace(b"WARC-Type: response", b"WARC-Type:\r\n\tresponse"),
        lambda data: data.replace(b"WARC/1.1", b"WARC/0.17"),
        lambda data: data.replace(b"WARC-Type: resp", b"X-Odd: \xc2\x85 \x0b\r\nWARC-Type: res\0\x1bp"),
        lambda data: data.replace(b"WARC-Type", b"X-Odd: \xff\xed\xa0\x80\r\nno field\r\nWARC-Type", 1),
    ],
)
def test_headers_as_they_are_written(path: Path, header: Callable[[bytes], bytes]) -> None:
    assert bodies(read(path, b"".join(header(record(number)) for number in (1, 2)))) == [PAGE + b"1", PAGE + b"2"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "in the middle": lambda member: member[:20] + b"\xff" * 20 + member[40:],
    "at its beginning": lambda member: b"\0" * 10 + member[10:],
    "in its checksum": lambda member: member[:-8] + b"\1\2\3\4" + member[-4:],
    "cut off": lambda member: member[: len(member) // 2],
    "its end cut off": lambda member: member[:-9],
    "a bit of it": lambda member: bytes(byte ^ 16 * (at == len(member) // 2) for at, byte in enumerate(member)),
    "gone, and zeros there": lambda member: bytes(len(member)),
}


@pytest.mark.parametrize("size", [0, 3_000, 300_000])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_member_costs_its_record_and_not_the_rest(path: Path, damage: str, size: int) -> None:
    noise = b"".join(sha256(str(number).encode()).digest() for number in range(size // 32))
    members = [gzip.compress(record(number, http(PAGE + b"%d" % number + noise)), mtime=0) for number in range(1, 7)]
    for number in (1, 4):
        members[number] = DAMAGES[damage](members[number])
    items = read(path, b"".join(members))
    assert [body[len(PAGE) :][:1] for body in bodies(items)] == [b"1", b"3", b"4", b"6"]
    assert [type(item) for item in items] == [Capture, InputError, Capture, Capture, InputError, Capture]
    assert all("gzip" in item.reason for item in items if isinstance(item, InputError))


def test_records_before_and_behind_the_damage_come_from_members_of_many(path: Path) -> None:
    whole = b"".join(record(number) for number in range(600))
    parts = [gzip.compress(whole[start : start + 10_000], mtime=0) for start in range(0, len(whole), 10_000)]
    parts[5] = DAMAGES["in the middle"](parts[5])
    items = read(path, b"".join(parts))
    assert 550 < len(bodies(items)) < 600
    assert any(isinstance(item, InputError) for item in items)


def test_a_page_packed_within_a_damaged_record_is_no_member(path: Path) -> None:
    inner = http(gzip.compress(PAGE + record(8)) + os.urandom(2_000), "Content-Encoding: gzip")
    members = [gzip.compress(record(1)), gzip.compress(record(2, inner)), gzip.compress(record(3))]
    members[1] = members[1][:-8] + b"\1\2\3\4" + members[1][-4:]
    assert bodies(read(path, b"".join(members))) == [PAGE + b"1", PAGE + b"3"]


def test_damage_by_the_thousand_takes_no_longer_than_its_length(path: Path) -> None:
    member = DAMAGES["in its checksum"](gzip.compress(record(1)))

    def read_all(data: bytes) -> None:
        assert len(read(path, data)) == len(data) // len(member)

    assert_grows_with_size(lambda size: member * (size // len(member)), read_all, 60_000)
    magic = gzip.compress(record(1))[:3]
    assert_grows_with_size(lambda size: magic * (size // 3), lambda data: read(path, data), 60_000)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("gzip", PAGE),  # undone by the tool that wrote the file
        ("identity", PAGE),
        ("UTF-8", PAGE),
        ("UTF-8", gzip.compress(PAGE, mtime=0)),
        ("", gzip.compress(PAGE, mtime=0)),
        ("utf-8", b"plain words"),
        ("gzip", zlib.compress(PAGE)),
        ("gzip", zlib.compress(PAGE)[2:-4]),
    ],
)
def test_content_codings(path: Path, coding: str, body: bytes) -> None:
    (found,) = bodies(read(path, record(1, http(body, f"Content-Encoding: {coding}"))))
    assert found == (body if body == b"plain words" else PAGE)


def test_chunks(path: Path) -> None:
    chunked = b"5\r\n<html\r\n6;x=y\r\n><p>ab\r\n0\r\n\r\n"
    plain = b"5 boats <p>came"
    data = record(1, http(chunked, "Transfer-Encoding: chunked")) + record(2, http(plain, "Transfer-Encoding: chunked"))
    assert bodies(read(path, data)) == [b"<html><p>ab", plain]


def test_bombs_and_big_records_are_told_and_the_rest_comes(path: Path) -> None:
    bomb = record(1, http(gzip.compress(b"x" * 5_000_000), "Content-Encoding: gzip"))
    big = record(2, http(b"<p>" + b"x" * 3_000_000))
    items = read(path, bomb + big + record(3), 1_000_000)
    assert [type(item) for item in items] == [TooLarge, TooLarge, Capture]
    assert "00001" in str(items[0])


def test_what_becomes_a_capture(path: Path) -> None:
    data = b"".join(
        (
            record(1, b"software: x", "warcinfo", content_type="application/warc-fields"),
            record(2, b"GET / HTTP/1.1\r\n\r\n", "request", content_type="application/http"),
            record(3, PAGE, "resource", content_type="text/html"),
            record(4, http(b"\x89PNG", content_type="image/png")),
            record(5, http(PAGE, content_type="image/png")),
            record(6, http(b"gone", status=404)),
            record(7, b"20240102 harbour.example A 192.0.2.1", content_type="text/dns"),
            record(8, PAGE),
            record(9, http(b"body {}", content_type="text/css")),
            record(10, b"", "revisit"),
            record(11, http(b"")),
        )
    )
    captures = [item for item in read(path, data) if isinstance(item, Capture)]
    assert [(int(capture.id[-3:-1], 16), capture.status) for capture in captures] == [
        (3, 200),
        (5, 200),
        (6, 404),
        (8, 200),
        (11, 200),
    ]


@pytest.mark.parametrize("target", ["xhttps://a.example/", "hard::name", "", "<https://a.example/>"])
def test_a_strange_target_loses_no_page(path: Path, target: str) -> None:
    data = record(1).replace(b"https://harbour.example/1", target.encode())
    (capture,) = read(path, data)
    assert isinstance(capture, Capture)
    assert capture.body == PAGE + b"1"
    assert capture.url in {None, "https://a.example/"}


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2024-01-02T08:00:00.123456789Z", datetime(2024, 1, 2, 8, 0, 0, 123456, tzinfo=UTC)),
        ("2024-01-02T09:00:00+01:00", datetime(2024, 1, 2, 8, tzinfo=UTC)),
        ("yesterday", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_dates(path: Path, date: str, at: datetime | None) -> None:
    (item,) = read(path, record(1, date=date))
    assert item.at == at if isinstance(item, Capture) else at is None


def test_wacz(tmp_path: Path) -> None:
    path = tmp_path / "pages.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/b.warc", record(3))
        package.writestr("archive/a.warc.gz", gzip.compress(record(1)) + gzip.compress(record(2))[:-30])
    first, error, third = read_warc(path)
    assert isinstance(first, Capture)
    assert isinstance(third, Capture)
    assert first.body == PAGE + b"1"
    assert third.body == PAGE + b"3"
    assert isinstance(error, InputError)
    assert error.source == f"{path}/archive/a.warc.gz"


def test_a_wrong_length_in_a_package_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pages.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("archive/a.warc", record(1) + of_length(2, "-5") + of_length(3, "30000000") + record(4))
        package.writestr("archive/b.warc.gz", gzip.compress(of_length(5, "x")) + gzip.compress(record(6)))
    items = list(read_warc(path))
    assert bodies(items) == [PAGE + b"1", PAGE + b"4", PAGE + b"6"]
    assert sum(isinstance(item, InputError) for item in items) == 3


@pytest.mark.parametrize(
    "data", [b"no WARC at all\n" * 9, b"PK\x03\x04 no zip", gzip.compress(b"words " * 99, mtime=0), b"WARC/1.1\r\n"]
)
def test_what_is_no_warc(path: Path, data: bytes) -> None:
    (error,) = read(path, data)
    assert isinstance(error, InputError)
    assert error.source.startswith(str(path))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (error,) = read_warc(tmp_path / "missing.warc")
    assert isinstance(error, InputError)


@pytest.mark.parametrize("before", range(64_900, 65_600, 35))
def test_a_header_is_found_wherever_reading_stops_in_it(path: Path, before: int) -> None:
    first = record(1, http(PAGE + b"x" * (before - len(record(1, http(PAGE))))))
    assert len(read(path, first + record(2) + record(3))) == 3
    assert [type(item) for item in read(path, first + record(2) + record(3))] == [Capture] * 3
