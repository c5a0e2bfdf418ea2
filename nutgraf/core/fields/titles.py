"""The title of an article as it is printed, without the name of the site."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said
from nutgraf.core.fields.site_in_title import (
    BARS,
    NAME,
    SEPARATOR,
    SPACED,
    STRONG,
    names_blog,
    separators,
    without_site,
)
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.page.headings import heading_parts, heading_text
from nutgraf.core.page.parsed import Page, text_of
from nutgraf.core.text.plain import clean, word_key, words
from nutgraf.records import Entry

_BAR = re.compile(r"\s*[|•»｜❘]\s*")
_TAIL = re.compile(r"\s*\|\s*|\s•\s")
_PART = re.compile(r":\s|\s[|/•·\-\u2013\u2014]\s")
_KICKER = re.compile(r"[^:|]{3,60}(?::|\s[|/•·\-\u2013\u2014])\s")
_DIGIT = re.compile(r"\d")
_DECORATION = re.compile(r"^(?:[\s|•]|#+(?=[\s#]))+(?=[\w#])|\s[\s|•⋆★*:–—-]*$|:$")
JSON_LD = "JSON-LD headline"
TITLE_BAR = "title bar"
_HEADING = "h1"
_HEADLINES = (JSON_LD, "og:title", "meta title", "microdata headline")
# Chosen with the pages in view that bench/floors.toml names.
_SHORT_TAIL = 2
_MOST_ITEMS = 300
_TITLE = 20  # characters from which something else is a title rather than a heading that agrees with nothing
_MOST_LOOKED_AT = 5  # headings
_READ = 600  # characters of what claims to be a title; none is longer
_LONGEST = 250  # characters; a heading that is longer is a lead
_ARTICLE = 3  # letters that can be "the", which is no kicker
_MOST_IN_NAME = 6  # words
_TELLING = 10  # letters from which a title found within another is no accident


class Title(NamedTuple):
    """A title and where it stands."""

    text: str
    source: str


class Printed(NamedTuple):
    """What a page prints that can be its title, and the words of its address, glued."""

    headings: Sequence[str]
    subheadings: Sequence[str] = ()
    title_bar: str = ""
    address: str = ""

    def clipped(self) -> "Printed":
        """The same, each text no longer than a title can be."""
        headings, subheadings = ([text[:_READ] for text in texts] for texts in (self.headings, self.subheadings))
        return Printed(headings, subheadings, self.title_bar[:_READ], self.address)


def find_title(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[str]:
    """The title of a page; that of its entry where the page has none."""
    text, source = title_of(page, sources)
    fed = clean(entry.title or "")
    said = (
        *(Said(_HEADING, heading) for heading in page.headings()),
        *by_place(claim.title or "" for claim in sources),
        Said(TITLE_BAR, page.title),
        Said(ENTRY, fed),
    )
    return Found(text, source, said) if text else Found(fed, ENTRY if fed else "", said)


def title_of(page: Page, sources: Sequence[Claims]) -> Title:
    """The title of a page, given what its kinds of metadata claim, in order of trust."""
    site_names = [claim.site_name for claim in sources if claim.site_name]
    if page.url and (domain := registrable_domain(page.url)):
        site_names += [domain, domain.partition(".")[0]]
    headlines = [Title(claim.title, name) for claim, name in zip(sources, _HEADLINES, strict=True) if claim.title]
    sections = [claim.section for claim in sources if claim.section]
    headings, subheadings = page.headings(), page.headings("h2")
    if sources[0].title and subheadings and word_key(subheadings[0]) == word_key(sources[0].title):
        headings = [heading for heading in headings if heading not in page.breadcrumb_headings]
    address = word_key((page.url or "").partition("://")[2].partition("/")[2])
    printed = Printed(headings, subheadings, page.title, address)
    title = best_title(printed, headlines, site_names, sections) if _is_plain(headings, headlines, site_names) else None
    if title is None or not title.source.startswith(f"{_HEADING}, "):
        site_names += _names_at_home(page, [one.text for one in headlines])
        title = best_title(printed, headlines, site_names, sections)
    if title.source.startswith(_HEADING):
        title = title._replace(
            text=_told_part(page, title.text, [*(one.text for one in headlines), page.title], site_names)
        )
    if title.source == _HEADING and len(headings) == 1 and _is_menu_item(page, title.text):
        title = best_title(printed._replace(headings=()), headlines, site_names, sections)
    if title.source == TITLE_BAR:
        return title._replace(text=_printed_part(page, title.text) or title.text)
    return title


def _is_plain(headings: Sequence[str], headlines: Sequence[Title], site_names: Sequence[str]) -> bool:
    """Whether one title is told and printed, with nothing in it that could be another name of the site.

    Such names are then not looked for.
    """
    keys = {word_key(one.text) for one in headlines}
    key = keys.pop() if len(keys) == 1 else ""
    same = [heading for heading in headings if word_key(heading) == key]
    if not key or not same or key in map(word_key, site_names):
        return False
    return not any(map(_may_name_site, (*same, *(one.text for one in headlines))))


def _may_name_site(text: str) -> bool:
    """Whether a title can have a part that names the site: apart from the rest, or an address before it."""
    return len(text) > _LONGEST or bool(separators(text)) or "." in text.strip().partition(" ")[0]


def _told_part(page: Page, heading: str, told: Sequence[str], site_names: Sequence[str]) -> str:
    """The part of a heading that metadata or title bar tell for the whole title, where none of them has all of it."""
    site = {key for name in site_names if (key := word_key(name))}
    own = word_key(heading)
    keys: list[str] = []
    for text in dict.fromkeys(told):
        keys.append(word_key(_in_title_bar(text[:_READ], site)))
        if keys[-1] == own:
            return heading
    whole = (node for node in page.nodes(_HEADING, _MOST_LOOKED_AT) if clean(heading_text(node)) == heading)
    parts = {word_key(part): part for node in islice(whole, 1) for part in heading_parts(node)}
    return next((parts[key] for key in keys if len(key) > _TELLING and key in parts), heading)


def _printed_part(page: Page, title_bar: str) -> str | None:
    """The longest part of a title bar that the page prints in a line of its own, where it has more than one."""
    parts = [part.strip() for part in SEPARATOR.split(title_bar[:_READ]) if part.strip()]
    keys = {key: part for part in parts if len(key := word_key(part)) > _TELLING} if len(parts) > 1 else {}
    longest = max(map(len, parts), default=0) + SPACED
    lines = (line for line in page.lines if len(line) <= longest) if keys else ()
    return max((keys[key] for line in lines if (key := word_key(line)) in keys), key=len, default=None)


def _names_at_home(page: Page, headlines: Sequence[str]) -> list[str]:
    """What a page calls its front page, less what is its title too."""
    said = [*headlines, page.title]
    keys = set(map(word_key, headlines))
    names = [name for name in page.home_names if word_key(name) not in keys]
    later = [part for text in dict.fromkeys(said) for part in _later_parts(text)] if names else []
    return [name for name in names if _begins(later, word_key(name)) or not any(agree(name, text) for text in said)]


def _later_parts(title: str) -> Iterator[str]:
    """What stands in a title behind something else, by its words: there sites put their names."""
    return (word_key(title[mark.end() :]) for mark in separators(title[:_READ]) if mark.start())


def _begins(texts: Iterable[str], key: str) -> bool:
    return key != "" and any(text.startswith(key) for text in texts)


def _is_menu_item(page: Page, heading: str) -> bool:
    """Whether a heading of a word or two is what the page's menu calls a section, and agrees with nothing else."""
    if len(words(heading)) > _SHORT_TAIL:
        return False
    key = word_key(heading)
    menu = (node for node in page.nodes("nav a[href], header a[href], aside a[href]", _MOST_ITEMS))
    return any(
        page.resolve(node.attributes.get("href")) != page.url and word_key(text_of(node)) == key for node in menu
    )


