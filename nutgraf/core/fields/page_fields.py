"""What a page says of its article, field by field, its entry being heard too."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from nutgraf.core.claims import jsonld, microdata, opengraph
from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, PAGE, Found, Said, fed
from nutgraf.core.fields.addresses import find_amp, find_canonical, find_original
from nutgraf.core.fields.bylines.byline import find_authors
from nutgraf.core.fields.credit_line import find_credit
from nutgraf.core.fields.dates.when import Times, find_times
from nutgraf.core.fields.decided import FULL, SHORT, Decided
from nutgraf.core.fields.excerpts import find_excerpt
from nutgraf.core.fields.images import find_images
from nutgraf.core.fields.kinds import find_kind
from nutgraf.core.fields.language import find_language
from nutgraf.core.fields.live.posts import with_posts
from nutgraf.core.fields.live.printed import printed_posts
from nutgraf.core.fields.outlets import find_outlet, provider_of
from nutgraf.core.fields.paywalls import find_paywall
from nutgraf.core.fields.sections import find_section, find_tags
from nutgraf.core.fields.titles import find_title
from nutgraf.core.formats.url import article_id
from nutgraf.core.page.body import UPDATES, Body, body_of_text
from nutgraf.core.page.maintext import Judgement, judge, judged_text
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import digest, strip_html
from nutgraf.records import ArticleKind, Entry, Post


class Shown(NamedTuple):
    """A page, what its kinds of metadata claim of the article, in order of trust, its kind, its blocks and its text."""

    page: Page
    sources: tuple[Claims, ...]
    kind: Found[ArticleKind]
    judgement: Judgement
    body: Body


def look_at(page: Page, entry: Entry, seen: datetime) -> Shown:
    """What all fields of a page are decided from."""
    judgement = judge(page)
    body = judged_text(page, judgement)
    sources = (
        jsonld.claims(page),
        opengraph.open_graph(page),
        opengraph.meta_tags(page),
        microdata.claims(page),
    )
    kind = find_kind(page, sources, entry)
    if kind.value == "liveblog":
        body = with_posts(page, body, seen)
    return Shown(page, sources, kind, judgement, body)


def decide_page(shown: Shown, entry: Entry, seen: datetime) -> Decided:
    """What the page and the entry of a capture come to, be it an article or not."""
    page, sources = shown.page, shown.sources
    body = _fuller(shown.body, entry)
    text = body.text
    title = find_title(page, sources, entry)
    times = find_times(page, sources, entry, title.value, seen)
    canonical = find_canonical(page)
    outlet = find_outlet(page, sources, entry, title.value)
    paywalled = find_paywall(page, sources, shown.body.text)
    cut = paywalled.value and body is shown.body and len(text) < 2 * FULL
    return Decided(
        id=article_id(canonical.value) if canonical.value else digest(title.value, text),
        url=page.url,
        canonical=canonical,
        original=find_original(page, sources, entry),
        amp=find_amp(page, entry),
        title=title,
        excerpt=find_excerpt(sources, entry, text),
        body=body,
        posts=_posts(shown, body, times, seen),
        authors=find_authors(page, sources, entry, title.value),
        published=times.published,
        modified=times.modified,
        published_precision=times.published_precision,
        modified_precision=times.modified_precision,
        language=find_language(f"{title.value}\n{text}", _declared(page, sources, entry)),
        kind=shown.kind,
        section=find_section(page, sources, entry),
        outlet=outlet,
        provider=provider_of(outlet.value, page, sources, entry),
        images=find_images(page, sources, entry),
        tags=find_tags(page, sources, entry),
        topics=fed(entry.topics),
        credit=find_credit(page, sources, entry, text),
        paywalled=paywalled,
        partial=len(text) < SHORT or cut,
        extras=entry.extras,
    )


def _fuller(shown: Body, entry: Entry) -> Body:
    """What a page shows, or what its entry tells, where that is the full text and more."""
    content = strip_html(entry.content or "")
    return body_of_text(content)._replace(source=ENTRY) if len(content) > max(len(shown.text), FULL) else shown


def _posts(shown: Shown, body: Body, times: Times, seen: datetime) -> Found[tuple[Post, ...]]:
    """The posts of a live blog, from its JSON-LD or by the times that are printed at them."""
    if body.posts or shown.kind.value != "liveblog":
        return Found(body.posts, UPDATES if body.posts else "")
    printed = printed_posts(shown.page, body, times.published.value, times.modified.value, seen)
    return Found(printed, "printed times" if printed else "")


def _declared(page: Page, sources: Sequence[Claims], entry: Entry) -> tuple[Said[str | None], ...]:
    """The languages that a page, its metadata and its entry declare, in order of trust."""
    return (
        Said(PAGE, page.language),
        *by_place(claim.language for claim in sources),
        Said(ENTRY, entry.language),
    )
