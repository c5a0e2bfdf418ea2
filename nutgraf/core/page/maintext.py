"""The main text of a page, out of the one parse that all else is read from."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from nutgraf.core.page.asides import revised
from nutgraf.core.page.blocks.features import Stated
from nutgraf.core.page.blocks.passages import Judged, passages
from nutgraf.core.page.body import NOSCRIPT, SCRIPTS, STATED, Body, body_of_blocks, body_of_text
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.state_text import state_body
from nutgraf.core.text.characters import unescaped
from nutgraf.core.text.plain import strip_html

# Chosen, not measured.
_STATED_ENOUGH: Final = 500  # characters of an article that metadata state and the page does not show
_STATED_MORE: Final = 2.5
_HARDLY: Final = 200  # characters; with less it is worth looking at what the page does not show
_NOSCRIPT: Final = re.compile(r"</?noscript\b[^>]{0,200}>", re.IGNORECASE)


class Judgement(NamedTuple):
    """The blocks of a page as they were judged, given what else the page says of its text."""

    stated: Stated
    blocks: Sequence[Judged]


def judge(page: Page) -> Judgement:
    """The blocks of a page, each with its probability and whether it is taken."""
    stated = stated_by(page)
    return Judgement(stated, revised(page, passages(page.layout, stated)))


def main_text(page: Page) -> Body:
    """The text of the article on a page, one paragraph a line, with its structure; empty where there is none."""
    return judged_text(page, judge(page))


def judged_text(page: Page, judgement: Judgement) -> Body:
    """The main text of a page whose blocks have been judged."""
    stated = judgement.stated
    shown = _taken(page, judgement)
    if len(stated.body) >= _STATED_ENOUGH and len(stated.body) > _STATED_MORE * len(shown.text):
        return body_of_text(stated.body)._replace(source=STATED)
    return shown if len(shown.text) >= _HARDLY else _unshown(page, stated) or shown


def _taken(page: Page, judgement: Judgement) -> Body:
    """What is taken of the blocks of a page."""
    blocks = zip(page.layout.blocks, judgement.blocks, strict=True)
    return body_of_blocks(page, [block for block, one in blocks if one.taken])


def without_scripts(page: Page) -> Page | None:
    """The page with its noscript elements opened; None where it has none."""
    opened, many = _NOSCRIPT.subn("", page.html)
    return Page(opened, page.url) if many else None


def _unshown(page: Page, stated: Stated) -> Body | None:
    """The text that a page shows where no scripts run, or that its scripts would show; None where that is no more."""
    opened = without_scripts(page)
    shown = _taken(opened, Judgement(stated, revised(opened, passages(opened.layout, stated)))) if opened else Body("")
    if len(shown.text) >= _STATED_ENOUGH:
        return shown._replace(source=NOSCRIPT)
    in_scripts = state_body(page)
    return in_scripts._replace(source=SCRIPTS) if len(in_scripts.text) >= _STATED_ENOUGH else None


def stated_by(page: Page) -> Stated:
    """What the title, the description and the JSON-LD of a page say of its text."""
    return Stated(page.title, page.meta("og:description", "description") or "", _body_in_json(page))


def _body_in_json(page: Page) -> str:
    """The longest articleBody in the JSON-LD of a page, as plain text."""
    bodies = (body for node, _ in page.linked_nodes if isinstance(body := node.get("articleBody"), str))
    longest = max(bodies, key=len, default="")
    return strip_html(unescaped(longest)) if longest else ""
