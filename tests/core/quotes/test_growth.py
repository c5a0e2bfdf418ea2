"""Twice the text takes twice the time, however dense its marks."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from article_pages import BODY, SEEN, URL
from growth import assert_grows_with_size, nested, numbered, repeated
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.quotes import names
from nutgraf.core.quotes.find import find_quotes
from nutgraf.core.quotes.names import words_in
from nutgraf.engine.pipeline.prepare import prepare
from nutgraf.records import Capture

SAID = "We will open it in May, as we said before"
SIZE = 20_000

TEXTS = {
    "brief": '"a" said b. "c" ',
    "dense": f'"{SAID}," said Ada Byrne. "No," she said. ',
    "curly": f"“{SAID},” said Ada Byrne. ",
    "german": f"„{SAID}“, sagte Ada Byrne. ",
    "spanish": f"«{SAID}», dijo. ",
    "single": f"‘{SAID},’ said Ada Byrne. ",
    "apostrophes": "'a b' c' d 's ",
    "two for one": "''a'' ",
    "opened": '"a ',
    "never closed": "“a «b „c 「d ",
    "never opened": "a” b» c」 ",
    "empty": '""',
    "titles": '"The Long Day of the Fox" ',
    "paragraphs": f"“{SAID} and so on.\n",
    "paragraphs of one mark": '"\n',
    "dashes": "— Уходим, — сказал Белов. — Сейчас же.\n",
    "turns": "\n— a, — b! c, — d? ",
    "pronouns": f'"{SAID}" he said. ',
    "interrupted": '"a b c d e f," she said, ',
    "cited": f'According to Ada Byrne, "{SAID}". ',
    "colons": f'Ada Byrne: "{SAID}". ',
    "nobody": f'"{SAID}". ',
    "initials": 'A. B. "x y z w v" he said. ',
    "japanese": "佐藤市長は「橋は五月に開く予定だ」と述べた。",
    "chinese": "市长李明表示：“大桥将于五月开放。”",
    "chinese titles": "《书》",
    "korean": '김민수 시장은 "다리는 5월에 열린다"라고 말했다. ',
    "thai": 'นายสมชาย ใจดี กล่าวว่า "สะพานจะเปิดในเดือนพฤษภาคม" ',
    "arabic": 'قال رئيس البلدية: "سيفتح الجسر في مايو كما قلنا". ',
}


QUOTED = {name: repeated(piece) for name, piece in TEXTS.items()} | {
    "nested": nested("“a «b „c ", " c“ b» a”"),
    "nested guillemets": nested("«a ", " b»"),
    "nested brackets": nested("「あ", "い」"),
    "names": numbered(f'"{SAID}" said Byrne%. '),
    "one long name": lambda size: '"x y z w v" he said. ' + "Aaa de la " * (size // 10),
    "one long gap": lambda size: '"x y z w v"' + " " * size + 'said Ada. "x y z w v"',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", QUOTED)
def test_finding_quotations_grows_with_the_text(name: str) -> None:
    assert_grows_with_size(QUOTED[name], find_quotes, SIZE)


class Counting:
    """A pattern that counts through how many characters it goes."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.characters = 0

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """As the pattern does."""
        self.characters += end - start
        return self.pattern.finditer(text, start, end)


@pytest.mark.parametrize("name", QUOTED)
def test_no_word_is_looked_for_at_every_quotation_beside_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(names.WORD)
    monkeypatch.setattr(names, "WORD", counting)
    text = QUOTED[name](SIZE // 4)
    find_quotes(text, "en")
    assert counting.characters < 4 * len(text)


marks = st.text(st.sampled_from("ab.'-, \n“"), max_size=40)


@given(st.lists(marks, max_size=30), st.integers(0, 700), st.integers(0, 260))
def test_words_of_a_stretch_are_those_that_stand_there(pieces: list[str], start: int, length: int) -> None:
    text = "".join(pieces)
    end = min(len(text), start + length)
    start = min(start, end)
    expected = [(*found.span(), found.group()) for found in names.WORD.finditer(text, start, end)]
    assert words_in(text, start, end) == expected


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def listed(key: str, item: dict[str, object]) -> Callable[[int], str]:
    def make(size: int) -> str:
        count = size // len(json.dumps(item))
        items = [item | {"name": f"Ada B{number}", "url": f"/i/{number}.jpg"} for number in range(count)]
        return linked({"@type": "NewsArticle", "headline": "Bridge", key: items})

    return make


PAGES = {
    "paragraphs": numbered("<p>% The new bridge over the Orle opens on % May, the city said on Tuesday.</p>"),
    "quotations": numbered("<p>“We will open it in May,” said Ada Byrne%.</p>"),
    "quotations in a line": numbered("“We will open it in May,” said Ada Byrne%. "),
    "links": numbered('<p><a href="/x/%">Link % to something</a></p>'),
    "lists": numbered("<ul><li>Item % is here</li></ul>"),
    "open lists": repeated("<ul><li>a b"),
    "open boxes": repeated("<div>a "),
    "open spans": repeated("<span>a "),
    "open tables": repeated("<table><tr><td>a "),
    "open formatting": repeated("<b><i><u><a>"),
    "rows": repeated("<tr><td>a b</td><td>c d</td></tr>"),
    "images": numbered('<figure><img src="/i/%.jpg" width=800 height=600><figcaption>Caption %</figcaption></figure>'),
    "times": repeated('<time datetime="2026-03-02T10:00:00Z">2 March</time> '),
    "dates": repeated("<span class=date>Published 2 March 2026 10:00</span> "),
    "bylines": numbered("<span class=byline>By Ada Byrne%</span> "),
    "authors": numbered('<a rel=author href="/a/%">Ada Byrne%</a> '),
    "signatures": repeated("<p>— Ada Byrne</p>"),
    "headings": numbered("<h2>Heading %</h2><p>Some words here, said he.</p>"),
    "titles": numbered("<h1>Bridge %</h1>"),
    "posts": numbered('<div class=post><time datetime="2026-03-02T10:00:00Z">10:00</time><h3>Post %</h3><p>Words.</p>'),
    "metadata": numbered('<meta name=author content="Ada B%"><meta property="og:image" content="/i/%.jpg">'),
    "items": numbered("<div itemscope itemtype='https://schema.org/NewsArticle'><b itemprop=author>Ada %</b>"),
    "authors in JSON-LD": listed("author", {"@type": "Person"}),
    "images in JSON-LD": listed("image", {"@type": "ImageObject"}),
    "parts in JSON-LD": listed("hasPart", {"@type": "NewsArticle", "isPartOf": {"@id": "#1"}}),
    "posts in JSON-LD": listed("liveBlogUpdate", {"@type": "BlogPosting", "articleBody": "It is here."}),
    "many JSON-LD": repeated(linked({"@type": "NewsArticle", "headline": "Bridge"})),
    "open JSON-LD": lambda size: f'<script type="application/ld+json">{"[" * size}</script>',
    "scripts": repeated('<script>var a = {"b": "c d e"};</script>'),
    "signs": repeated("<"),
    "same": repeated("<p>Same words here.</p>"),
    "characters": repeated("<p>橋は五月に開く予定だと市長は述べた。</p>"),
    "capitals": repeated("Ada Byrne "),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_preparing_grows_with_the_page(name: str) -> None:
    def capture(size: int) -> Capture:
        page = f"<!doctype html><title>Bridge opens</title><article><h1>Bridge opens</h1>{BODY}{PAGES[name](size)}"
        return Capture(id="c", at=SEEN, url=URL, body=page.encode())

    assert_grows_with_size(capture, prepare, SIZE)
