from collections.abc import Iterator
from typing import Any

import pytest
from builders import NOON, added, article, reported, revised
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.records import Provider, without_text
from nutgraf.store.protocol import Store
from nutgraf.store.search import text as search_text
from nutgraf.store.search.text import MAX_LENGTH, phrases, snippet, tokens

ARTICLES: dict[str, dict[str, Any]] = {
    "geneva": {"title": "Sommet à Genève", "text": "Le président s’est exprimé à l’ONU. C'était «très» _important_."},
    "summit": {"title": "Summit in Geneva", "text": "The President spoke about Uyghur films; U.S. officials didn't."},
    "fluss": {"title": "Der Fluß steigt", "text": "STRASSE und Straße: überall Wasser in Genève."},
    "athens": {"title": "Η Αθήνα σήμερα", "text": "Οι ΟΔΟΙ της πόλης"},
    "moscow": {"title": "Ёлка в Кремле", "text": "Праздник для всех"},
    "tokyo": {"title": "東京大学で会議", "text": "タワーの近くで、北京から来た学者が話した。AI技術。"},
    "games": {"title": "東京2020大会", "text": "第5次会議"},
    "bangkok": {"title": "ไทยรัฐรายงานข่าวด่วน", "text": "กรุงเทพมหานครฝนตกหนัก"},
    "seoul": {"title": "서울에서 회의", "text": "대통령은 말했다"},
    "delhi": {"title": "हिन्दी समाचार", "text": "दिल्ली में बैठक"},
    "cairo": {"title": "أخبار القاهرة", "text": "قالَ الرئيسُ إنّ"},
    "decomposed": {"title": "Re\u0301sume\u0301 of the day", "text": "half-width ｶﾅ"},
    "excerpt": {"title": "Short", "text": "", "excerpt": "Only a teaser about volcanoes.", "tags": ("Etna",)},
}


FOUND: dict[str, set[str]] = {
    "geneve": {"geneva", "fluss"},
    "GENÈVE président": {"geneva"},
    "geneva PRESIDENT uyghur": {"summit"},
    "geneva nothing": set(),
    "l'onu": {"geneva"},
    "l’ONU": {"geneva"},
    "important": {"geneva"},
    "u.s.": {"summit"},
    "didn’t": {"summit"},
    "strasse": {"fluss"},
    "fluss": {"fluss"},
    "αθηνα": {"athens"},
    "οδοί": {"athens"},
    "елка": {"moscow"},
    "東京": {"tokyo", "games"},
    "京大学": {"tokyo"},
    "京": {"tokyo", "games"},
    "者": {"tokyo"},
    "学京": set(),
    "ai技術": {"tokyo"},
    "技": {"tokyo"},
    "東京2020": {"games"},
    "第5": {"games"},
    "第5次会": {"games"},
    "北京 会議": {"tokyo"},
    "ข่าวด่วน": {"bangkok"},
    "ฝนตก": {"bangkok"},
    "서울": {"seoul"},
    "대통령": {"seoul"},
    "हिन्दी": {"delhi"},
    "हन्द": set(),
    "اخبار": {"cairo"},
    "الرئيس قال": {"cairo"},
    "résumé": {"decomposed"},
    "カナ": {"decomposed"},
    "volcanoes": {"excerpt"},
    "etna": {"excerpt"},
    "Jane Doe": set(ARTICLES),
    "": set(),
    "  \n": set(),
    "...": set(),
}
HOSTILE = [
    '"',
    "'",
    '"""',
    "geneva'",
    "NEAR(",
    "title:geneva",
    "gen*",
    "-geneva",
    "^geneva",
    "geneva AND",
    "geneva OR NOT",
    "(geneva",
    "geneva)",
    "{a b}: geneva",
    "a & | ! <-> :*",
    "\\",
    "\0",
    "geneva\0",
    "\ud800",
    "%s %(x)s :limit",
    ";--",
    "a" * 100_000,
    "a " * 50_000,
    "京" * 10_000,
    "\u0301",
    "\u200b",
    "🙂",
    "𠀀",
]


@pytest.fixture
def library(store: Store) -> Store:
    filed = [article(name, **{"excerpt": "", **fields}) for name, fields in ARTICLES.items()]
    store.apply([change for one in filed for change in reported(one)], NOON)
    return store


