import json
import tarfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_samples import data

from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.json_pages import read_pages
from nutgraf.core.formats.yaml_text import read_yaml
from nutgraf.core.topics.taxonomy import read_topic
from nutgraf.errors import InputError, NotAFeed

RECORD = """\
---
category: news
title: "Strike \\"over\\": yes"
excerpt: "Dockers went back.\\r\\n"
publishedDateTime: 2026-03-02T08:56:31Z
originalUrl: "https://harbour.example/strike"
webUrl: "https://harbour.example/strike"
ampWebUrl: "https://amp.harbour.example/strike"
cdnAmpWebUrl: "https://amp-harbour-example.cdn.ampproject.org/c/s/amp.harbour.example/strike"
type: video
quality: 65
heat: -1
published: true

featuredContent: "<iframe src=\\"https://video.example/1\\"></iframe>"

provider:
  name: Harbour Post
  domain: harbour.example

topics:
  - Ports
  - 1e3

images:
  - url: "https://harbour.example/pier.jpg"
    width: 800
    height: 0x1F
    isCached: true

related:
  - title: "Owners give way"
    webUrl: "https://quay.example/owners"
    type: article
    quality: 3

secured: "AAAA;BBBB"
---

"""


def test_a_record_gives_its_fields_and_keeps_what_only_records_say() -> None:
    entry = read_record(RECORD)
    assert (entry.title, entry.excerpt) == ('Strike "over": yes', "Dockers went back.\r\n")
    assert entry.published == datetime(2026, 3, 2, 8, 56, 31, tzinfo=UTC)
    assert (entry.kind, entry.topics, entry.content) == ("video", ("Ports", "1e3"), None)
    assert (entry.images[0].width, entry.images[0].height, entry.images[0].cached) == (800, None, True)
    extras = entry.extras
    assert extras is not None
    assert (extras.released, extras.prints_web_url, extras.category) == (True, True, "news")
    assert extras.featured_content == '<iframe src="https://video.example/1"></iframe>'
    assert [related.title for related in extras.related] == ["Owners give way"]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str, start: str) -> None:
    assert read_record(start + RECORD.replace("\n", ending)) == read_record(RECORD)


def test_what_follows_the_front_matter_is_content() -> None:
    assert read_record(RECORD + "The **text**.\n").content == "\nThe **text**.\n"


def test_without_a_web_url_the_original_is_the_address() -> None:
    entry = read_record(RECORD.replace("webUrl:", "noUrl:", 1))
    assert entry.url == "https://harbour.example/strike"
    assert entry.extras is not None
    assert entry.extras.prints_web_url is False


@pytest.mark.parametrize("value", ["yes", "1e3", "2020-01-01", "12:30", "0x1F", "~x", "1_000", "2020-13-45"])
def test_plain_scalars_stay_the_text_they_are(value: str) -> None:
    assert read_record(f"---\ntitle: {value}\n---\n").title == value


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2020-12-17T10:46:07Z", datetime(2020, 12, 17, 10, 46, 7, tzinfo=UTC)),
        ('"2020-12-17T10:46:07-07:00"', datetime(2020, 12, 17, 17, 46, 7, tzinfo=UTC)),
        ("2020-12-17 10:46:07", datetime(2020, 12, 17, 10, 46, 7, tzinfo=UTC)),
        ("2020-12-17", datetime(2020, 12, 17, tzinfo=UTC)),
        ("2020-13-45", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_keep_seconds_and_zone_or_are_none(written: str, time: datetime | None) -> None:
    assert read_record(f"---\ntitle: t\npublishedDateTime: {written}\n---\n").published == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter",
        "---\ntitle: never closed\n",
        "---\n- a list\n---\n",
        "---\n---\n",
        "---\nlayout: page\n---\n",
        "---\ntitle: [unclosed\n---\n",
        '---\ntitle: "bell \x07"\n---\n',
        "---\ntitle: \ud800\n---\n",
        "---\ntitle: !!python/object/apply:os.system [ls]\n---\n",
        "---\na: &a [x]\ntitle: *a\n---\n",
        f"---\ntitle: {'[' * 50_000}\n---\n",
        f"---\ntitle: t\n{'- ' * 5000}x\n---\n",
    ],
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(NotAFeed):
        read_record(text)


