"""The whole line on the sample press, over HTTP: from sources to published stories."""

import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import start

from nutgraf.config import Fetching, Publishing, Settings
from nutgraf.core.formats.url import article_id
from nutgraf.publish.paths import Named, record_paths
from nutgraf.publish.site import publish
from nutgraf.records import ArticleAdded, CaptureDecided, CaptureTaken
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from sample_press import Press
from sample_press.__main__ import BETWEEN_ROUNDS, gather
from sample_press.check import CHECKS, differences

pytestmark = pytest.mark.slow

NOW = datetime(2027, 1, 15, 12, 20, tzinfo=UTC)
LOG = 1_000_000


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(NOW) as running:
        yield running


@pytest.fixture(scope="module")
def store(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Both rounds of the press, as `make demo` collects them."""
    settings = Settings(fetching=Fetching(host_delay=0))
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('press')}/nutgraf.db")) as store:
        for number, now in ((1, NOW - BETWEEN_ROUNDS), (2, NOW)):
            press.round = number
            gather(store, settings, press.sources, now)
        press.round = 1
        yield store


def published(store: Store, folder: Path, **settings: str) -> dict[str, bytes]:
    publish(store, folder, Publishing(**{"release": "all", **settings}), NOW)  # type: ignore[arg-type]
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---------------------------------------------------------------- what is found


@pytest.mark.parametrize("what", CHECKS)
def test_what_is_found_is_as_expected(store: Store, press: Press, what: str) -> None:
    assert differences(store, press, what) == []


def test_no_two_stories_are_taken_for_one(store: Store, press: Press) -> None:
    assert [wrong for wrong in differences(store, press, "stories") if "came apart" not in wrong] == []


def test_every_capture_is_decided_with_a_reason(store: Store) -> None:
    assert store.pending() == []
    decided = [row.change for row in store.changes(limit=LOG) if isinstance(row.change, CaptureDecided)]
    added = [decision.article for decision in decided if decision.outcome == "added"]
    assert sorted(filter(None, added)) == sorted(filed.article.id for filed in store.all_articles())
    assert all(decision.reason for decision in decided if decision.outcome == "rejected")


def test_scores_are_the_sum_of_their_parts(store: Store) -> None:
    scores = [filed.quality for filed in store.all_articles()] + [story.warmth for story in store.stories(1000)]
    assert all(score.total == round(sum(part.value for part in score.parts)) for score in scores)


# ---------------------------------------------------------------- publishing


def test_publishing_twice_writes_the_same_bytes(store: Store, tmp_path: Path) -> None:
    first = published(store, tmp_path / "site", key="00" * 32)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert published(store, tmp_path / "site", key="00" * 32) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == times
    assert published(store, tmp_path / "elsewhere", key="00" * 32) == first
    records = [path for path in first if path.startswith("_news/")]
    articles = [filed.article for filed in store.all_articles()]
    named = [Named(id=one.id, title=one.title, time=one.published or one.seen) for one in articles]
    assert sorted(records) == sorted(record_paths(named).values())
    assert {"feed.xml", "feed.json", "api/news/index.json", "api/news/page/1/index.json"} <= first.keys()


# ---------------------------------------------------------------- the program itself

COLLECTED = 60.0  # seconds within which a machine that does much else has collected the press


@pytest.fixture
def here(press: Press, tmp_path: Path) -> Path:
    """A folder with the settings of somebody who watches the press."""
    listed = ", ".join(f'"{source}"' for source in press.sources)
    (tmp_path / "nutgraf.toml").write_text(f"sources = [{listed}]\n[fetching]\nhost_delay = 0\n")
    return tmp_path


def ended(here: Path, *arguments: str) -> str:
    """The summary of a run that ends well."""
    with start(*arguments, cwd=here) as process:
        told, complaints = process.communicate(timeout=COLLECTED)
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints
    assert "\x1b" not in told + complaints
    return told


def collected(here: Path) -> Store:
    return open_store(f"sqlite:///{here}/nutgraf.db")


def whole(press: Press, store: Store) -> bool:
    """Whether everything the press prints is there, once, and decided."""
    changes = [row.change for row in store.changes(limit=LOG)]
    taken = Counter(change.capture.id for change in changes if isinstance(change, CaptureTaken))
    decided = Counter(change.capture for change in changes if isinstance(change, CaptureDecided))
    added = Counter(change.prepared.article.id for change in changes if isinstance(change, ArticleAdded))
    members = Counter(article for story in store.stories(1000) for article in story.articles)
    pieces = {article_id(press.url(key)) for key in press.edition.pieces}
    assert taken == decided
    assert set(added) == set(members) >= pieces
    return {1} == {*taken.values(), *added.values(), *members.values()}


def test_a_round_again_takes_nothing_twice(press: Press, here: Path) -> None:
    assert " added" in ended(here, "run", "--once")
    with closing(collected(here)) as store:
        assert whole(press, store)
        before = [row.change for row in store.changes(limit=LOG) if not hasattr(row.change, "source")]
    assert ended(here, "run", "--once") == "nothing new; 0 more stories\n"
    with closing(collected(here)) as store:
        assert [row.change for row in store.changes(limit=LOG) if not hasattr(row.change, "source")] == before


def progress_of(here: Path) -> int:
    """How many changes the store of a process that runs has so far."""
    try:
        with closing(sqlite3.connect(f"file:{here}/nutgraf.db?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM change").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # it is being made


def until(here: Path, changes: int) -> None:
    """Waits for the store of a process that runs to have so many changes."""
    end = time.monotonic() + COLLECTED
    while progress_of(here) < changes:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_at_once(press: Press, here: Path, name: signal.Signals) -> None:
    with start("run", cwd=here) as process:
        until(here, 200)
        process.send_signal(name)
        told, complaints = process.communicate(timeout=10)  # not the rest of a round
    assert process.returncode == 0
    assert "added" in told
    assert "Traceback" not in complaints
    ended(here, "run", "--once")
    with closing(collected(here)) as store:
        assert whole(press, store)


@pytest.mark.parametrize("changes", [30, 200])
def test_killed_in_the_middle_the_next_run_completes_it(press: Press, here: Path, changes: int) -> None:
    with start("run", cwd=here) as process:
        until(here, changes)
        process.kill()
    ended(here, "run", "--once")
    with closing(collected(here)) as store:
        assert whole(press, store)


def test_killed_while_importing_the_next_import_completes_it(store: Store, here: Path) -> None:
    """With processes, which must not outlive their parent."""
    (here / "pages").mkdir()
    bodies = Counter(capture.body for capture in store.captures() if capture.body)
    for capture in filter(lambda capture: capture.body, store.captures()):
        (here / f"pages/{capture.id}.html").write_bytes(capture.body)
    with start("import", "pages", "--jobs", "2", cwd=here, process_group=0) as process:
        until(here, 100)
        process.kill()
    ended(here, "import", "pages")
    with closing(collected(here)) as again:
        assert again.pending() == []
        added = [row.change for row in again.changes(limit=LOG) if isinstance(row.change, ArticleAdded)]
        once = dict.fromkeys((filed.article.id for filed in again.all_articles()), 1)
        assert Counter(change.prepared.article.id for change in added) == once
        assert Counter(member for story in again.stories(1000) for member in story.articles) == once
        assert Counter(capture.body for capture in again.captures()) == bodies
    end = time.monotonic() + 10
    while members_of(process.pid):
        assert time.monotonic() < end
        time.sleep(0.1)


def members_of(group: int) -> list[int]:
    """Processes that belong to a process group and are not just waiting to be buried."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        found += [int(entry.name)] * (int(its_group) == group and state != "Z")
    return found


def test_the_store_of_a_run_can_be_read_meanwhile(here: Path) -> None:
    with start("run", "--once", cwd=here) as process:
        until(here, 60)
        assert "stories" in ended(here, "stories")
        assert process.poll() is None
        process.communicate(timeout=COLLECTED)
    assert process.returncode == 0
