import re
import tarfile
from datetime import UTC, datetime

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from site_samples import NOON, data, filed, of_entry

from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.text.characters import one_line, prose
from nutgraf.publish.front_matter import quoted, scalar
from nutgraf.publish.records import RELATED_LIMIT, coverage, related_ids, related_of, render_record
from nutgraf.records import CopyLink, Entry, Filed, Image, Provider, RecordExtras, Score

KEY = bytes(range(64))
FREE = re.compile(r"\s*(?:quality|heat|secured):")

GOLDEN = """\
---
category: news
title: "Strike \\"over\\": yes"
excerpt: "Dockers went back.\\r\\n\\tAll – of them. "
publishedDateTime: 2026-03-02T09:00:00Z
originalUrl: "https://wire.example/1"
webUrl: "https://harbour.example/strike"
ampWebUrl: "https://amp.harbour.example/strike"
cdnAmpWebUrl: "https://amp-harbour-example.cdn.ampproject.org/c/s/amp.harbour.example/strike"
type: opinion
quality: 50
heat: -1
published: true

featuredContent: "<b class=\\"x\\">"

provider:
  name: Harbour Post's
  domain: harbour.example
  images:
    - url: "https://harbour.example/logo.png"
      width: 50
      height: 50

topics:
  - Ports & Docks
  - "yes"

images:
  - url: "https://harbour.example/pier.jpg"
    width: 800
    height: 600
    isCached: true
  - url: "https://harbour.example/quay.jpg"

related:
  - title: "Harbour owners ends"
    excerpt: "Dockers and owners agreed on the owners."
    publishedDateTime: 2026-03-02T09:00:00Z
    webUrl: "https://harbour.example/owners"
    type: article
    provider:
      name: Harbour Post
      domain: harbour.example
    quality: 70
    images:
      - url: "https://harbour.example/owners.jpg"
        width: 1
        height: 2

---

"""


def golden() -> Filed:
    return filed(
        title='Strike "over": yes',
        excerpt="Dockers went back.\r\n\tAll – of them. ",
        original_url="https://wire.example/1",
        amp_url="https://amp.harbour.example/strike",
        kind="opinion",
        provider=Provider(
            name="Harbour Post's",
            domain="harbour.example",
            images=(Image(url="https://harbour.example/logo.png", width=50, height=50),),
        ),
        topics=("Ports & Docks", "yes"),
        images=(
            Image(url="https://harbour.example/pier.jpg", width=800, height=600, cached=True),
            Image(url="https://harbour.example/quay.jpg"),
        ),
        extras=RecordExtras(featured_content='<b class="x">'),
    )


def test_a_record_is_printed_exactly() -> None:
    owners = filed("owners", quality=70, images=(Image(url="https://harbour.example/owners.jpg", width=1, height=2),))
    related = related_of(filed(), coverage([filed(), owners]), {})
    assert render_record(golden(), related, -1, released=True, key=None) == GOLDEN.replace("\n\n---\n", "\n---\n")


def test_the_least_article_is_a_record_too() -> None:
    bare = filed(url=None, published=None, title="", excerpt="", provider=Provider())
    assert render_record(bare, (), 0, released=False, key=None) == (
        '---\ncategory: news\ntitle: ""\nexcerpt: ""\ntype: article\nquality: 50\nheat: 0\npublished: false\n---\n\n'
    )


def test_sealed_fields_close_the_record_and_are_the_same_each_time() -> None:
    once, again = (render_record(golden(), (), 0, released=True, key=KEY) for _ in range(2))
    assert once == again
    assert re.search(r'\n\nsecured: "[A-Za-z0-9+/=]+;[A-Za-z0-9+/]{22}=="\n---\n\n$', once)
    assert "It was long" not in once
    assert "Ada Quay" not in once


def test_related_are_the_story_s_other_own_reports_by_quality() -> None:
    this = filed("a", quality=10)
    link = CopyLink(article="x", of="y", share=0.9)
    members = [
        this,
        filed("late", quality=30, published=NOON),
        filed("early", quality=30),
        filed("best", quality=90),
        filed("undated", quality=30, published=None),
        filed("copy", quality=99, copy=link),
        filed("nowhere", quality=99, url=None),
    ]
    related = related_of(this, coverage(members), {})
    assert [(item.entry.url or "")[24:] for item in related] == ["best", "early", "late", "undated"]


def test_related_are_limited_and_never_the_article_itself() -> None:
    members = [filed(f"n{n:03}", quality=n) for n in range(RELATED_LIMIT + 50)]
    best = members[-1]
    related = related_of(best, coverage(members), {})
    assert len(related) == RELATED_LIMIT
    assert best.article.url not in {item.entry.url for item in related}


def test_the_entries_a_record_named_are_kept_with_their_quality_as_filed() -> None:
    known = filed("known", quality=7)
    entries = (
        Entry(
            title="unknown", url="https://quay.example/1", published=NOON, images=(Image(url="https://quay.example/i"),)
        ),
        Entry(title="known", url=known.article.url),
    )
    this = filed(extras=RecordExtras(related=entries))
    assert known.article.id in related_ids(this)
    related = related_of(this, coverage([this, filed("b")]), {known.article.id: known})
    assert [(item.entry.title, item.quality) for item in related] == [("unknown", 15), ("known", 7)]


def test_a_record_that_named_no_coverage_names_none_again() -> None:
    this = filed(extras=RecordExtras())
    assert related_of(this, coverage([this, filed("b")]), {}) == ()