def found(store: Store, words: str) -> set[str]:
    return {hit.article.id for hit in store.search(words)}


def test_words_are_found_in_any_script_whatever_their_case_and_accents(library: Store) -> None:
    assert {words: found(library, words) for words in FOUND} == FOUND


def test_any_query_is_safe(library: Store) -> None:
    for words in HOSTILE:
        assert {hit.article.id for hit in library.search(words)} <= set(ARTICLES)


@given(words=st.text(max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(library: Store, words: str) -> None:
    for hit in library.search(words):
        assert hit.article.id in ARTICLES


def test_operators_are_words(library: Store) -> None:
    library.apply([added(article("odd", title="NOT all OR nothing"))], NOON)
    assert found(library, "or not") == {"odd"}


def test_best_match_first_and_in_pages(store: Store) -> None:
    store.apply(
        [
            added(article("body", title="Other", text="A flood came. " + "Much else was said of it. " * 20)),
            added(article("title", title="Flood", text="Much else was said of it. " * 20)),
            added(article("byline", title="Else", text="Much else was said of it. " * 20, authors=("Ann Flood",))),
        ],
        NOON,
    )
    assert [hit.article.id for hit in store.search("flood")] == ["title", "byline", "body"]
    assert [hit.article.id for hit in store.search("flood", limit=1, offset=1)] == ["byline"]
    assert store.search("flood", limit=0) == store.search("flood", offset=10**30) == []


def test_a_hit_has_its_article_without_the_text_and_its_story(store: Store) -> None:
    one = article("a", provider=Provider(name="The Gazette"))
    store.apply(reported(one), NOON)
    (hit,) = store.search("gazette")
    assert (hit.article, hit.story) == (without_text(one), "a")


def test_a_revised_article_is_found_by_its_new_words_alone(store: Store) -> None:
    store.apply([added(article("a", title="Old"))], NOON)
    store.apply([revised(article("a", title="New"))], NOON)
    assert found(store, "new") == {"a"}
    assert found(store, "old") == set()
    store.apply([revised(article("a", title="Newer"), 3), revised(article("a", title="Newest"), 4)], NOON)
    assert (found(store, "newest"), found(store, "newer")) == ({"a"}, set())


def test_a_phrase_does_not_run_from_the_title_into_the_text(store: Store) -> None:
    store.apply([added(article("a", title="about wild-", excerpt="", text="life and more", authors=()))], NOON)
    assert found(store, "wild-life") == set()


def test_a_very_long_article_is_found_by_its_beginning(store: Store) -> None:
    text = "beginning " + " ".join(f"w{i}𠀀é" for i in range(100_000))
    store.apply([added(article("a", title="x" * 100_000, text=text))], NOON)
    assert found(store, "beginning") == {"a"}
    assert found(store, "x" * 100_000) == {"a"}


def test_a_word_said_a_thousand_times(store: Store) -> None:
    store.apply([added(article("a", text="again " * 20_000))], NOON)
    assert found(store, "again") == {"a"}


# ---------------------------------------------------------------- snippets


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("harbour", "The Harbour, the HARBOUR.", "The ‹Harbour›, the ‹HARBOUR›."),
        ("l'onu", "À l’ONU, l'eau.", "À ‹l’ONU›, l'eau."),
        ("geneve fluss", "Genève, Fluß", "‹Genève›, ‹Fluß›"),
        ("東京大 会", "東京大学で会議", "‹東京大›学で‹会›議"),
        ("学", "東京大学", "東京大‹学›"),
        ("カナ", "half ｶﾅ", "half ‹ｶﾅ›"),
        ("snake", "a _snake_ case", "a _‹snake›_ case"),
        ("word", "‹word› it says", "‘‹word›’ it says"),
        ("two", "one\n\n  two\tthree", "one ‹two› three"),
        ("nothing", "Only this.", "Only this."),
        ("x", "", ""),
    ],
)
def test_a_snippet_marks_what_was_found(words: str, text: str, expected: str) -> None:
    assert snippet([text], phrases(words)) == expected


