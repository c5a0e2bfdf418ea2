"""A statement that a story's reports print in several languages, on its page and in the API."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import added, article, fill, joined, reported, story
from copied_stores import another
from desk_client import desk_of, one, page, text
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from spoken import ABOUT_BOATS, BOATS, filed, leaning

from nutgraf.records import Provider, QuotesMeant, StoryUpdated
from nutgraf.store.protocol import Store

pytestmark = pytest.mark.slow  # a server
CUT = "„Nach vierzig Minuten hatten wir elf Boote“, sagte Marta Eide."


@pytest.fixture
def store(empty: Path) -> Iterator[Store]:
    english = dict.fromkeys(("en", "en2", "en3"), BOATS["en"])
    texts = {**english, "de": BOATS["de"], "de2": CUT, "ru": BOATS["ru"]}
    with another(empty) as opened:
        fill(opened, *reported(article("en")))
        for name, printed in texts.items():
            said = filed(name, printed, name[:2])
            change = added(replace(said.article, provider=Provider(name=f"Outlet {name}")))
            prepared = replace(change.prepared, quotes=said.quotes)
            fill(opened, replace(change, prepared=prepared), joined(name, "en"))
        several = StoryUpdated(story=story("en", list(texts), languages=("de", "en", "ru")))
        until = fill(opened, several)
        meanings: dict[str, tuple[bytes, ...]] = {
            name: (ABOUT_BOATS if name in english else leaning(60),) for name in texts
        }
        fill(opened, QuotesMeant(story="en", until=until, meanings=meanings))
        yield opened


desk = pytest.fixture(desk_of)


def test_the_page_shows_it_once_with_how_each_language_has_it(desk: TestClient[Litestar]) -> None:
    (said,) = page(desk.get("/stories/en")).css(".said > ol > li")
    assert text(said, ".facts") == "Marta Eide 6 reports Outlet en, Outlet en2, Outlet en3"
    assert text(said, "summary") == "also in German, Russian"
    german, russian = said.css("details > ul > li")
    assert text(german, "blockquote") == "Nach vierzig Minuten hatten wir elf Boote an der Bordwand"
    assert one(german, "blockquote").attributes["lang"] == "de"
    assert text(german, ".facts") == "German Outlet de names Kommandantin Marta Eide 1 cut"
    assert text(german, "del") == "an der Bordwand"
    assert text(russian, ".facts") == "Russian Outlet ru names Марта Эйде"
    assert "Marta Eide = Марта Эйде" in text(russian, ".parts")


def test_the_api_gives_the_variants_by_language(desk: TestClient[Litestar]) -> None:
    (said,) = desk.get("/api/v1/stories/en").json()["statements"]
    told = [(one["article"], one["language"], one["kind"]) for one in said["variants"]]
    assert told[:3] == [("en", "en", "whole"), ("en2", "en", "equal"), ("en3", "en", "equal")]
    assert told[3:] == [("de", "de", "translated"), ("de2", "de", "cut"), ("ru", "ru", "translated")]
    assert said["variants"][5]["text"].startswith("Через сорок минут")
    assert [reason["name"] for reason in said["variants"][5]["reasons"]] == ["meaning of the quotations", "speaker"]
    assert said["variants"][0]["reasons"] == said["variants"][4]["reasons"] == []


def test_changes_can_be_followed(desk: TestClient[Litestar], store: Store) -> None:
    (row,) = desk.get(f"/api/v1/changes?after={store.last() - 1}").json()["items"]
    assert (row["change"]["type"], row["change"]["meanings"]["ru"]) == ("quotes_meant", [])