def test_a_bomb_of_aliases_is_refused() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    with pytest.raises(NotAFeed, match="aliases"):
        read_record(f"---\ntitle: t\nl0: &l0 [lol]\n{levels}\n---\n")


@given(st.text(alphabet=st.sampled_from("ab:-#[]{}&*!|>'\"%@`,?\n\t 1é\\~=<"), max_size=60))
def test_any_front_matter_is_read_or_refused(matter: str) -> None:
    try:
        read_record(f"---\ntitle: t\nexcerpt: {matter}\n---\n")
    except InputError:
        return


@given(st.recursive(st.none() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=8))
def test_fields_of_another_shape_do_no_harm(value: object) -> None:
    page = {"page": 1, "value": [{"title": "t", **dict.fromkeys(("images", "topics", "provider", "webUrl"), value)}]}
    assert len(read_pages(json.dumps(page))) == 1


PAGE = """{"page": 1, "value": [{"path": "_news/x.md", "title": "Strike over", "excerpt": "Back.\\r\\n",
"webUrl": null, "originalUrl": "https://video.example/1", "featuredContent": "<b>", "heat": 89,
"images": [{"url": "https://harbour.example/pier.jpg", "width": 800, "height": 600, "isCached": true}],
"type": "video", "publishedDateTime": "2026-03-02T09:12:27-07:00", "provider": {"name": "Post", "images": null},
"locale": "en-us", "categories": ["news"], "topics": ["Ports"]}], "nextPage": null}"""


def test_a_json_page_gives_its_articles_as_released() -> None:
    (entry,) = read_pages(PAGE)
    assert (entry.title, entry.url, entry.kind) == ("Strike over", "https://video.example/1", "video")
    assert entry.published == datetime(2026, 3, 2, 16, 12, 27, tzinfo=UTC)
    assert (entry.images[0].width, entry.images[0].cached) == (800, True)
    assert entry.extras is not None
    assert (entry.extras.released, entry.extras.prints_web_url) == (True, False)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"page": 1}', '{"value": []}', '{"page": 1, "value": 3}', "[" * 100_000, '{"page": NaN}']
)
def test_what_is_no_json_page_is_refused(text: str) -> None:
    with pytest.raises(NotAFeed):
        read_pages(text)


def test_topics_are_recognised() -> None:
    topic = read_topic("taxonomy: topic\n_id: ports\nname: Ports\nkeywords:\n  - port\n  - port\n")
    assert (topic.slug, topic.name, [k.text for k in topic.keywords]) == ("ports", "Ports", ["port"])
    for text in ("", "a: b", "taxonomy: topic", "- a"):
        with pytest.raises(NotAFeed):
            read_topic(text)


def test_an_empty_document_is_nothing() -> None:
    assert read_yaml("") is None


def test_every_file_of_a_topic_site_is_read() -> None:
    count = 0
    with tarfile.open(data("records/topic_site_posts.tar.gz")) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None:
                continue
            text = file.read().decode()
            count += 1
            if member.name.endswith(".json"):
                assert read_pages(text)
            elif member.name.endswith(".yaml"):
                assert read_topic(text).keywords
            elif "_data/organizations/" not in member.name:
                assert read_record(text).published
    assert count == 235


def test_links_of_the_text_that_run_a_program_are_their_words() -> None:
    text = (
        "---\ntitle: T\n---\nRead [the report](javascript:alert(1)), ![a map](data:image/svg+xml,x) and "
        "[more](https://post.example/2).\n[x]: JavaScript:alert(2)\n[y]: https://post.example/3\n"
    )
    assert read_record(text).content == (
        "Read the report, a map and [more](https://post.example/2).\n[y]: https://post.example/3\n"
    )
