"""Removing by article, source and import: what goes, what stays, what stays away, whatever comes and whenever."""

from pathlib import Path

import pytest
from builders import NOON
from copied_stores import another, copied
from deciding import NEWS, NOW, SETTINGS, agree, taken, told
from msgspec.structs import replace
from removals import FEED, decided, decided_state, removed, undone

from nutgraf.config import Publishing
from nutgraf.engine.pipeline.prepare import Meaning
from nutgraf.errors import Gone, NotFound
from nutgraf.publish.site import publish
from nutgraf.records import ArticleRevised, Capture, RecordExtras, SourceKept, StoriesMerged
from nutgraf.run.follow import open_window
from nutgraf.run.imports import open_import
from nutgraf.run.ingest import settle, take
from nutgraf.run.removing import of_import, of_named
from nutgraf.run.source_list import source_of
from nutgraf.store.protocol import Store

store = pytest.fixture(copied)


def imported(store: Store, *new: Capture, paths: tuple[str, ...] = ("f",)) -> int:
    importing = open_import(store, paths, NOW)
    list(take(store, importing.taking(new)))
    list(settle(store, open_window(store, SETTINGS)))
    importing.end(NOW)
    assert importing.number is not None
    return importing.number


def urls(store: Store) -> set[str | None]:
    return {filed.article.url for filed in store.all_articles()}


def url(*numbers: int) -> set[str | None]:
    return {told(number).url for number in numbers}


# ---------------------------------------------------------------- an article


@pytest.mark.parametrize("naming", ["id", "address", "desk"])
def test_an_article_is_named_by_its_id_or_an_address(store: Store, naming: str) -> None:
    decided(store, told(0, text=NEWS[0]), told(1, text=NEWS[1]))
    (of,) = [filed.article.id for filed in store.all_articles() if filed.article.url == told(0).url]
    name = {"id": of, "address": told(0).url or "", "desk": f"http://127.0.0.1:8080/articles/{of}?x#y"}[naming]
    planned = of_named(store, name)
    assert planned.articles == (of,)

    assert urls(store) == url(0, 1)
    assert removed(store, name) == planned
    assert urls(store) == url(1)
    with pytest.raises(Gone, match="removed before"):
        of_named(store, name)
    with pytest.raises(NotFound, match="no article"):
        of_named(store, "http://[nothing")


def test_a_story_ends_with_its_last_article(store: Store) -> None:
    decided(store, told(0), told(5))
    assert removed(store, told(0).url or "").stories == ()
    (last,) = store.stories()
    assert removed(store, told(5).url or "").stories == (last.id,)
    assert store.stories() == []
    with pytest.raises(Gone):
        store.story(last.id)


def test_it_stays_away_whatever_brings_it(store: Store) -> None:
    decided(store, told(0))
    removed(store, told(0).url or "")
    again = decided(store, told(0, 1, id="again"), told(0, 2, id="source", source="s"), told(0, 3, id="x", text="New."))
    assert {(one.outcome, one.reason) for one in again.values()} == {("rejected", "removed")}
    assert urls(store) == set()
    assert "Nobody in outlet 0" not in repr([*store.captures(), *store.changes(limit=1000)])


def test_it_stays_away_under_its_other_address(store: Store) -> None:
    page = b'<link rel="canonical" href="https://outlet0.example/canonical"><h1>Lock</h1><p>' + NEWS[0].encode()
    capture = told(0, entry=None, body=page)
    decided(store, capture)
    removed(store, "https://outlet0.example/canonical")
    assert decided(store, told(0, 1, id="entry"))["entry"].reason == "removed"
    assert decided(store, told(1))["c1"].outcome == "added"


def test_an_article_of_its_own_at_another_address_of_it_stays(store: Store) -> None:
    page = b'<link rel="canonical" href="https://outlet0.example/canonical"><h1>Comet</h1><p>' + NEWS[1].encode()
    decided(store, told(0), told(0, 1, id="page", entry=None, body=page))
    assert len(urls(store)) == 1
    assert len(list(store.all_articles())) == 2
    removed(store, "https://outlet0.example/canonical")
    assert decided(store, told(0, 2, id="later", text="It stays closed."))["later"].outcome == "revised"


def test_what_is_forgotten_by_the_window_can_be_removed(store: Store) -> None:
    decided(store, told(0), told(5), told(1, 24 * 60))
    following = open_window(store, SETTINGS)
    removed(store, told(0).url or "")
    assert urls(store) == url(1, 5)
    (left,) = [filed for filed in store.all_articles() if filed.article.url == told(5).url]
    assert (left.copy, left.story) == (None, left.article.id)
    agree(store, following)