def best_title(
    printed: Printed, headlines: Sequence[Title], site_names: Sequence[str], sections: Sequence[str] = ()
) -> Title:
    """The title among what the page shows and what its metadata says (in order of trust).

    Its source names the place that it was taken from and the others that say the same.
    """
    site = {key for name in site_names if (key := word_key(name))}
    stripped = [
        Title(short, source)
        for text, source in headlines
        if (short := without_site(text[:_READ], site)) and word_key(short) not in site
    ]
    text, source = next(_candidates(printed.clipped(), stripped, site))
    *_, last = [None, *STRONG.finditer(text)]
    if last and word_key(text[last.end() :]) in {word_key(section) for section in sections}:
        text = text[: last.start()]
    text = _DECORATION.sub("", _without_short_tail(text)) or text
    key = word_key(text)
    agreeing = dict.fromkeys(
        other.source for other in stripped if other.source != source and word_key(other.text) == key
    )
    return Title(text, f"{source}, agreed by {', '.join(agreeing)}" if agreeing else source)


def _candidates(printed: Printed, headlines: Sequence[Title], site: set[str]) -> Iterator[Title]:
    """What can be the title, best first.

    A heading wins where the metadata or the title bar agrees with it, or where it is the only one and no site name; a
    heading of the second level where the metadata or most of the title bar is the same.
    """
    headings, subheadings, title_bar, address = printed
    texts = [headline.text for headline in headlines]
    shown = [
        text
        for text in headings
        if (key := word_key(text))
        and key not in site
        and (len(text) <= _LONGEST or not headlines)
        and not names_blog(text, title_bar, (*texts, *subheadings))
    ]
    told_in_bar = _in_title_bar(title_bar, site)
    if heading := _agreed(shown, texts, title_bar):
        yield _without_kicker(Title(without_site(heading, site), _HEADING), headlines, told_in_bar)
    if heading := _printed_below(texts, subheadings):
        yield _without_kicker(Title(heading, "h2"), headlines, told_in_bar)
    bar = word_key(title_bar)
    barred = [(key, text) for text in subheadings if len(key := word_key(text)) > _TELLING and key in bar]
    ends = (text for key, text in barred if len(key) > len(bar) / 2 and (bar.startswith(key) or bar.endswith(key)))
    yield from (Title(text, "h2") for text in ends)
    rest = [Title(told_in_bar, TITLE_BAR)] if bar else []
    if len(shown) == 1 and not _is_outweighed(shown[0], [*headlines, *rest], site, address):
        yield Title(without_site(shown[0], site), _HEADING)
    if len(shown) != 1:
        yield from (Title(text, "h2") for key, text in barred if key not in site)
    yield from headlines
    yield from rest
    yield Title(next(iter(headings), ""), _HEADING)


