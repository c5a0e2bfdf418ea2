"""Sources as a user names them: by address, in a list, in OPML."""

from pathlib import Path

import pytest
from copied_stores import copied
from live_rounds import START

from nutgraf.errors import InputError
from nutgraf.records import Source
from nutgraf.run.live.rounds import add_sources
from nutgraf.run.source_list import sources_from
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow

store = pytest.fixture(copied)


def test_known_sources_keep_their_state(store: Store) -> None:
    source = Source(id="s", url="https://example.org/feed")
    assert add_sources(store, [source], START) == [source]
    assert add_sources(store, [source], START) == []


def test_sources_are_read_from_urls_opml_and_lists(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        "<opml version='2.0'><body><outline text='News'><outline type='rss' text='Quay' xmlUrl='https://quay.example/feed'/>"
        "</outline></body></opml>",
        "utf-8",
    )
    listed = tmp_path / "list.txt"
    listed.write_text(
        "\ufeff# mine\n\nhttps://user:secret@one.example/feed#top\r\nhttps://quay.example/feed\n", "utf-8"
    )
    sources = sources_from(["HTTPS://Zero.example", str(opml), str(listed), "https://zero.example/"])
    assert [source.url for source in sources] == [
        "https://zero.example/",
        "https://quay.example/feed",
        "https://one.example/feed",
    ]
    assert [source.title for source in sources] == [None, "Quay", None]
    assert [source.named_by for source in sources] == ["user", "user", "user"]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("ftp://user:secret@example.org/", "no http or https URL"),
        ("example.org", "address of a source begins with https"),
        ("a\0b", "neither a URL nor a path"),
        ("x" * 5000, "name too long"),
        (".", "directory"),
        ("", ""),
    ],
)
def test_what_is_no_source_is_said_in_a_line(argument: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        sources_from([argument])
    assert reason in caught.value.reason.lower() or reason in caught.value.reason
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("https://one.example/\nnot an address\n", "utf-8")
    with pytest.raises(InputError, match=r"list\.txt:2"):
        sources_from([str(listed)])
