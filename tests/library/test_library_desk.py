"""`nutgraf.Desk`: what a store holds, read and never written."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import COMET, LOCK, LOCK_COPY, fine, json_lines
from sqlalchemy import make_url, text

import nutgraf
from nutgraf.errors import Gone, NotFound, StoreError
from nutgraf.records import Removed, Source, SourceKept
from nutgraf.store.sql import open_store

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
ROWS: list[dict[str, object]] = [{"id": "lock", **LOCK}, {"id": "copy", **LOCK_COPY}, {"id": 3, **COMET}]


@pytest.fixture
def filled(store_url: str, tmp_path: Path) -> str:
    """The URL of a store of three articles; one test for each kind of database."""
    fine("import", json_lines(tmp_path / "rows.jsonl", ROWS), "--store", store_url)
    store = open_store(store_url)
    store.apply([SourceKept(source=Source(id="s", url="https://post.example/feed"))], NOW)
    store.close()
    return store_url


def test_a_desk_answers_what_the_store_does(filled: str) -> None:
    store = open_store(filled)
    with closing(store), nutgraf.Desk(filled) as desk:
        hot = desk.stories()
        assert hot == store.stories()
        assert {story.title for story in hot} == {LOCK["title"], COMET["title"]}
        assert desk.stories(1, 1) == hot[1:]
        assert [story.title for story in desk.stories(order="latest")] == [COMET["title"], LOCK["title"]]
        assert desk.stories(topic="none such") == []
        (lock,) = (story for story in hot if story.title == LOCK["title"])
        assert desk.story(lock.id) == lock
        filed = [desk.article(article) for article in lock.articles]
        assert [one.article.text for one in filed] == [LOCK["text"]] * 2
        assert [one.copy is None for one in filed] == [True, False]
        assert [state.number for state in desk.revisions(lock.id)] == [1]
        assert [hit.article.title for hit in desk.search("postman barn")] == [COMET["title"]]
        assert desk.search("") == desk.search("postman", limit=0) == []
        assert [source.url for source in desk.sources()] == ["https://post.example/feed"]
        logged = desk.changes()
        assert logged == store.changes()
        assert desk.changes(after=logged[3].number, limit=2) == logged[4:6]


def test_nothing_is_written_by_a_desk_and_it_sees_what_others_write(filled: str) -> None:
    store = open_store(filled)
    with closing(store), nutgraf.Desk(filled) as desk:
        inside = vars(desk)["_store"]
        with pytest.raises(StoreError, match="cannot be written: it is read-only"):
            inside.apply([SourceKept(source=Source(id="t", url="https://echo.example/feed"))], NOW)
        assert len(desk.sources()) == 1
        store.apply([SourceKept(source=Source(id="u", url="https://wire.example/feed"))], NOW)
        assert len(desk.sources()) == 2


def test_what_is_not_there_and_what_was_removed(filled: str) -> None:
    with nutgraf.Desk(filled) as desk:
        comet = desk.search("postman barn")[0].article.id
        for ask in (desk.article, desk.story, desk.revisions):
            with pytest.raises(NotFound):
                ask("0123456789abcdef")
        store = open_store(filled)
        with closing(store):
            store.apply([Removed(article=comet, by="article", target=comet)], NOW)
        for ask in (desk.article, desk.revisions):
            with pytest.raises(Gone):
                ask(comet)


@pytest.mark.parametrize("name", ["nutgraf.db", "my store & more.db", "größe.db", "100%25.db", "a#b?c.db"])
@pytest.mark.parametrize("to_path", [str, Path], ids=["str", "Path"])
def test_a_path_is_a_store(
    name: str, to_path: type, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(empty, tmp_path / name)
    for place in (name, tmp_path / name):
        with nutgraf.Desk(to_path(place)) as desk:
            assert desk.stories() == []


def test_a_url_keeps_its_options(empty: Path) -> None:
    for options in ("?timeout=1", "?uri=true&mode=ro", "?mode=ro&uri=true&immutable=1"):
        with nutgraf.Desk(
            f"sqlite:///file:{empty}{options}" if "uri" in options else f"sqlite:///{empty}{options}"
        ) as desk:
            assert desk.changes() == []


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_the_options_of_a_postgresql_session_stay(filled: str) -> None:
    url = make_url(filled).update_query_dict({"options": "-c application_name=birds"})
    with nutgraf.Desk(url.render_as_string(hide_password=False)) as desk:
        engine = vars(vars(desk)["_store"])["_engine"]
        with engine.connect() as connection:
            assert connection.execute(text("SHOW application_name")).scalar() == "birds"
            assert connection.execute(text("SHOW transaction_read_only")).scalar() == "on"


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE birds (name)")


def older_store(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE nutgraf_version SET version_num = '0006'")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "there is no such store yet: `nutgraf run` or `nutgraf import` makes one"),  # noqa: ARG005
        (Path.mkdir, "is no file: "),
        (Path.touch, "is no store of nutgraf: "),
        (other_database, "is no store of nutgraf: "),
        (lambda path: path.write_text("birds " * 500), "is no SQLite database: name another file"),
        (older_store, "was written by an older nutgraf "),
    ],
    ids=["missing", "folder", "empty", "other", "text", "older"],
)
def test_what_is_no_store_is_an_error_and_stays_as_it_is(
    make: Callable[[Path], object], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "store.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for name in (path, f"sqlite:///{path}"):
        with pytest.raises(StoreError) as caught:
            nutgraf.Desk(name)
        assert (caught.value.source, caught.value.reason[: len(told)]) == (str(path), told)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite://", "sqlite:///:memory:", "nonsense://", "sqlite:///a?b=c"])
def test_an_address_that_is_no_store_s_is_an_error(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError):
        nutgraf.Desk(url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("new_store_url", ["postgresql"], indirect=True)
def test_an_empty_database_is_no_store_and_stays_empty(new_store_url: str) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match="is no store of nutgraf"):
            nutgraf.Desk(new_store_url)


def test_a_store_is_not_written_to_whatever_its_name(empty: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty, tmp_path / "100%#?.db"))
    with nutgraf.Desk(path) as desk:
        with pytest.raises(StoreError, match="cannot be written: it is read-only"):
            vars(desk)["_store"].apply([SourceKept(source=Source(id="t", url="https://echo.example/feed"))], NOW)
        assert desk.sources() == []