def _agreed(headings: Sequence[str], headlines: Sequence[str], title_bar: str) -> str | None:
    """The heading that is one of the headlines word by word, else the first that agrees with one or the title bar."""
    keys = {word_key(headline) for headline in headlines}
    exact = (heading for heading in headings if word_key(heading) in keys)
    similar = (heading for heading in headings if any(agree(heading, text) for text in (*headlines, title_bar) if text))
    return next(exact, None) or next(similar, None)


def _printed_below(headlines: Sequence[str], subheadings: Sequence[str]) -> str | None:
    """The heading of the second level that is one of the headlines."""
    keys = {key for headline in headlines if len(key := word_key(headline)) > _TELLING}
    return next((subheading for subheading in subheadings if word_key(subheading) in keys), None)


def agree(one: str, other: str) -> bool:
    """Whether two titles say the same: one within the other, or most words shared."""
    first, second = word_key(one), word_key(other)
    if min(len(first), len(second)) > _TELLING and (first in second or second in first):
        return True
    a, b = set(words(one)), set(words(other))
    return len(a & b) > len(a | b) / 2


def _without_kicker(heading: Title, headlines: Sequence[Title], bar: str) -> Title:
    """The heading without what it has above the title, unless the first two headlines have that too.

    Where it has lost the mark between its parts, as it is spelled by the headline or title bar that has the same words.
    """
    key = word_key(heading.text)
    first = headlines[:2]
    if same := next((headline for headline in first if word_key(headline.text) == key), None):
        return _better_spelt(heading, same.text)
    if len(first) > 1 and first[0].source == JSON_LD and all(_has_kicker(headline.text, key) for headline in first):
        return first[1]
    for headline in first:
        inner = word_key(headline.text)
        above = key.removesuffix(inner)
        if len(inner) > _TELLING and (_ARTICLE < len(above) < len(key) or inner in _beginnings(heading.text)):
            return headline
    return _better_spelt(heading, bar) if word_key(bar) == key else heading


