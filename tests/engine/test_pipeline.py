import pytest
from engine_cases import NOON, OTHER, WIRE, article, excerpt_of, feed, kinds, prepared, window_of

from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.engine.window.window import Window
from nutgraf.records import (
    Article,
    ArticleRevised,
    Capture,
    CaptureDecided,
    Change,
    Entry,
    Prepared,
    RecordExtras,
    Rejected,
    Released,
)


def revision(changes: tuple[Change, ...]) -> tuple[str, ...] | None:
    return next((change.changed for change in changes if isinstance(change, ArticleRevised)), None)


def again(one: Article, **fields: object) -> Article:
    values = {name: getattr(one, name) for name in one.__struct_fields__} | {"capture": "c9"} | fields
    return Article(**values)


def test_prepare_gives_article_fingerprint_and_quotes() -> None:
    text = f"{WIRE}\n“We heard a great noise,” said Ada Stone, who lives by the quay."
    item = prepare(Capture(id="c", at=NOON, url="https://a.example/x", entry=Entry(title="T", content=text)))
    assert isinstance(item, Prepared)
    assert item.fingerprint.shingles
    assert "body" not in item.fingerprint.digests
    assert len(item.quotes) == 1


def test_prepare_marks_what_was_read_from_a_page() -> None:
    page = f"<html><head><title>T</title></head><body><article><h1>T</h1><p>{WIRE}</p></article></body></html>"
    item = prepare(Capture(id="c", at=NOON, url="https://a.example/x", body=page.encode()))
    assert isinstance(item, Prepared)
    assert "body" in item.fingerprint.digests


def test_nothing_is_rejected_with_a_reason() -> None:
    item = prepare(Capture(id="c", at=NOON))
    assert isinstance(item, Rejected)
    (decided,) = decide(Window(14), item)
    assert isinstance(decided, CaptureDecided)
    assert (decided.outcome, decided.article) == ("rejected", None)
    assert decided.reason


def test_a_new_article() -> None:
    (changes,) = feed(Window(14), article(1, WIRE, extras=RecordExtras(released=False)))
    assert kinds(changes) == ["ArticleAdded", "StoryJoined", "StoryUpdated", "Released", "CaptureDecided"]
    assert changes[3] == Released(article="a1", released=False, by="record")
    assert changes[-1] == CaptureDecided(capture="c1", outcome="added", article="a1")


def test_deciding_touches_nothing() -> None:
    window = window_of(article(1, WIRE))
    before = window.snapshot()
    decide(window, prepared(article(0, WIRE)))
    assert window.snapshot() == before


FULL, TEASER = article(1, WIRE), excerpt_of(1, WIRE[:200])
PAGE, ENTRY = prepared(FULL, page=True), prepared(TEASER)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (PAGE, prepared(again(FULL), page=True), None),
        (PAGE, prepared(again(FULL, text=OTHER), page=True), ("text",)),
        (PAGE, prepared(again(FULL, title="New"), page=True), ("title",)),
        (PAGE, prepared(again(FULL, authors=("A B",)), page=True), ("authors",)),
        (PAGE, prepared(again(FULL, text=WIRE.replace("'", "’")), page=True), None),
        (PAGE, prepared(again(FULL, excerpt="Other", images=(), modified=NOON), page=True), None),
        (PAGE, prepared(again(FULL, text=OTHER)), None),
        (PAGE, prepared(again(TEASER), page=True), None),
        (PAGE, prepared(again(FULL, text=OTHER, seen=NOON), page=True), None),
        (ENTRY, prepared(again(FULL), page=True), ("completed", "title", "text")),
        (ENTRY, prepared(again(FULL, title=TEASER.title)), ("completed", "text")),
        (ENTRY, prepared(again(TEASER, excerpt="Another excerpt")), ("excerpt",)),
        (ENTRY, prepared(again(TEASER)), None),
    ],
)
def test_what_revises_an_article(first: Prepared, second: Prepared, expected: tuple[str, ...] | None) -> None:
    window = Window(14)
    changes = feed(window, first, second)[1]
    assert revision(changes) == expected
    decided = changes[-1]
    assert isinstance(decided, CaptureDecided)
    assert (decided.outcome, decided.article) == ("revised" if expected else "same", "a1")


def test_the_current_capture_again_changes_nothing() -> None:
    window = Window(14)
    feed(window, PAGE)
    assert decide(window, PAGE) == ()


def test_what_the_window_forgot_is_revised_by_what_the_store_knows() -> None:
    prior = window_of(PAGE).known("a1")
    changed = prepared(again(FULL, text=OTHER), page=True)
    changes = decide(Window(14), changed, prior)
    assert kinds(changes) == ["ArticleRevised", "CaptureDecided"]
    assert decide(Window(14), PAGE, prior) == ()
    window = Window(14)
    window.evolve(changes)
    assert window.snapshot() == ()


def test_what_is_prepared_means_something_and_keeps_it() -> None:
    def meaning(of: Article) -> bytes:
        return bytes([len(of.title)]) * 4

    window = Window(14)
    for number, title in enumerate(["Crane falls", "Crane falls on quay"]):
        entry = Entry(title=title, content=WIRE)
        item = prepare(Capture(id=f"c{number}", at=NOON, url="https://a.example/x", entry=entry), meaning=meaning)
        assert isinstance(item, Prepared)
        window.evolve(decide(window, item))
        assert window.known(item.article.id).fingerprint.meaning == bytes([len(title)]) * 4
