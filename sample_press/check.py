"""Compares what nutgraf made of the sample press with what stands in ``expected.json``."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nutgraf.core.formats.url import article_id
from nutgraf.errors import NotFound
from nutgraf.records import Filed
from nutgraf.store.protocol import Store
from sample_press.server import Press

EXPECTED = Path(__file__).with_name("expected.json")


def expected() -> dict[str, Any]:
    """The stories, copies, revisions, rejections and quotations that a reader of the press would find."""
    found: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return found


def differences(store: Store, press: Press, *what: str) -> list[str]:
    """Every way in which the store differs from what is expected, a sentence each; none when all is right.

    ``what`` are keys of CHECKS, all where none is named. Stories are compared within each language.
    """
    truth = expected()
    return [wrong for name in what or CHECKS for wrong in CHECKS[name](store, press, truth[name])]


def _filed(store: Store, press: Press, key: str) -> Filed | None:
    try:
        return store.article(article_id(press.url(key)))
    except NotFound:
        return None


def _story_differences(store: Store, press: Press, stories: dict[str, Any]) -> Iterator[str]:
    members: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, story in stories.items():
        for language, keys in story["languages"].items():
            found: dict[str, list[str]] = defaultdict(list)
            for key in keys:
                filed = _filed(store, press, key)
                if filed is None or filed.story is None:
                    yield f"{key} was not collected"
                else:
                    found[filed.story].append(key)
                    members[filed.story][name].append(key)
            if len(found) > 1:
                yield f"{name} in {language} came apart: {sorted(found.values())}"
    for names in members.values():
        if len(names) > 1:
            yield f"different stories were taken for one: {sorted(names.values())}"


def _copy_differences(store: Store, press: Press, copies: list[dict[str, Any]]) -> Iterator[str]:
    of = {copy["copy"]: copy["of"] for copy in copies}
    for key in press.edition.pieces:
        filed = _filed(store, press, key)
        found = filed.copy.of if filed and filed.copy else None
        wanted = article_id(press.url(of[key])) if key in of else None
        if filed is not None and found != wanted:
            yield f"{key} should copy {of.get(key, 'nothing')}, and copies {_key(press, found)}"


def _key(press: Press, article: str | None) -> str:
    return next((key for key in press.edition.pieces if article_id(press.url(key)) == article), "nothing")


def _revision_differences(store: Store, press: Press, revisions: list[dict[str, Any]]) -> Iterator[str]:
    wanted = {revision["article"]: set(revision["changed"]) for revision in revisions}
    for key in press.edition.pieces:
        filed = _filed(store, press, key)
        if filed is None:
            continue
        changed = {field for revision in store.revisions(filed.article.id)[1:] for field in revision.changed}
        if bool(changed) != (key in wanted):
            yield f"{key} should{'' if key in wanted else ' not'} have been revised: {sorted(changed)}"


def _quote_differences(store: Store, press: Press, quotes: list[dict[str, Any]]) -> Iterator[str]:
    for quote in quotes:
        filed = _filed(store, press, quote["article"])
        if filed is None:
            continue
        said = [q for q in filed.quotes if quote["text"] in filed.article.text[q.start : q.end]]
        names = {q.speaker.name for q in said if q.speaker}
        if not any(quote["speaker"] in name or name in quote["speaker"] for name in names):
            yield f"{quote['article']}: {quote['speaker']} should have said {quote['text']!r}, found {sorted(names)}"


def _rejection_differences(store: Store, press: Press, rejected: list[dict[str, Any]]) -> Iterator[str]:
    for page in rejected:
        url = press.base_url.format(outlet=page["outlet"]) + page["path"]
        try:
            title = store.article(article_id(url)).article.title
        except NotFound:
            continue
        yield f"{url} is {page['why']}, and was taken for the article {title!r}"


CHECKS: dict[str, Callable[[Store, Press, Any], Iterator[str]]] = {
    "stories": _story_differences,
    "copies": _copy_differences,
    "revisions": _revision_differences,
    "quotes": _quote_differences,
    "rejected": _rejection_differences,
}
