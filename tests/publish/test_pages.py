import json
import tarfile
from typing import Any

import msgspec
from site_samples import NOON, data, filed, of_entry

from nutgraf.core.files.frontmatter import read_record
from nutgraf.core.files.json_pages import read_pages
from nutgraf.publish.pages import Listed, render_page
from nutgraf.records import Filed, Image, RecordExtras, Score

GOLDEN = """\
{
  "page": 2,
  "value": [
    {
      "path": "_news/x.md",
      "title": "Harbour “strike” ends",
      "excerpt": "Dockers and owners agreed on the strike.",
      "sourceUrl": null,
      "webUrl": null,
      "originalUrl": "https://harbour.example/strike",
      "featuredContent": "<b>",
      "highlight": null,
      "heat": 64,
      "tags": null,
      "images": [
        {
          "url": "https://harbour.example/pier.jpg",
          "width": 800,
          "height": null,
          "title": null,
          "attribution": null,
          "isCached": false
        }
      ],
      "content": "\\n",
      "type": "article",
      "ampWebUrl": null,
      "cdnAmpWebUrl": null,
      "publishedDateTime": "2026-03-02T09:00:00Z",
      "updatedDateTime": "2026-03-02T12:00:00Z",
      "provider": {
        "name": "Harbour Post",
        "domain": "harbour.example",
        "images": null,
        "publishers": null,
        "authors": null
      },
      "locale": "pt-br",
      "categories": [
        "news"
      ],
      "topics": null
    }
  ],
  "nextPage": 3
}"""


def test_a_page_is_printed_exactly() -> None:
    this = filed(
        title="Harbour “strike” ends",
        modified=NOON,
        language="pt-BR",
        images=(Image(url="https://harbour.example/pier.jpg", width=800),),
        extras=RecordExtras(prints_web_url=False, featured_content="<b>"),
    )
    assert render_page(2, [Listed(filed=this, path="_news/x.md", heat=64)], more=True) == GOLDEN


def test_an_empty_page_is_a_page() -> None:
    assert json.loads(render_page(1, [], more=False)) == {"page": 1, "value": [], "nextPage": None}


def test_what_is_written_is_read() -> None:
    this = filed(topics=("Ports",), amp_url="https://amp.harbour.example/strike")
    (entry,) = read_pages(render_page(1, [Listed(filed=this, path="x", heat=1)], more=False))
    assert (entry.url, entry.title, entry.published) == (this.article.url, this.article.title, this.article.published)
    assert (entry.topics, entry.amp_url) == (("Ports",), this.article.amp_url)


def _shape(value: Any) -> Any:  # noqa: ANN401
    """Keys in order, and whether a value is there: what two pages of the same articles have in common."""
    if isinstance(value, dict):
        return [(key, _shape(item)) for key, item in value.items() if key not in {"content", "locale"}]
    return [_shape(item) for item in value] if isinstance(value, list) else value is None


def test_the_pages_of_a_topic_site_are_of_the_same_form() -> None:
    records: dict[str, Filed] = {}
    pages: list[str] = []
    with tarfile.open(data("records/topic_site_posts.tar.gz")) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and "_news/" in member.name:
                article = of_entry(read_record(file.read().decode()))
                records["_news/" + member.name.rpartition("/")[2]] = Filed(article=article, quality=Score(total=1))
            elif file is not None and member.name.endswith(".json"):
                pages.append(file.read().decode())
    compared = 0
    for page in pages:
        wanted = json.loads(page)
        items = wanted["value"]
        if not all(item["path"] in records for item in items):
            continue
        listed = [Listed(filed=records[item["path"]], path=item["path"], heat=item["heat"]) for item in items]
        made = json.loads(render_page(wanted["page"], listed, more=wanted["nextPage"] is not None))
        assert _shape(made) == _shape(wanted)
        assert made["nextPage"] == wanted["nextPage"]
        same = (
            "path",
            "title",
            "excerpt",
            "webUrl",
            "originalUrl",
            "featuredContent",
            "images",
            "type",
            "cdnAmpWebUrl",
        )
        for mine, theirs in zip(made["value"], items, strict=True):
            assert {key: mine[key] for key in same} == {key: theirs[key] for key in same}
            assert mine["provider"] == theirs["provider"]
            assert [key for key in mine if key in theirs] == list(theirs)
        compared += 1
    assert compared > 20


def test_a_page_holds_any_text() -> None:
    this = filed(title="\ud800 \u2028 \x00", extras=None)
    this = msgspec.structs.replace(this, released=True)
    assert (
        "title" in json.loads(render_page(1, [Listed(filed=this, path="x", heat=1)], more=False).encode())["value"][0]
    )
