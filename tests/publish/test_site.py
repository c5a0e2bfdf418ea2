import json
import os
import tarfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from copied_stores import copied
from hypothesis import given
from hypothesis import strategies as st
from site_samples import NOON, data, filed, keep, of_entry

from nutgraf.config import Publishing
from nutgraf.core.files.frontmatter import read_record
from nutgraf.errors import OutputError, SettingsError
from nutgraf.publish.folder import MANIFEST
from nutgraf.publish.paths import Named, record_paths, topic_paths
from nutgraf.publish.site import Published, is_released, publish
from nutgraf.records import Filed, Released, Score
from nutgraf.store.protocol import Store

LATER = NOON + timedelta(days=30)
ALL = Publishing(release="all", site_url="https://site.example")

store = pytest.fixture(copied)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def page(site: Path, path: str) -> Any:  # noqa: ANN401
    return json.loads((site / path).read_text("utf-8"))


def test_records_pages_and_feeds_are_written(store: Store, site: Path) -> None:
    keep(
        store,
        filed("strike", story="s", topics=("Ports", "AI"), released=True, quality=60),
        filed("owners", story="s", topics=("ports",), released=True, published=NOON),
        filed("rumour"),
    )
    done = publish(store, site, Publishing(site_url="https://site.example"), LATER)
    assert done == Published(records=3, released=2, written=len(tree(site)) - 1, removed=0)
    assert sorted(tree(site)) == [
        MANIFEST,
        "_news/2026-03-02-harbour-owners-ends.md",
        "_news/2026-03-02-harbour-rumour-ends.md",
        "_news/2026-03-02-harbour-strike-ends.md",
        *(f"api/news/ai/{name}" for name in ("feed.json", "feed.xml", "index.json", "page/1/index.json")),
        "api/news/index.json",
        "api/news/page/1/index.json",
        *(f"api/news/ports/{name}" for name in ("feed.json", "feed.xml", "index.json", "page/1/index.json")),
        "feed.json",
        "feed.xml",
    ]
    record = read_record((site / "_news/2026-03-02-harbour-owners-ends.md").read_text("utf-8"))
    assert record.extras is not None
    assert record.extras.released is True
    assert [entry.title for entry in record.extras.related] == ["Harbour strike ends"]
    assert "published: false" in (site / "_news/2026-03-02-harbour-rumour-ends.md").read_text("utf-8")
    assert [item["title"] for item in page(site, "api/news/index.json")["value"]] == [
        "Harbour owners ends",
        "Harbour strike ends",
    ]
    assert len(page(site, "api/news/ports/index.json")["value"]) == 2
    assert len(page(site, "api/news/ai/index.json")["value"]) == 1
    assert page(site, "feed.json")["feed_url"] == "https://site.example/feed.json"
    assert "rumour" not in (site / "feed.xml").read_text("utf-8")


def test_heat_is_that_of_the_story_when_something_was_last_seen(store: Store, site: Path) -> None:
    keep(store, filed("strike", story="s", seen=NOON + timedelta(hours=21), released=True))
    publish(store, site, ALL, LATER)
    assert page(site, "api/news/index.json")["value"][0]["heat"] == 32  # 64, one half-life after its report
    assert "\nheat: 32\n" in (site / "_news/2026-03-02-harbour-strike-ends.md").read_text("utf-8")


def test_a_capture_from_the_future_cools_nothing(store: Store, site: Path) -> None:
    keep(store, filed("strike", story="s"), filed("other", seen=NOON + timedelta(days=9999)))
    publish(store, site, ALL, LATER)
    assert "\nheat: 59\n" in (site / "_news/2026-03-02-harbour-strike-ends.md").read_text("utf-8")


def test_publishing_twice_writes_nothing(store: Store, site: Path, tmp_path: Path) -> None:
    keep(store, *(filed(f"n{n}", story=f"s{n % 3}", topics=("Ports",), quality=n) for n in range(30)))
    settings = msgspec.structs.replace(ALL, key="00" * 32)
    publish(store, site, settings, NOON)
    before, when = tree(site), times(site)
    again = publish(store, site, settings, LATER)
    assert (again.written, again.removed) == (0, 0)
    assert (tree(site), times(site)) == (before, when)
    publish(store, tmp_path / "elsewhere", settings, LATER)
    assert tree(tmp_path / "elsewhere") == before