def _better_spelt(heading: Title, told: str) -> Title:
    """The heading as it is told elsewhere, if there are more marks between its parts there."""
    fewer = len(_PART.findall(heading.text)) < len(_PART.findall(told))
    return heading._replace(text=told) if fewer else heading


def _has_kicker(headline: str, key: str) -> bool:
    """Whether a headline is the heading with that key behind a kicker: "The old bridge: Open again at last"."""
    kicker = _KICKER.match(headline)
    return kicker is not None and word_key(headline[kicker.end() :]) == key


def _beginnings(heading: str) -> Iterable[str]:
    return (word_key(heading[: mark.start()]) for mark in _BAR.finditer(heading))


def _without_short_tail(title: str) -> str:
    """A title without a last part of a word or two behind a bar, which is a section or the site."""
    *_, mark = [None, *_TAIL.finditer(title)]
    if (
        mark
        and 0 < len(tail := words(title[mark.end() :])) <= _SHORT_TAIL
        and len(tail) < len(words(title[: mark.start()]))
    ):
        return title[: mark.start()]
    return title


def _is_outweighed(heading: str, others: Sequence[Title], site: set[str], address: str) -> bool:
    """Whether a heading shares no word with what else can be the title, of which something is more of one."""
    own = set(words(heading))
    if any(len(word) >= NAME and word in address for word in own):
        return False
    told = [other.text for other in others if word_key(other.text) not in site]
    return own.isdisjoint(words(" ".join(told))) and any(len(text) > max(len(heading), _TITLE) for text in told)


def _in_title_bar(title_bar: str, site: set[str]) -> str:
    """The headline in a title bar: all that is left of it without the site's name and section, where that is known."""
    plain = without_site(title_bar, site)
    if plain == title_bar.strip():
        return without_site(_headline_in(plain), site)
    *_, last = [None, *STRONG.finditer(plain)]
    if last is None:
        return plain
    tail = plain[last.end() :]
    is_section = len(words(tail)) <= _SHORT_TAIL and _is_name(tail) and not _DIGIT.search(tail)
    return plain[: last.start()].strip() if is_section and last.start() else plain


def _headline_in(title_bar: str) -> str:
    """The part of a title bar that is no site's name, which nothing tells: all before the last part as a rule.

    The first part is a name where all its words have capitals and those of the last have not; in a script without
    capitals the longest part is the title.
    """
    marks = list(BARS.finditer(title_bar)) or list(STRONG.finditer(title_bar))
    if not marks:
        return title_bar.strip()
    first, last = title_bar[: marks[0].start()].strip(), title_bar[marks[-1].end() :].strip()
    before = title_bar[: marks[-1].start()].strip()
    if not last or not before:
        return before or last
    if first.lower() == first.upper():
        return max(STRONG.split(title_bar), key=len).strip()
    if len(words(first)) <= _MOST_IN_NAME and _is_name(first) and not _is_name(last) and len(last) > len(first):
        return title_bar[marks[0].end() :].strip()
    return before


def _is_name(text: str) -> bool:
    """Whether all longer words of a text have capitals, as those of a name."""
    return all(word[0].isupper() or not word[0].isalpha() for word in text.split() if len(word) > _ARTICLE)
