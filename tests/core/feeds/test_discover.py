import pytest
from growth import assert_grows_with_size, repeated

from nutgraf.core.feeds.discover import feed_links, guessed_feeds

URL = "https://harbour.example/news/"


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="feed.xml">',
            ["https://harbour.example/news/feed.xml"],
        ),
        ('<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="/a">', ["https://harbour.example/a"]),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://harbour.example/f.json"]),
        ('<link rel="alternate" type="application/json" title="JSON Feed" href="/j">', ["https://harbour.example/j"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">', []),
        ('<link rel="feed" href="/f">', ["https://harbour.example/f"]),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="alternate" type="application/rss+xml" href="/a/comments/feed/">', []),
        ('<link rel="stylesheet" type="text/css" href="/feed.css">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        (
            '<base href="https://cdn.example/x/"><link rel="alternate" type="text/xml" href="rss">',
            ["https://cdn.example/x/rss"],
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/f">' * 2, ["https://harbour.example/f"]),
        (
            '<base href="/site/"><link rel="alternate" type="application/rdf+xml" href="feeds/main.xml">',
            ["https://harbour.example/site/feeds/main.xml"],
        ),
        (
            '<base target="_top"><base href="../a/"><link rel="alternate" type="text/rss+xml" href=" f.xml ">',
            ["https://harbour.example/a/f.xml"],
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed:https://harbour.example/f">',
            ["https://harbour.example/f"],
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed://harbour.example/f">',
            ["http://harbour.example/f"],
        ),
        ('<link rel="alternate" type="application/json" href="/feed.json">', ["https://harbour.example/feed.json"]),
        ('<link rel="alternate" type="application/json+feed" href="/j">', ["https://harbour.example/j"]),
        ('<link rel="alternate" href="/rss.xml">', ["https://harbour.example/rss.xml"]),
        ('<link rel="alternate" hreflang="de" href="/de/feed/">', []),
        ('<link rel="alternate" media="handheld" href="/feed/">', []),
        ("", []),
    ],
)
def test_links(markup: str, links: list[str]) -> None:
    assert feed_links(f"<html><head>{markup}</head><body></body></html>".encode(), URL) == links


@pytest.mark.parametrize(
    ("href", "title"),
    [
        ("/feeds/comments.xml", ""),
        ("/comments/feed/", "Post"),
        ("/feeds/posts/comments/default?alt=rss", ""),
        ("/?feed=comments-rss2", ""),
        ("/feed/kommentare.rss", ""),
        ("/rss_commentaires.xml", ""),
        ("/f/1", "Post \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} Comments Feed"),
        ("/2024/01/ferry/feed/", "Post \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} Ferry runs again Comments Feed"),
        ("/f/1", "Hafenblatt » Kommentar-Feed"),
        ("/f/1", "Le Quai » Flux des commentaires"),
        ("/f/1", "El Muelle » Feed de los comentarios"),
        ("/f/1", "El Muelle » Comentario Vuelve el ferry del feed"),
        ("/f/1", "Il Molo » Feed dei commenti"),
        ("/f/1", "De Kade » Reactiesfeed"),
        ("/f/1", "Причал » Лента комментариев"),
        ("/f/1", "港报 » 评论 Feed"),
        ("/f/1", "港 » コメントフィード"),
    ],
)
def test_what_readers_comment_is_no_source(href: str, title: str) -> None:
    page = f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}"><link rel="feed" href="/f">'
    assert feed_links(page.encode(), URL) == ["https://harbour.example/f"]


@pytest.mark.parametrize(
    ("href", "title"),
    [
        ("/comment/rss", "Comment"),
        ("/commentisfree/rss", "Comment is free"),
        ("/rss/meinung/kommentare.xml", "Meinung: Kommentare"),
        ("/rss/opinion.xml", "评论"),
        ("/f/1", "Комментарии и мнения"),
        ("/f/1", "Commentary"),
    ],
)
def test_what_an_outlet_comments_is_one(href: str, title: str) -> None:
    page = f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
    assert len(feed_links(page.encode(), URL)) == 1


def test_guesses_are_on_the_site() -> None:
    guesses = guessed_feeds("https://harbour.example/deep/page.html?x=1")
    assert guesses[0] == "https://harbour.example/feed/"
    assert guessed_feeds("mailto:x@y.example") == []


def test_elements_that_nest_without_end_take_no_more_than_their_length() -> None:
    def read(page: str) -> None:
        assert feed_links(page.encode(), URL) == ["https://harbour.example/f"]

    assert_grows_with_size(repeated("<b></c>", before='<link rel="feed" href="/f">'), read, 40_000)


@pytest.mark.parametrize(
    ("header", "links"),
    [
        ('</feed.xml>; rel="alternate"; type="application/rss+xml"', ["https://harbour.example/feed.xml"]),
        ("<f.json>; type=application/feed+json; REL=alternate", ["https://harbour.example/news/f.json"]),
        (
            '</wp/>; rel="https://api.w.org/", </a,b.xml>; rel="alternate home"; type="text/atom+xml"; title="A, b; c"',
            ["https://harbour.example/a,b.xml"],
        ),
        ('</c.xml>; rel="alternate"; type="application/rss+xml"; title="Kommentar-Feed"', []),
        ('</f>; rel="alternate"; type="application/rss+xml"; anchor="/other"', []),
        ('</de/>; rel="alternate"; hreflang="de"', []),
        ('</s.css>; rel="preload"; as="style"', []),
        ('</f>; rel="self"; rel="alternate"; type="application/rss+xml"', []),
        ("no link", []),
        ("<" * 5000, []),
    ],
)
def test_a_header_names_feeds_too(header: str, links: list[str]) -> None:
    assert feed_links(b"<p>x</p>", URL, [header]) == links


def test_what_the_page_names_goes_before_what_its_header_names_and_each_counts_once() -> None:
    page = b'<base href="/b/"><link rel="alternate" type="application/rss+xml" href="f">'
    header = '</h>; rel="alternate"; type="application/rss+xml", </b/f>; rel="alternate"; type="application/rss+xml"'
    assert feed_links(page, URL, [header]) == ["https://harbour.example/b/f", "https://harbour.example/h"]


@pytest.mark.parametrize(
    "title",
    [
        "Portal » Kanał z komentarzami", "Портал » Канал коментарів", "Porten » Kommentarsflöde",
        "Porten » kommentarstrøm", "Portti » kommenttien syöte", "Portál » RSS komentářů", "Portál » RSS komentárov",
        "Kapu » hozzászólás hírcsatorna", "Πύλη » Ροή Σχολίων", "البوابة » خلاصة التعليقات", "Poarta » Flux comentarii",
        "השער » פיד תגובות", "Портал » Поток за коментари", "Cổng » Dòng bình luận", "Gerbang » Umpan Komentar",
        "Portal » Canal dels comentaris", "دروازه » خوراک دیدگاه‌ها", "द्वार » टिप्पणी फ़ीड", "ประตู » ความเห็น ฟีด",
        "港报 » 评论Feed",
    ],
)  # fmt: skip
def test_comments_are_told_in_every_language(title: str) -> None:
    page = f'<link rel="alternate" type="application/rss+xml" title="{title}" href="/c">'
    assert feed_links(page.encode(), URL) == []