def test_pages_are_cut_at_the_page_size(store: Store, site: Path) -> None:
    keep(store, *(filed(f"n{n}", published=NOON - timedelta(minutes=n)) for n in range(5)))
    publish(store, site, msgspec.structs.replace(ALL, page_size=2), LATER)
    pages = [page(site, f"api/news/page/{n}/index.json") for n in (1, 2, 3)]
    assert [[item["title"][8:10] for item in one["value"]] for one in pages] == [["n0", "n1"], ["n2", "n3"], ["n4"]]
    assert [(one["page"], one["nextPage"]) for one in pages] == [(1, 2), (2, 3), (3, None)]
    assert page(site, "api/news/index.json") == pages[0]
    assert not (site / "api/news/page/4").exists()
    assert len(page(site, "feed.json")["items"]) == 2


def test_what_is_not_published_any_more_is_removed_and_others_files_stay(store: Store, site: Path) -> None:
    keep(store, *(filed(f"n{n}", topics=("Ports",), released=True) for n in range(3)))
    settings = Publishing(page_size=1)
    publish(store, site, settings, LATER)
    (site / "_news/mine.md").write_text("mine")
    (site / "api/news/ports/page/notes.txt").write_text("mine")
    store.apply([Released(article=filed("n1").article.id, released=False, by="editor")], LATER)
    keep(store, filed("n0", topics=(), title="Retitled", released=True), filed("n2", topics=(), released=True))
    done = publish(store, site, settings, LATER)
    left = tree(site)
    assert done.removed > 0
    assert "_news/2026-03-02-harbour-n0-ends.md" not in left
    assert "_news/2026-03-02-retitled.md" in left
    assert "published: false" in left["_news/2026-03-02-harbour-n1-ends.md"].decode()
    assert not (site / "api/news/page/3").exists()
    assert sorted(path for path in left if "ports" in path) == ["api/news/ports/page/notes.txt"]
    assert left["_news/mine.md"] == b"mine"


def test_the_rule_lets_out_what_nobody_decided_and_nothing_that_was_withdrawn() -> None:
    undecided = filed()
    withdrawn = msgspec.structs.replace(undecided, withdrawn=True)
    assert is_released(undecided, ALL)
    assert not is_released(withdrawn, ALL)
    assert not is_released(undecided, Publishing())


def test_nothing_to_publish_is_a_site_too(store: Store, site: Path) -> None:
    assert publish(store, site, ALL, LATER).records == 0
    assert page(site, "api/news/index.json") == {"page": 1, "value": [], "nextPage": None}


def test_a_manifest_that_lies_removes_nothing_outside(store: Store, site: Path, tmp_path: Path) -> None:
    victims = [tmp_path / "victim.md", tmp_path / "_news/x.md", site / "own.txt"]
    for victim in victims:
        victim.parent.mkdir(exist_ok=True)
        victim.write_text("kept")
    lies = [
        "../victim.md",
        str(victims[0]),
        "_news/../../victim.md",
        "../_news/x.md",
        "own.txt",
        "",
        ".",
        "api/news/../../../x",
    ]
    (site / MANIFEST).write_text("\n".join(lies))
    publish(store, site, ALL, LATER)
    assert all(victim.read_text() == "kept" for victim in victims)


def test_a_publication_cut_short_is_finished_by_the_next(
    store: Store, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, *(filed(f"n{n}") for n in range(4)))
    replace = Path.replace
    calls = iter(range(100))

    def full(self: Path, target: Path) -> Path:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OutputError, match="No space left on device") as caught:
            publish(store, site, ALL, LATER)
    assert str(site / "_news") in str(caught.value)
    left = tree(site)
    assert set(left) - {MANIFEST} <= set(left[MANIFEST].decode().split())
    assert not list(site.rglob(".nutgraf-part"))
    keep(store, *(filed(f"n{n}", title="Other") for n in range(4)))
    publish(store, site, ALL, LATER)
    assert not [path for path in tree(site) if "harbour" in path]