def test_a_record_is_printed_as_it_was_until_the_article_says_something_else() -> None:
    printed = Entry(title="Strike  over", excerpt="A &#8220;deal&#8221;.\r\n", url="https://harbour.example/strike#x")
    this = filed(title="Strike over", excerpt="A “deal”.", extras=RecordExtras(printed=printed))
    text = render_record(this, (), 0, released=False, key=None)
    assert 'title: "Strike  over"\nexcerpt: "A &#8220;deal&#8221;.\\r\\n"\n' in text
    assert 'webUrl: "https://harbour.example/strike#x"' in text
    assert "name: Harbour Post\n" in text
    corrected = msgspec.structs.replace(this, article=msgspec.structs.replace(this.article, title="Strike goes on"))
    assert 'title: "Strike goes on"' in render_record(corrected, (), 0, released=False, key=None)


TRICKY = [
    *("yes", "NO", "y", "null", "~", "=", "<<", ".inf", ".NaN", "1e3", "0x1F", "0o7", "1_000", ".5", "1.", "12:30"),
    *(
        "2020-01-01",
        "2020-01-01T10:00:00Z",
        "---",
        "...",
        "- x",
        "a: b",
        "a:",
        "a #b",
        "#x",
        '"',
        "'",
        "it's",
        "\\",
        "\\n",
    ),
    *("&a", "*a", "!!str x", "{a}", "[a]", "%x", "@x", "`x", "| x", "> x", "", " lead", "trail ", "tab\tx", "\r\n"),
    *(
        "\u0085",
        "\u2028",
        "\ufeffx",
        "\ufffe",
        "\x00\x07\x1b\x7f\x9f",
        "😀 emoji",
        "\u200fعربي\u200e",
        "\u202eevil\u202c",
    ),
    *("漢字", "20 Minuten", "9to5Mac"),
]


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_text_survives_every_place(text: str) -> None:
    _assert_survives(text)


@given(st.text(max_size=40))
def test_any_text_survives_every_place(text: str) -> None:
    _assert_survives(text)


def _assert_survives(text: str) -> None:
    this = filed(title=text, excerpt=text, topics=(text, "x"), provider=Provider(name=text, domain=text))
    record = render_record(this, (), 0, released=False, key=None)
    entry = read_record(record)
    told, named = prose(text), one_line(text)
    assert (entry.title, entry.excerpt) == (told or None, told or None)
    assert entry.topics == tuple(dict.fromkeys(filter(None, (named, "x"))))
    assert (entry.provider or Provider()).name == (named or None)
    loaded = yaml.safe_load(record.split("\n---\n")[0])
    assert (loaded["title"], loaded["topics"][0]) == (told, named or "x")


@pytest.mark.parametrize(
    "text", ["AT&T", "Marc D's Blog", "20 Minuten", "9to5Mac", "C#", "الشرق الأوسط", "rthk.hk", "a:b"]
)
def test_names_that_cannot_be_misread_stand_plain(text: str) -> None:
    assert scalar(text) == text


def test_unpaired_surrogates_become_the_replacement_character() -> None:
    assert quoted("a\ud800b") == '"a\ufffdb"'
    assert scalar("a\udfff") == '"a\ufffd"'


@given(st.datetimes(timezones=st.sampled_from([UTC, datetime.now().astimezone().tzinfo])))
def test_any_time_survives_to_the_second(time: datetime) -> None:
    this = filed(published=time)
    try:
        wanted = time.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return
    assert read_record(render_record(this, (), 0, released=False, key=None)).published == wanted


def test_a_record_read_and_written_again_is_the_same() -> None:
    text = GOLDEN.replace("\n\n---\n", "\n---\n")
    entry = read_record(text)
    again = Filed(article=of_entry(entry), quality=Score(total=50))
    known = filed("owners", quality=70)
    related = related_of(again, (), {known.article.id: known})
    assert render_record(again, related, -1, released=True, key=None) == text


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not FREE.match(line)]


def _again(text: str) -> str:
    entry = read_record(text)
    this = Filed(article=of_entry(entry), quality=Score(total=1))
    released = entry.extras is not None and bool(entry.extras.released)
    return render_record(this, related_of(this, (), {}), 2, released=released, key=KEY)


def test_every_post_of_a_topic_site_is_written_again_line_by_line() -> None:
    count = 0
    with tarfile.open(data("records/topic_site_posts.tar.gz")) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None or "_news/" not in member.name:
                continue
            text = file.read().decode()
            count += 1
            again = _again(text)
            assert len(again.splitlines()) == len(text.splitlines())
            assert _lines(again) == _lines(text), member.name
    assert count == 192


@pytest.mark.parametrize("name", ["000_e592f4de569af17a.txt", "001_eecc425961be0a3a.txt"])
def test_the_seed_records_are_written_again_but_for_the_order_of_related(name: str) -> None:
    text = (data("seeds") / name).read_bytes().decode()
    again = _again(text)

    def parts(record: str) -> tuple[list[str], list[list[str]], list[str]]:
        head, _, rest = record.partition("\nrelated:\n")
        related, _, tail = rest.partition("\n\n")
        entries = [_lines(entry) for entry in re.split(r"(?m)^  - ", related)]
        return _lines(head), sorted(entries), _lines(tail)

    assert parts(again) == parts(text)
    assert "\r" not in again
