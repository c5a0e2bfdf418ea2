"""Fields by the names that data sets of news give them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from nutgraf.core.files.row_names import by_our_names
from nutgraf.core.files.rows import entry_of_row
from nutgraf.errors import InputError
from nutgraf.records import Entry, Image, Provider

AT = datetime(2026, 1, 2, 10, tzinfo=UTC)


def test_an_article_of_schema_org() -> None:
    row = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry runs twice an hour",
        "articleBody": "The ferry runs twice an hour.",
        "description": "From Monday on",
        "datePublished": "2026-01-02T10:00:00Z",
        "dateModified": "2026-01-02T10:00:00Z",
        "author": [{"@type": "Person", "name": "Ana Brandt"}, "Li Wei"],
        "publisher": {"@type": "Organization", "name": "Harbour Post", "url": "https://post.example/"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/1"},
        "inLanguage": "en-GB",
        "image": {"@type": "ImageObject", "url": "https://post.example/1.jpg"},
        "keywords": "Ports, Ferries",
        "articleSection": ["Transport"],
    }
    assert entry_of_row(row) == Entry(
        url="https://post.example/1",
        title="Ferry runs twice an hour",
        excerpt="From Monday on",
        content="The ferry runs twice an hour.",
        authors=("Ana Brandt", "Li Wei"),
        published=AT,
        modified=AT,
        language="en-GB",
        images=(Image(url="https://post.example/1.jpg"),),
        provider=Provider(name="Harbour Post", domain="post.example"),
        section="Transport",
        tags=("Ports", "Ferries"),
    )


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ({"link": "https://a.example/1"}, "url", "https://a.example/1"),
        ({"source": "https://a.example/1"}, "url", "https://a.example/1"),
        ({"Article URL": "https://a.example/1"}, "url", "https://a.example/1"),
        ({"url": "", "link": "https://a.example/1"}, "url", "https://a.example/1"),
        ({"canonicalUrl": "https://a.example/1", "link": "https://b.example/"}, "url", "https://a.example/1"),
        ({"headline": {"main": "Ferry"}}, "title", "Ferry"),
        ({"Titel": "Ferry"}, "title", "Ferry"),
        ({"dc:title": "Ferry"}, "title", "Ferry"),
        ({"标题": "渡轮"}, "title", "渡轮"),
        ({"headline": "Ours first", "title": "Ferry"}, "title", "Ferry"),
        ({"body": ["One.", "Two."]}, "content", "One.\nTwo."),
        ({"content": "<p>One &amp; two</p>"}, "content", "<p>One &amp; two</p>"),
        ({"content": "1 < 2"}, "content", "1 &lt; 2"),
        ({"text": "<p>plain"}, "content", "&lt;p>plain".replace(">", "&gt;")),
        ({"content:encoded": "<p>One</p>"}, "content", "<p>One</p>"),
        ({"short_description": "Ferry"}, "excerpt", "Ferry"),
        ({"abstract": "Ferry"}, "excerpt", "Ferry"),
        ({"author": {"name": "Ana"}}, "authors", ("Ana",)),
        ({"authors": [{"name": "Ana"}, {"name": "Li"}]}, "authors", ("Ana", "Li")),
        ({"byline": "Ana; Li"}, "authors", ("Ana", "Li")),
        ({"author": "['Ana', \"Li O'Hara\"]"}, "authors", ("Ana", "Li O'Hara")),
        ({"date": "2026-01-02T10:00:00Z"}, "published", AT),
        ({"publishedAt": "2026-01-02T10:00:00Z"}, "published", AT),
        ({"pub_date": {"$date": "2026-01-02T10:00:00Z"}}, "published", AT),
        ({"created": 1767348000}, "published", AT),
        ({"lang": "de"}, "language", "de"),
        ({"inLanguage": {"@type": "Language", "name": "pt_BR"}}, "language", "pt-BR"),
        ({"lang": "English"}, "language", None),
        ({"source": "Post"}, "provider", Provider(name="Post")),
        ({"source": {"id": None, "name": "Post"}}, "provider", Provider(name="Post")),
        ({"publication": "Post", "domain": "post.example"}, "provider", Provider(name="Post", domain="post.example")),
        ({"hostname": "post.example"}, "provider", Provider(domain="post.example")),
        ({"urlToImage": "https://a.example/1.jpg"}, "images", (Image(url="https://a.example/1.jpg"),)),
        ({"top_image": "not an address"}, "images", ()),
        ({"keywords": [{"value": "Ports"}, "Ferries"]}, "tags", ("Ports", "Ferries")),
        ({"category": "Transport"}, "section", "Transport"),
        ({"_id": {"$oid": "65a"}}, "id", "65a"),
        ({"uuid": "65a", "id": 7}, "id", "7"),
        ({"source": 5, "author": 5, "date": [], "lang": {}, "image": 1, "link": 3, "body": 4}, "authors", ()),
    ],
)
def test_usual_names(row: dict[str, Any], field: str, value: object) -> None:
    assert getattr(entry_of_row({"excerpt": "x", **row} if field != "excerpt" else row), field) == value


@pytest.mark.parametrize(
    ("names", "row", "field", "value"),
    [
        ({"Kopf": "title"}, {"Kopf": "Ferry"}, "title", "Ferry"),
        ({"Kopf": "title"}, {"Kopf": "Ferry", "title": "17"}, "title", "Ferry"),
        ({"head.main": "title"}, {"head": {"main": "Ferry"}}, "title", "Ferry"),
        ({"head.main": "title"}, {"head.main": "Ferry"}, "title", "Ferry"),
        ({"raw": "text"}, {"raw": "<p>Ferry</p>", "body": "no"}, "content", "<p>Ferry</p>"),
        ({"by": "authors"}, {"by": {"name": "Ana"}}, "authors", ("Ana",)),
        ({"a": "title", "b": "title"}, {"a": "Ferry", "b": None}, "title", "Ferry"),
    ],
)
def test_names_that_the_user_gives_go_first(names: dict[str, str], row: dict[str, Any], field: str, value: str) -> None:
    assert getattr(entry_of_row({"excerpt": "x", **row}, names), field) == value


def test_what_the_user_names_and_cannot_be_read_is_refused() -> None:
    with pytest.raises(InputError, match="`title` must be a string"):
        entry_of_row({"n": 5}, {"n": "title"})


def test_names_are_found_once_and_for_all() -> None:
    row = by_our_names({"headline": "Ferry", "content": "<p>x</p>", "domain": "a.example", "_id": 3})
    assert by_our_names(row) == row


@pytest.mark.parametrize(
    "row",
    [
        {
            "id": 5,
            "title": {"rendered": "Ferry runs"},
            "content": {"rendered": "It runs."},
            "link": "https://p.example/1",
        },
        {"_id": "x", "_source": {"headline": "Ferry runs", "body": "It runs.", "url": "https://p.example/1"}},
        {"type": "news", "attributes": {"title": "Ferry runs", "text": "It runs.", "url": "https://p.example/1"}},
        {"webTitle": "Ferry runs", "webUrl": "https://p.example/1", "fields": {"bodyText": "It runs."}},
        {"@type": "Article", "name": "Ferry runs", "articleBody": "It runs.", "url": "https://p.example/1"},
    ],
)
def test_rows_of_interfaces_hold_their_fields_in_objects(row: dict[str, Any]) -> None:
    entry = entry_of_row(row)
    assert (entry.title, entry.content, entry.url) == ("Ferry runs", "It runs.", "https://p.example/1")


def test_objects_with_names_are_read_as_these() -> None:
    entry = entry_of_row(
        {"title": "T", "authors": {"name": "Ana Brandt"}, "tags": [{"name": "Ports"}, {"name": "Sea"}]}
    )
    assert (entry.authors, entry.tags) == (("Ana Brandt",), ("Ports", "Sea"))


def test_a_name_alone_is_no_title() -> None:
    with pytest.raises(InputError, match="none of title"):
        entry_of_row({"name": "Harbour Post"})
