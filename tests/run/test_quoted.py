"""What quotations mean, told once what is pending is decided: by the model itself, of a few lines."""

from datetime import timedelta

import pytest
from builders import NOON
from copied_stores import copied
from deciding import taken
from spoken import BOATS

from nutgraf.config import Grouping, Settings
from nutgraf.engine.statements.statement import Statement, statements
from nutgraf.records import Capture, Entry, QuotesMeant
from nutgraf.run import quoted
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow  # processes load the model

store = pytest.fixture(copied)
TITLES = {
    "en": "Ferry Astrid Lune runs aground off Skerra in a storm, all 312 people rescued",
    "de": "Fähre Astrid Lune läuft im Sturm vor Skerra auf Grund, alle 312 Menschen gerettet",
    "ru": "Паром «Астрид Луне» сел на мель у острова Скерра в шторм, спасены все 312 человек",
}


def report(language: str, minute: int = 0, outlet: str = "", said: str = "") -> Capture:
    """What an outlet reports of the ferry."""
    url, at = f"https://{outlet or language}.example/ferry", NOON + timedelta(minutes=minute)
    content = f"{TITLES[language]}.\n\n{said or BOATS[language]}"
    entry = Entry(title=TITLES[language], content=content, url=url, published=NOON, language=language)
    return Capture(id=f"{outlet or language}{minute}", at=at, url=url, entry=entry)


def settled(store: Store, *captures: Capture, meaning: bool = True) -> list[QuotesMeant]:
    """Decides the captures; what was told of quotations meanwhile."""
    before = store.last()
    taken(store, *captures)
    settings = Settings(grouping=Grouping(meaning=meaning))
    list(settle(store, open_window(store, settings), clock=lambda: NOON + timedelta(days=1)))
    changes = [row.change for row in store.changes(after=before)]
    return [change for change in changes if isinstance(change, QuotesMeant)]


def said(store: Store) -> tuple[Statement, ...]:
    articles = list(store.all_articles())
    return statements(articles, store.quote_meanings([one.article.id for one in articles]))


def test_a_statement_in_three_languages_is_one(store: Store) -> None:
    (told,) = settled(store, report("en"), report("de"), report("ru"))
    (story,) = store.stories()
    assert (told.story, set(told.meanings)) == (story.id, set(story.articles))
    (boats,) = said(store)
    assert {one.language: one.kind for one in boats.variants[1:]} == dict.fromkeys(
        {"de", "en", "ru"} - {boats.variants[0].language}, "translated"
    )
    assert settled(store) == []


def test_within_one_language_and_without_meaning_nothing_is_told(store: Store) -> None:
    assert settled(store, report("en"), report("en", 1, "other")) == []
    assert settled(store, report("de", 2), meaning=False) == []


def test_only_what_came_since_is_told_and_what_a_revised_article_says_now(store: Store) -> None:
    settled(store, report("en"), report("de"))
    (story,) = store.stories()
    (told,) = settled(store, report("ru", 1))
    assert set(told.meanings) == set(store.stories()[0].articles) - set(story.articles)
    (german,) = [one.article.id for one in store.all_articles() if one.article.language == "de"]
    before = store.quote_meanings([german])
    (told,) = settled(
        store, report("de", 2, said="„Wir danken allen auf Skerra, die geholfen haben“, sagte Marta Eide.")
    )
    assert set(told.meanings) == {german}
    assert store.quote_meanings([german])[german] not in {before[german], ()}
    assert len(said(store)) == 2


def test_what_a_process_that_ended_left_is_told_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as ending:
        ending.setattr(quoted, "_meanings", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            settled(store, report("en"), report("de"))
    assert store.pending() == []
    (told,) = settled(store)
    assert len(told.meanings) == 2


def test_what_is_revised_while_it_is_told_is_told_next_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    later = report("de", 1, said="„Wir danken allen auf Skerra, die geholfen haben“, sagte Marta Eide.")
    telling = quoted._meanings  # noqa: SLF001 - where another process comes between

    def interrupted(*given: object) -> dict[str, bytes]:
        found = telling(*given)  # type: ignore[arg-type]
        settled(store, later, meaning=False)
        return found

    with monkeypatch.context() as between:
        between.setattr(quoted, "_meanings", interrupted)
        (told,) = settled(store, report("en"), report("de"))
    assert len(told.meanings) == 1
    (told,) = settled(store)
    assert len(told.meanings) == 1
    assert store.quotes_due() == []