# ---------------------------------------------------------------- a source


def test_a_source_goes_with_what_it_alone_brought(store: Store) -> None:
    found = replace(FEED, id="found", url="https://feeds.example/found", named_by="page", found_on="s")
    store.apply([SourceKept(source=one) for one in (FEED, found, replace(FEED, id="o", url="https://o.example/"))], NOW)
    decided(store, told(0, source="s"), told(1, source="found"), told(2, source="o"), told(3, source="s"))
    decided(store, told(3, 1, id="elsewhere", source="o"), told(4))
    taken(store, told(6, 2, source="s"))
    planned = of_named(store, FEED.url)
    assert ({one.id for one in planned.sources}, len(planned.left)) == ({"s", "found"}, 1)
    assert removed(store, "s") == planned
    assert urls(store) == url(2, 3, 4)
    assert [one.id for one in store.sources()] == ["o"]
    assert store.pending() == []
    late = decided(store, told(7, 3, source="s"))["c7"]  # by a run that had asked it already
    assert (late.outcome, late.reason) == ("rejected", "removed")
    store.apply([SourceKept(source=FEED)], NOW)
    assert decided(store, told(8, 4, source="s"))["c8"].outcome == "added"
    assert decided(store, told(0, 4, id="again", source="s"))["again"].reason == "removed"


def test_a_page_that_is_watched_and_its_article_have_one_id(store: Store) -> None:
    source = source_of(told(0).url or "")
    assert source is not None
    store.apply([SourceKept(source=source)], NOW)
    decided(store, told(0, source=source.id))
    assert of_named(store, source.id).sources == ()
    assert of_named(store, source.url).sources == (source,)
    removed(store, source.id)
    late = decided(store, told(0, 1, id="late", source=source.id), told(1, 1, source=source.id))
    assert [one.detail for one in late.values()] == ["the article was removed", ""]
    assert of_named(store, source.id).sources == (source,)


def test_the_address_of_a_story_is_none_of_an_article(store: Store) -> None:
    decided(store, told(0))
    with pytest.raises(NotFound, match="no article"):
        of_named(store, f"http://127.0.0.1:8080/stories/{store.stories()[0].id}")


# ---------------------------------------------------------------- an import


def test_an_import_that_is_undone_leaves_what_was_there_before(store: Store) -> None:
    decided(store, told(0), told(1), told(2))
    before = decided_state(store)
    later = told(1, 2, id="later", text="The keeper of the lock has said that it stays open, after all, until autumn.")
    number = imported(store, told(5, 1), told(7, 1), later)
    assert decided_state(store) != before
    planned = of_import(store, number)
    assert (len(planned.articles), len(planned.restored), planned.left) == (2, 1, ())
    assert undone(store, number) == planned
    assert [len(list(store.all_articles())), urls(store)] == [3, url(0, 1, 2)]
    (back,) = [filed for filed in store.all_articles() if filed.article.url == told(1).url]
    was = next(filed for filed in before[0] if filed.article.id == back.article.id)  # type: ignore[attr-defined]
    assert replace(back, revisions=1) == was
    fields = ("text", "excerpt")
    assert [one.changed for one in store.revisions(back.article.id)] == [(), fields, ("restored", *fields)]
    with pytest.raises(Gone, match="removed before"):
        of_import(store, number)


@pytest.mark.parametrize("meaning", [None, lambda _: b"told"])
def test_a_former_state_means_what_whoever_puts_it_back_says(store: Store, meaning: Meaning | None) -> None:
    decided(store, told(1))
    number = imported(store, told(1, 2, id="later", text="The keeper of the lock has said that it stays open."))
    planned = of_import(store, number, meaning)
    (former,) = [change.prepared for change in planned.changes if isinstance(change, ArticleRevised)]
    assert former.fingerprint.meaning == (b"told" if meaning else b"")


def test_the_same_files_can_be_imported_again(store: Store) -> None:
    items = [told(number, number) for number in (0, 1, 2, 5, 10)]
    first = imported(store, *items)
    before = decided_state(store)
    undone(store, first)
    assert decided_state(store) == [[], [], []]
    again = imported(store, *items)
    assert again > first
    assert decided_state(store) == before
    assert [one.state for one in store.imports()] == ["undone", "ended"]


