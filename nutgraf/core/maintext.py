"""The main text of a page, out of the one parse that all else is read from."""

from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.block_features import Stated
from nutgraf.core.jsonld import load
from nutgraf.core.passages import Passage, lines, passages
from nutgraf.core.text import clean_block, strip_html

_MOST_SCRIPTS: Final = 50
_STATED_ENOUGH: Final = 500  # characters of an article that metadata state and the page does not show
_STATED_MORE: Final = 2.5


def main_text(tree: LexborHTMLParser) -> str:
    """The text of the article on a page, one paragraph a line; empty where there is none. The tree stays as it is."""
    stated = stated_by(tree)
    shown = clean_block("\n".join(lines(judged(tree, stated))))
    if len(stated.body) >= _STATED_ENOUGH and len(stated.body) > _STATED_MORE * len(shown):
        return stated.body
    return shown


def judged(tree: LexborHTMLParser, stated: Stated | None = None) -> list[Passage]:
    """Every block of a page with the probability that it belongs to the article, and whether it was taken."""
    return passages(tree.body, stated or stated_by(tree)) if tree.body else []


def stated_by(tree: LexborHTMLParser) -> Stated:
    """What the title, the description and the JSON-LD of a page say of its text."""
    title = tree.css_first("head > title") or tree.css_first("title")
    description = tree.css_first('meta[property="og:description"]') or tree.css_first('meta[name="description" i]')
    return Stated(
        title.text(deep=True) if title else "",
        (description.attributes.get("content") or "") if description else "",
        _body_in_json(tree),
    )


def _body_in_json(tree: LexborHTMLParser) -> str:
    """The longest articleBody in the JSON-LD of a page, as plain text."""
    longest = ""
    for script in tree.css('script[type*="ld+json" i]')[:_MOST_SCRIPTS]:
        text = script.text(deep=True)
        if '"articleBody"' in text:
            longest = max(longest, *_bodies(load(text)), key=len)
    return strip_html(unescape(longest)) if longest else ""


def _bodies(values: list[object]) -> list[str]:
    found = [""]
    waiting = values[:]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            body = value.get("articleBody")
            if isinstance(body, str):
                found.append(body)
            waiting += [item for item in value.values() if isinstance(item, dict | list)]
    return found