def test_a_snippet_is_cut_around_the_first_find() -> None:
    text = "lorem " * 200 + "needle " + "ipsum " * 200
    cut = snippet([text], phrases("needle"))
    assert cut.startswith("… lorem")
    assert cut.endswith("ipsum …")
    assert "‹needle›" in cut
    assert 180 <= len(cut) <= 260


def test_a_snippet_is_of_the_first_text_that_has_it() -> None:
    assert snippet(["one", "two"], phrases("two")) == "‹two›"
    assert snippet(["", "two"], phrases("three")) == "two"


@given(text=st.text(max_size=300), words=st.text(max_size=20))
def test_a_snippet_has_marks_in_pairs(text: str, words: str) -> None:
    marks = [character for character in snippet([text], phrases(words)) if character in "‹›"]
    assert marks == ["‹", "›"] * (len(marks) // 2)


@given(text=st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    indexed = tokens(text)
    for phrase in phrases(text):
        size = len(phrase.words)
        windows = [tuple(indexed[i : i + size]) for i in range(len(indexed) - size + 1)]
        if phrase.prefix:
            *before, last = phrase.words
            assert any(list(w[:-1]) == before and w[-1].startswith(last) for w in windows)
        else:
            assert phrase.words in windows


# ---------------------------------------------------------------- how much is done for a hit

LONG = {
    "hits": "harbour value news " * 60_000,
    "none": "xharbour valued newsy " * 60_000,
    "accents": "Häfen été naïve Straße " * 50_000,
    "unspaced": "東京大学で会議北京から" * 100_000,
    "one word": "x" * 1_000_000,
    "words apart": "harbour and strike are apart " * 40_000,
    "marks": "a\u0301\u0302" * 300_000,
}
ASKED = ("harbour", "harbour-strike", "a", "ete strasse", "京大学 犬", "猫", "x", "harbour " * 30, "ar bou")


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_only_a_bounded_part_of_a_text_is_taken_apart(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, folded = 0, 0
    placed, fold = search_text._placed, search_text._fold  # noqa: SLF001 - what the work is counted by

    def counting(part: str) -> Iterator[search_text.Token]:
        nonlocal taken
        taken += len(part)
        return placed(part)

    def folding(part: str) -> str:
        nonlocal folded
        folded += len(part)
        return fold(part)

    monkeypatch.setattr(search_text, "_placed", counting)
    monkeypatch.setattr(search_text, "_fold", folding)
    for words in ASKED:
        wanted = phrases(words)
        taken = folded = 0
        assert len(snippet([text, text], wanted)) < 1000
        assert taken <= 2 * 4 * 3_000
        assert folded <= 2 * 3 * MAX_LENGTH


def test_what_stands_far_behind_is_marked_where_it_stands() -> None:
    text = "Nothing of the kind. " * 8_000 + "A flood-gate gave way, the flood came. " + "Nothing more. " * 2_000
    assert " A ‹flood-gate› gave way, the flood came. " in snippet([text], phrases("flood-gate"))
    assert " A ‹flood›-gate gave way, the ‹flood› came. " in snippet([text], phrases("flood"))


@given(before=st.integers(800, 2_700), words=st.integers(1, 6))
def test_a_phrase_is_found_wherever_a_text_is_parted(before: int, words: int) -> None:
    phrase = " ".join(f"word{number}" for number in range(words))
    text = ("ab " * 1_000)[:before] + f" {phrase} " + "cd " * 1_000
    assert f"‹{phrase}›" in snippet([text], phrases(phrase.replace(" ", "-")))


def test_of_a_hit_no_more_is_read_than_can_be_found(store: Store) -> None:
    text = "Harbour news of the day. " * 40_000 + "volcano"
    store.apply([added(article("a", text=text)), added(article("b", text=text))], NOON)
    hits = store.search("news")
    assert [len(hit.article.text) for hit in hits] == [0, 0]
    assert all("‹news›" in hit.snippet for hit in hits)


@pytest.mark.parametrize("text", ["pier_closes AT 5", "Straße & Café, Ёлка", f"{'x' * 100} y", "it's 3.5"])
def test_a_script_without_spaces_changes_nothing_of_the_words_before_it(text: str) -> None:
    assert tokens(f"{text} 東京") == [*tokens(text), "東京", "京"]