@pytest.mark.parametrize("place", ["file", "file/below", "long" * 100])
def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=place):
        publish(store, tmp_path / place, ALL, LATER)


@pytest.mark.parametrize("place", [MANIFEST, "feed.xml"])
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(store: Store, site: Path, place: str) -> None:
    publish(store, site, ALL, LATER)
    (site / place).unlink(missing_ok=True)
    os.mkfifo(site / place)
    with pytest.raises(OutputError, match=f"{place}: cannot be written: it is no file"):
        publish(store, site, ALL, LATER)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody can write to")
def test_a_read_only_folder_is_named(store: Store) -> None:
    with pytest.raises(OutputError, match="/proc/self/site"):
        publish(store, Path("/proc/self/site"), ALL, LATER)


@pytest.mark.parametrize("settings", [Publishing(page_size=0), Publishing(key="short"), Publishing(key="")])
def test_wrong_settings_write_nothing(store: Store, site: Path, settings: Publishing) -> None:
    with pytest.raises(SettingsError):
        publish(store, site, settings, LATER)
    assert not site.exists()


# ---------------------------------------------------------------- paths


def named(title: str, id_: str = "1" * 16, minutes: int = 0) -> Named:
    return Named(id=id_, title=title, time=NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour strike ends", "harbour-strike-ends"),
        ("Dockers’ strike: it's over — web.example.com", "dockers-strike-its-over-webexamplecom"),
        ("../../etc/passwd\x00", "etcpasswd"),
        ("..\\..\\con", "con"),
        ("ميناء الإضراب", "ميناء-الإضراب"),
        ("😀", "1" * 16),
        ("", "1" * 16),
    ],
)
def test_a_record_is_named_by_day_and_title(title: str, name: str) -> None:
    assert record_paths([named(title)]) == {"1" * 16: f"_news/2026-03-02-{name}.md"}


def test_namesakes_are_told_apart_whatever_the_order() -> None:
    articles = [named("A", "c", 5), named("a!", "b", 1), named("A", "a", 5)]
    wanted = {"b": "_news/2026-03-02-a.md", "a": "_news/2026-03-02-a-a.md", "c": "_news/2026-03-02-a-c.md"}
    assert record_paths(articles) == record_paths(reversed(articles)) == wanted


@given(st.lists(st.text(max_size=400), max_size=5))
def test_paths_stay_inside_and_apart(titles: list[str]) -> None:
    paths = list(record_paths(named(title, f"{n:016}") for n, title in enumerate(titles)).values())
    folders = topic_paths(titles)
    assert len(set(paths)) == len(titles)
    for path in (*paths, *folders.values()):
        parts = path.split("/")
        assert parts[0] in {"_news", "api"}
        assert len(parts) == (2 if parts[0] == "_news" else 3)
        assert not any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts)
        assert max(len(part.encode()) for part in parts) <= 255


def test_topics_share_a_folder_only_when_they_are_the_same() -> None:
    folders = topic_paths(["AI", "ai", "C", "C++", "C#", "😀", "Teams integration"])
    assert folders["AI"] == folders["ai"] == "api/news/ai"
    assert folders["Teams integration"] == "api/news/teams-integration"
    assert len(set(folders.values())) == 6


def test_a_whole_topic_site_is_published_again(store: Store, site: Path) -> None:
    items = []
    with tarfile.open(data("records/topic_site_posts.tar.gz")) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and "_news/" in member.name:
                entry = read_record(file.read().decode())
                released = entry.extras is not None and bool(entry.extras.released)
                items.append(Filed(article=of_entry(entry), quality=Score(total=1), released=released))
    keep(store, *items)
    done = publish(store, site, Publishing(), LATER)
    assert done.records == len({item.article.id for item in items})
    assert page(site, "api/news/page/6/index.json")["nextPage"] is None