def test_what_others_brought_or_revised_too_is_left(store: Store) -> None:
    decided(store, told(0))
    longer = {
        number: told(number, 1, id=f"i{number}", text=f"{NEWS[number]} It was said on Monday.") for number in (0, 1)
    }
    number = imported(store, *longer.values(), told(2, 1))
    decided(store, told(0, 2, id="x", text="The lock is open."), told(1, 3, id="y", source="s"), told(3, 3))
    removal = undone(store, number)
    assert urls(store) == url(0, 1, 3)
    assert (len(removal.articles), len(removal.left), removal.restored) == (1, 2, ())
    assert next(f for f in store.all_articles() if f.article.url == told(0).url).article.text == "The lock is open."


def test_an_import_that_was_broken_off_is_ended_by_its_removal(store: Store) -> None:
    importing = open_import(store, ["f"], NOW)
    list(take(store, importing.taking([told(0), told(1)])))
    settling = settle(store, open_window(store, SETTINGS))
    preparing = open_import(store, ["f"], NOW)
    assert (preparing.number, preparing.turn) == (importing.number, importing.turn)
    assert importing.number is not None
    undone(store, importing.number)
    assert [(one.outcome, one.reason) for one in settling] == []
    assert (store.pending(), urls(store), list(store.captures())) == ([], set(), [])
    assert open_import(store, ["f"], NOW).number is None


def test_whoever_prepares_what_is_undone_just_now_goes_on(store: Store) -> None:
    following = open_window(store, SETTINGS)
    importing = open_import(store, ["f"], NOW)
    list(take(store, importing.taking(told(number, number) for number in range(5))))
    settling = settle(store, following)
    assert next(settling).outcome == "added"
    undone(store, importing.number or 0)
    taken(store, told(9, 9))
    assert [one.capture for one in settling if one.outcome == "added"] in ([], ["c9"])
    assert [one.capture for one in settle(store, open_window(store, SETTINGS))] in ([], ["c9"])
    assert urls(store) == url(9)
    agree(store, following)


def test_an_import_that_is_broken_off_goes_on_as_what_it_was(store: Store, empty: Path) -> None:
    items = [told(number) for number in range(8)]
    importing = open_import(store, ["f", "g"], NOON)
    list(take(store, importing.taking(items[:3])))
    assert open_import(store, ["g", "f"], NOW).number is None
    again = open_import(store, ["f", "g"], NOW)
    assert (again.number, again.started, again.turn) == (importing.number, NOON, importing.turn)
    list(take(store, again.taking(items)))
    list(settle(store, open_window(store, SETTINGS)))
    again.end(NOW)
    assert {one.turn for one in store.brought_by(turn=again.turn)} == {importing.turn}
    with another(empty) as other:
        undisturbed = open_import(other, ["f", "g"], NOON)
        list(take(other, undisturbed.taking(items)))
        list(settle(other, open_window(other, SETTINGS)))
        assert decided_state(other) == decided_state(store)
        assert [one.turn for one in other.captures()] == [one.turn for one in store.captures()]
    assert open_import(store, ["f", "g"], NOW).number is None


def test_an_import_of_nothing_new_is_none(store: Store) -> None:
    imported(store, told(0))
    last = store.last()
    importing = open_import(store, ["other"], NOW)
    list(take(store, importing.taking([told(0)])))
    importing.end(NOW)
    assert (importing.number, store.last()) == (None, last)


# ---------------------------------------------------------------- publishing


def published(store: Store, folder: Path) -> dict[str, bytes]:
    publish(store, folder, Publishing(release="all", page_size=2), NOW)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_removed_is_published_no_more(store: Store, tmp_path: Path) -> None:
    decided(store, *(told(number, number) for number in range(6)))
    assert b"Item 5" in b"".join(published(store, tmp_path / "site").values())
    removed(store, told(5).url or "")
    removed(store, told(0).url or "")
    site = published(store, tmp_path / "site")
    assert not [path for path, text in site.items() if b"Item 5" in text or b"outlet5" in text or b"Item 0" in text]
    assert published(store, tmp_path / "site") == site == published(store, tmp_path / "anew")


def test_a_record_names_nothing_that_is_removed(store: Store, tmp_path: Path) -> None:
    record = told(0).entry
    assert record is not None
    related = told(1).entry
    assert related is not None
    decided(store, told(0, entry=replace(record, extras=RecordExtras(related=(related,)))), told(1))
    assert b"outlet1" in b"".join(published(store, tmp_path / "site").values())
    removed(store, told(1).url or "")
    assert b"outlet1" not in b"".join(published(store, tmp_path / "site").values())


def test_merges_by_removal_say_whose_they_are(store: Store) -> None:
    decided(store, told(0), told(5))
    removed(store, told(0).url or "")
    (merged,) = [row.change for row in store.changes(limit=1000) if isinstance(row.change, StoriesMerged)]
    assert merged.by == "editor"
