"""From a capture to an article: page and entry, metadata and text, put together by trust."""

from nutgraf.core import jsonld, microdata, opengraph, visible
from nutgraf.core.authors import names_of
from nutgraf.core.charset import decode
from nutgraf.core.claims import Claims
from nutgraf.core.dates import plausible
from nutgraf.core.language import language_of
from nutgraf.core.maintext import main_text
from nutgraf.core.page import Page
from nutgraf.core.text import clean, shorten, strip_html
from nutgraf.core.titles import best_title
from nutgraf.core.url import article_id, normalise, registrable_domain, same_site
from nutgraf.records import Article, Capture, Entry, Image, Provider, Rejected


def extract(capture: Capture) -> Article | Rejected:
    """The article that a capture shows, from its page, its entry or both; Rejected where there is none. Never raises."""
    page = Page(decode(capture.body, capture.charset), normalise(capture.url) if capture.url else None)
    text = main_text(page.html)
    sources = [jsonld.claims(page), opengraph.open_graph(page), opengraph.meta_tags(page), microdata.claims(page), visible.claims(page)]
    site_names = [name for claim in sources if (name := claim.site_name)]
    if page.url:
        site_names.append(registrable_domain(page.url) or "")
    title = best_title(sources[-1].title, [claim.title for claim in sources[:-1] if claim.title], page.title, site_names)
    authors = next((names for claim in sources if (names := names_of(claim.authors))), ())
    dates = [claim.published for claim in sources] + [visible.date_in_url(page.url)]
    published = next((date for date in dates if date and plausible(date, capture.at)), None)
    return Article(id=article_id(page.url or title), capture=capture.id, seen=capture.at, url=page.url, title=title, text=text, authors=authors, published=published)
