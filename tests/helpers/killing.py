"""An import and a run that can be killed, each in a process of its own, and all that they leave in a store, to compare.

The processes are forked from one that has loaded everything, so that a hundred of them take little time.
"""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Any

from nutgraf.config import Fetching, Grouping, Publishing, Settings
from nutgraf.publish.site import publish
from nutgraf.records import CaptureDecided, StoriesMerged
from nutgraf.run import ingest
from nutgraf.run.follow import open_window
from nutgraf.run.imports import open_import
from nutgraf.run.ingest import settle, take
from nutgraf.run.inputs import read_inputs
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from sample_press import Press
from sample_press.__main__ import BETWEEN_ROUNDS, gather

SETTINGS = Settings(fetching=Fetching(host_delay=0), grouping=Grouping(meaning=False))
EVERYTHING = 10**6

_forks = get_context("forkserver")
_forks.set_forkserver_preload(["killing"])


LOOKS = 25  # articles between second looks, so that there are many in a small stream


def import_all(url: str, folder: str, now: datetime) -> None:
    """``nutgraf import FOLDER`` by a clock that stands still."""
    vars(ingest)["LOOK_EVERY"] = LOOKS
    with closing(open_store(url)) as store:
        importing = open_import(store, [folder], now)
        for _ in take(store, importing.taking(read_inputs([Path(folder)], importing.started))):
            pass
        for _ in settle(store, open_window(store, SETTINGS, now), clock=lambda: now):
            pass
        importing.end(now)


def run_round(url: str, sources: list[str], now: datetime) -> None:
    """A round of ``nutgraf run --once`` by a clock that stands still."""
    vars(ingest)["LOOK_EVERY"] = LOOKS
    with closing(open_store(url)) as store:
        gather(store, SETTINGS, sources, now)


def finish(work: Callable[..., None], *arguments: object) -> float:
    """Does the work in a process that nobody kills; gives the seconds that it took."""
    began = monotonic()
    process = _forks.Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0
    return monotonic() - began


def finish_killed(chance: random.Random, longest: float, work: Callable[..., None], *arguments: object) -> int:
    """Does the work in processes that are killed within ``longest`` seconds, until one ends; gives how many were."""
    kills = 0
    while True:
        process = _forks.Process(target=work, args=arguments)
        process.start()
        process.join(chance.uniform(0, longest))
        process.kill()
        process.join()
        if process.exitcode == 0:
            return kills
        assert process.exitcode == -9, "it failed by itself"
        kills += 1


def left_by(store: Store, folder: Path, now: datetime) -> dict[str, Any]:
    """What deciding came to, by what it is about: outcomes, articles with all that is filed, stories, bytes."""
    articles = {filed.article.id: filed for filed in store.all_articles()}
    changes = [row.change for row in store.changes(limit=EVERYTHING)]
    publish(store, folder, Publishing(release="all"), now)
    return {
        "outcomes": {change.capture: change for change in changes if isinstance(change, CaptureDecided)},
        "articles": articles,
        "order": list(articles),
        "revisions": {article: store.revisions(article) for article in articles},
        "copies": {article: store.copies(article) for article in articles},
        "stories": store.stories(limit=EVERYTHING),
        "merges": [change for change in changes if isinstance(change, StoriesMerged)],
        "published": {
            str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
        },
    }


def warc_of(press: Press) -> bytes:
    """The pages of the press in both its rounds as a WARC file, in order of their capture."""
    found: list[tuple[datetime, str, bytes]] = []
    for number in (1, 2):
        press.round = number
        for key, piece in press.edition.pieces.items():
            url = press.url(key)
            body = press.answer(key.partition("/")[0] + ".localhost", "/" + url.split("/", 3)[3]).body
            found.append((piece.published if number == 1 else piece.published + BETWEEN_ROUNDS, url, body))
    press.round = 1
    return b"".join(_record(number, *one) for number, one in enumerate(sorted(found, key=lambda one: one[:2])))


def _record(number: int, at: datetime, url: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
