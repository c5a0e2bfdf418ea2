"""An invented page with all that stands around an article, piece by piece, and what is told of such pages."""

from datetime import UTC, datetime

from nutgraf.core.explain.article import Explanation, explain
from nutgraf.records import Capture

SEEN = datetime(2026, 3, 4, tzinfo=UTC)
URL = "https://tide.example/2026/03/02/pier"
TEXT = "The ferry will leave from the northern breakwater until the new pier stands, said the board."
PARAGRAPHS = """
The harbour board voted on Tuesday to close the old ferry pier, which has carried islanders to the mainland \
since 1911, and to build a new one beside the fish market.
“We could not go on patching it every winter,” said Mara Lindqvist, who chairs the board. “The piles are \
rotten, and the insurers told us so in writing.”
Fishermen who land their catch at the pier said that nobody had asked them. They expect to lose two seasons, \
because the new quay will not have cold storage before the spring after next.
The board will publish the plans in June. Construction is expected to take about fourteen months, and ferries \
will leave from the northern breakwater until then.
A first plan for a new pier was drawn up nine years ago, but it failed when the county withdrew its share of \
the money, as the minutes of the meeting show.
""".strip().split("\n")
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HEADING = "<h1>Island loses its ferry pier after a century</h1>"
HEAD = "<head><title>Island loses its ferry pier after a century - The Tide</title></head>"
NAVIGATION = (
    "<div class='main-menu'><ul>"
    + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
    + "</ul></div>"
)
TEASERS = "".join(
    f"<div class='teaser'><a href='/t{n}'><h3>Council delays bridge repair number {n}</h3></a>"
    "<p><a href='/x'>The repair has to wait another year.</a></p></div>"
    for n in range(6)
)
FOOTER = "<footer><p>© The Tide Publishing Company. All rights reserved.</p><a href='/imprint'>Imprint</a></footer>"
COMMENTS = (
    "<div id='comments' class='comments-area'><h3>3 comments</h3><ol class='comment-list'>"
    "<li class='comment'><div class='comment-body'><p>I took that ferry as a child. What a shame.</p></div></li>"
    "<li class='comment'><div class='comment-body'><p>Nobody asks us islanders. Nobody ever did.</p></div></li>"
    "</ol></div>"
)


def page(inside: str = STORY, after: str = "", before: str = "") -> str:
    article = f"<article class='article-body'>{HEADING}{before}{inside}</article>"
    return f"<html>{HEAD}<body>{NAVIGATION}<main>{article}{after}</main>{FOOTER}</body></html>"


def told(html: str | bytes = "", **fields: object) -> Explanation:
    return explain(captured(html, **fields))


def captured(html: str | bytes = "", **fields: object) -> Capture:
    body = html.encode() if isinstance(html, str) else html
    return Capture(**({"id": "c1", "at": SEEN, "url": URL, "body": body} | fields))  # type: ignore[arg-type]
