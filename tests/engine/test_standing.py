"""What stands under many articles of a house: it makes none of them a copy, a story or a quotation of another."""

from collections.abc import Sequence

import pytest
from engine_cases import OTHER, WIRE, article, feed, originals, prepared, stories, window_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from nutgraf.core.quotes.find import find_quotes
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.engine.copies.links import Alike, alike
from nutgraf.engine.copies.standing.learned import is_about, is_framed
from nutgraf.engine.copies.standing.passages import reported
from nutgraf.engine.copies.standing.sketches import NOTHING, Standing, common, own_part
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.window import Window
from nutgraf.records import Article, ArticleAdded, Fingerprint, Known, Provider, Score

NAMES = (
    "The Lindhaven harbour board has named Ruth Amsel head of its pilots from the first of May. She has been one for "
    "nineteen years, eleven of them on the north channel, and follows Tom Brandt, who retires after a long illness. "
    "Six young people a year are to be trained, twice as many as now, because every third pilot will soon be sixty."
)
ICE = (
    "Fishermen in Lindhaven will get a new ice plant by October. It makes forty tons a day, twice as much as that of "
    "1958, and costs six million crowns, of which half comes from the region. The machine runs on heat from a brewery "
    "next door, so that it needs a third less current. Until it is ready all ice comes by lorry from Varn."
)
LAMPS = (
    "To save power, every second lamp along Lindhaven's quay goes out at midnight from June. Traders and police agree, "
    "and taxis keep their light all night. The saving is put at ninety thousand crowns a year, enough to keep toilets "
    "open through the winter. Anglers had feared for their safety and get a string of small blue lights instead."
)
REPORTS = (
    ("Ruth Amsel to lead pilots", NAMES),
    ("Fish hall gets ice plant", ICE),
    ("Quay lamps out at midnight", LAMPS),
)
TEASERS = (
    "More from this paper\nRegatta ends in fog for the third year in a row\nTraders count losses and ask for help\n"
    "Why walking backwards on a dyke is good for your knees\nFerries to call twice an hour until the bridge opens\n"
    "The hidden calories in soup: how much cream is in there\nSix tips for your boat, from paint to propeller\n"
    "Storm over the cape tears the roofs off eleven houses\nCherry trees blossom early, eleven days before their time\n"
    '"I have never seen so many geese in one winter," said warden Ida Holm'
)
LOTSEN = (
    "Ruth Amsel wird am ersten Mai Leiterin der Lotsen von Lindhafen. Sie ist seit neunzehn Jahren dabei, elf davon "
    "auf See, und folgt auf Tom Brandt, der nach langer Krankheit aufhört. Jedes Jahr sollen sechs junge Leute "
    "ausgebildet werden, doppelt so viele wie heute."
)
EIS = (
    "Die Fischer bekommen bis Oktober eine neue Anlage. Sie macht vierzig Tonnen Eis am Tag und kostet sechs Millionen "
    "Kronen, von denen die Hälfte aus dem Landkreis kommt. Bis sie fertig ist, bringen Lastwagen aus Warn das Eis, was "
    "jede Kiste Hering um vier Pfennige teurer macht."
)
GERMAN = (("Neue Leiterin für die Lotsen", LOTSEN), ("Eisfabrik kommt im Oktober", EIS))
GERMAN_NOTE = (
    "Über uns: Die Hafengesellschaft betreibt die Drehbrücke, die Fischhalle, elf Meilen Kai und den Lotsendienst. "
    "1902 gegründet, beschäftigt sie vierhundert Menschen und schlägt zwei Millionen Tonnen im Jahr um. Ihre Anteile "
    "halten Stadt und Kreis zu gleichen Teilen. Diese Mitteilung enthält Aussagen über die Zukunft, die Risiken bergen."
)
MIZUSAKI = (
    "リンドハーフェン港湾公社は五月一日付でルート・アムゼル氏を水先人の責任者に任命した。"
    "経験は十九年に及び、病気で退く前任者を継ぐ。毎年六人の若手を育てる計画だという。"
)
SEIHYO = (
    "十月までに漁師たちは新しい設備を手に入れる。一日四十トンの氷を作り、費用は六百万クローネで、"
    "半分は州が負担する。完成までは隣町からトラックで運ばれる。"
)
JAPANESE = (("水先人の責任者にアムゼル氏", MIZUSAKI), ("魚市場に新しい製氷機", SEIHYO))
JAPANESE_NOTE = (
    "当社について。旋回橋、岸壁、案内業務を運営しています。千九百二年に設立され、四百人が働き、年間二百万トンの貨物を扱います。"
    "株式は町と州が等しく保有しています。お問い合わせは平日九時から五時まで広報室へお願いします。"
)


def printed(number: int, title: str, text: str, outlet: str = "post") -> Article:
    provider = Provider(name=outlet.title(), domain=f"{outlet}.example")
    url = f"https://{outlet}.example/{number}"
    return article(number, text, title=title, excerpt="", provider=provider, url=url, canonical_url=url)


def under(
    reports: Sequence[tuple[str, str]], note: str, outlets: Sequence[str], *, above: bool = False
) -> list[Article]:
    """Reports with the same note, one for each outlet."""
    texts = [f"{note}\n{text}" if above else f"{text}\n{note}" for _, text in reports]
    told = zip(reports, texts, outlets, strict=False)
    return [printed(number, title, text, outlet) for number, ((title, _), text, outlet) in enumerate(told, 1)]


def as_known(one: Article) -> Known:
    return Known(article=one, fingerprint=prepared(one).fingerprint, quality=Score(total=0))


# ---------------------------------------------------------------- copies


@pytest.mark.parametrize("outlets", [["post"] * 3, ["north.post", "south.post", "post"], ["wire", "echo", "daily"]])
@pytest.mark.parametrize(
    ("reports", "note"),
    [
        (REPORTS, TEASERS),
        (REPORTS[::-1], f"{TEASERS}\n{WIRE}"),
        (REPORTS, TEASERS[:350]),
        (GERMAN, GERMAN_NOTE),
        (JAPANESE, JAPANESE_NOTE),
    ],
)
def test_what_stands_below_several_reports_makes_none_a_copy(
    reports: Sequence[tuple[str, str]], note: str, outlets: list[str]
) -> None:
    window = window_of(*under(reports, note, outlets))
    assert set(originals(window).values()) == {None}
    assert len(stories(window)) == len(reports)


def test_what_an_outlet_prints_above_its_reports_makes_none_a_copy() -> None:
    window = window_of(*under(REPORTS, TEASERS, ["post"] * 3, above=True))
    assert set(originals(window).values()) == {None}


@pytest.mark.parametrize("outlet", ["post", "daily"])
def test_a_copy_above_another_list_is_a_copy(outlet: str) -> None:
    copy = printed(
        9, "New head for Lindhaven's pilots", f"{NAMES}\nMost read\nStorm tears off roofs\nSalmon are back", outlet
    )
    window = window_of(*under(REPORTS, TEASERS, ["post"] * 3), copy)
    assert originals(window) == {"a1": None, "a2": None, "a3": None, "a9": "a1"}


def test_a_release_that_two_outlets_print_above_lists_of_their_own_is_found() -> None:
    posts = under((REPORTS[0], REPORTS[1]), TEASERS, ["post"] * 2)
    echo = printed(3, "Amsel leads the pilots", f"{NAMES}\n{GERMAN_NOTE}", "echo")
    other = printed(4, "Lamps go out", f"{LAMPS}\n{GERMAN_NOTE}", "echo")
    assert originals(window_of(*posts, other, echo)) == {"a1": None, "a2": None, "a4": None, "a3": "a1"}


def test_a_copy_with_a_sentence_of_its_own_before_it_is_a_copy() -> None:
    own = "A word before we begin: this reached us by post."
    window = window_of(printed(1, *REPORTS[0]), printed(2, "Pilots under Ruth Amsel", f"{own} {NAMES}", "echo"))
    assert originals(window)["a2"] == "a1"


def test_three_that_nothing_joins_show_what_stands_in_their_midst() -> None:
    halves = [(title, *_halves(text)) for title, text in REPORTS]
    texts = [(title, f"{first}\n{TEASERS}\n{second}") for title, first, second in halves]
    window = window_of(*(printed(n, title, text, f"outlet{n}") for n, (title, text) in enumerate(texts, 1)))
    assert originals(window)["a3"] is None


def _halves(text: str) -> tuple[str, str]:
    middle = text.index(". ", len(text) // 2) + 1
    return text[:middle], text[middle:]


def test_a_page_that_names_the_other_as_its_original_is_believed_where_more_than_a_frame_speaks_for_it() -> None:
    first, second = under(REPORTS[:2], TEASERS, ["post", "echo"])
    named = replace(second, original_url=first.url)
    assert originals(window_of(first, named))["a2"] is None
    cited = replace(second, text=f"{ICE} {ICE[::-1]}\n{NAMES[:200]}\n{TEASERS}", original_url=first.url)
    assert originals(window_of(first, cited))["a2"] == "a1"


@pytest.mark.parametrize("title", ["", "Notes", "The"])
def test_where_titles_say_too_little_articles_are_told_apart_by_how_they_begin(title: str) -> None:
    long = ((title, f"{NAMES} {LOTSEN}"), (title, f"{ICE} {EIS}"), (title, f"{LAMPS} {GERMAN_NOTE}"))
    items = under(long, TEASERS, ["post", "echo", "daily"])
    assert set(originals(window_of(*items)).values()) == {None}
    first, retold = as_known(items[0]), as_known(replace(items[1], text=f"Word has it: {NAMES} {LOTSEN}\n{TEASERS}"))
    assert is_about(first, retold)
    assert not is_framed(first, retold)


def test_without_words_nothing_is_told_apart() -> None:
    nothing = as_known(printed(1, "", ""))
    assert is_about(nothing, nothing)
    assert not is_framed(nothing, nothing)


HEAD = (
    "Reported by the desk of a house that has served its readers since 1902, seven days a week, without a pause, and "
    "is read in all eleven valleys."
)


@pytest.mark.parametrize("outlets", [["post"] * 3, ["wire", "echo", "daily"]])
@pytest.mark.parametrize("note", [TEASERS, GERMAN_NOTE])
def test_what_stands_above_and_below_reports_makes_none_a_copy(outlets: list[str], note: str) -> None:
    items = [replace(one, text=f"{HEAD}\n{one.text}") for one in under(REPORTS, note, outlets)]
    for some in (items, items[1:], items[::-1]):
        assert set(originals(window_of(*some)).values()) == {None}


def test_a_beginning_that_stands_elsewhere_makes_no_excerpt_of_a_long_text() -> None:
    long = f"{TEASERS} {GERMAN_NOTE} {WIRE} {OTHER} {JAPANESE_NOTE}"
    items = [replace(one, text=f"{HEAD}\n{one.text}") for one in under(REPORTS, long, ["wire", "echo", "daily"])]
    rang = "The bells rang at noon for Ida Holm, who had counted geese in the marsh for all of forty winters."
    brief = printed(4, "Bells ring for Ida Holm", f"{HEAD}\n{rang}\n{long}", "mail")
    assert originals(window_of(*items, brief))["a4"] is None


HOUSES = ("Vesta Energy AG", "Kestrel Therapeutics", "Acme")
ANNOUNCED = (
    ("names Ruth Amsel head of pilots", NAMES),
    ("opens ice plant for fishermen", ICE),
    ("switches lamps off at midnight", LAMPS),
)
SAYS = "LINDHAVEN, March 3, 2026 -- {} (the “Company”) said today what follows."


def announced(house: str, outlets: Sequence[str]) -> list[Article]:
    """What a house announces, with its name in each title, in each first sentence and in its note."""
    note = f"About {house}: {house} runs bridges, quays and ferries.\n{TEASERS}"
    told = [(f"{house} {what}", f"{SAYS.format(house)} {text} {text[::-1]}") for what, text in ANNOUNCED]
    return under(told, note, outlets)


@pytest.mark.parametrize("outlets", [["trust"] * 3, ["wire", "echo", "daily"]])
@pytest.mark.parametrize("house", HOUSES)
def test_announcements_of_one_house_are_no_copies_though_all_name_it(house: str, outlets: list[str]) -> None:
    items = announced(house, outlets)
    for some in (items, items[:2], items[::-1]):
        assert set(originals(window_of(*some)).values()) == {None}


@pytest.mark.parametrize("house", HOUSES)
def test_an_announcement_that_a_paper_prints_is_a_copy_of_that_one(house: str) -> None:
    items = announced(house, ["trust"] * 3)
    printed_ = printed(4, f"Fishermen get their ice: {house}", items[1].text, "daily")
    cut = printed(5, items[2].title, items[2].text.split("\n", maxsplit=1)[0], "echo")
    found = originals(window_of(*items, printed_, cut))
    assert found == {"a1": None, "a2": None, "a3": None, "a4": "a2", "a5": "a3"}


def test_what_stands_in_the_other_is_known_before_a_match_is_believed() -> None:
    items = announced(HOUSES[0], ["trust"] * 3)
    retold = printed(4, "Pilots", items[0].text, "daily")
    assert originals(window_of(*items, retold)) == {"a1": None, "a2": None, "a3": None, "a4": "a1"}


def test_a_copy_whose_middle_is_new_is_one_of_what_its_title_is_about() -> None:
    first, rest = _halves(NAMES)
    items = printed(1, *REPORTS[0]), printed(2, "Pilots get Ruth Amsel", f"{first}\n{WIRE[:150]}\n{rest}", "echo")
    assert originals(window_of(*items))["a2"] == "a1"


def test_a_sketch_of_an_earlier_form_tells_no_order() -> None:
    first, second = (as_known(one) for one in under(REPORTS[:2], TEASERS, ["post", "echo"]))
    assert is_framed(first, second)
    earlier = replace(first, fingerprint=replace(first.fingerprint, places=b""))
    assert own_part(earlier.fingerprint, common(earlier.fingerprint, second.fingerprint)) is None
    assert not is_framed(earlier, second)
    assert own_part(Fingerprint(), common(Fingerprint(), Fingerprint())) is None


def test_what_is_known_to_stand_in_the_other_is_not_counted_of_it() -> None:
    long = printed(4, "What the pilots do now", f"{NAMES}\n{OTHER}", "daily")
    assert originals(window_of(under(REPORTS, TEASERS, ["post"])[0], long))["a4"] is None
    assert originals(window_of(*under(REPORTS, TEASERS, ["post"] * 3), long))["a4"] == "a1"


# ---------------------------------------------------------------- words and quotations


def test_an_article_is_known_by_what_it_reports_and_quotes_itself() -> None:
    window = window_of(*under(REPORTS[:2], TEASERS, ["post"] * 2))
    mine = 'The council was asked at once. "We will look at the figures after one year," said mayor Jan Berg.'
    last = printed(3, "Quay lamps out at midnight", f"{LAMPS} {mine}\n{TEASERS}")
    (changes,) = feed(window, replace(prepared(last), quotes=find_quotes(last.text, "en")))
    (added,) = [change for change in changes if isinstance(change, ArticleAdded)]
    assert [last.text[quote.start : quote.end] for quote in added.prepared.quotes] == [
        '"We will look at the figures after one year,"'
    ]
    assert not {"regatta", "fog", "calories"} & added.prepared.fingerprint.terms.keys()
    assert {"lamps", "midnight", "june", "traders"} <= added.prepared.fingerprint.terms.keys()


def test_where_nothing_stands_elsewhere_nothing_is_taken_away() -> None:
    item = prepared(printed(1, *REPORTS[0]))
    assert reported(item, NOTHING) is item
    assert reported(item, Standing(frozenset({1}))).fingerprint == item.fingerprint


# ---------------------------------------------------------------- laws


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(4)), st.sampled_from([TEASERS, GERMAN_NOTE, TEASERS + WIRE]))
def test_window_fold_and_a_window_rebuilt_decide_alike(order: Sequence[int], note: str) -> None:
    items = [*under(REPORTS, note, ["post", "post", "echo"]), printed(4, "Pilots under Amsel", NAMES, "daily")]
    window, fold = Window(14), CopyFold(14)
    links: dict[str, str | None] = {}
    for number in order:
        item = prepared(items[number])
        rebuilt = Window.rebuilt(window.snapshot(), 14)
        assert feed(rebuilt, item) == feed(window, item)
        assert rebuilt.snapshot() == window.snapshot()
        for change in fold.take(item, item.article.seen):
            links[change if isinstance(change, str) else change.article] = (
                None if isinstance(change, str) else change.of
            )
    assert originals(window) == {known.article.id: links.get(known.article.id) for known in window.snapshot()}
    assert {one for one, of in originals(window).items() if of} in ({"a4"}, {"a1"})


def test_phrases_that_many_texts_have_stand_nowhere() -> None:
    phrases = ("when it comes to", "at the end of the day", "there is no doubt that", "in the middle of nowhere")
    texts = [" ".join(f"{_long(name)} {phrase}" for phrase in phrases) for name in ("north", "south", "east")]
    window = window_of(
        *(printed(n, f"All about {text[:9]}", text, f"outlet{n}") for n, text in enumerate(texts[:2], 1))
    )
    last = as_known(printed(3, "Something else again", texts[2], "daily"))
    assert len(common(last.fingerprint, as_known(printed(1, "", texts[0])).fingerprint).hashes) > len(phrases)
    assert alike_in(window, last).standing == NOTHING


def _long(name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(25))


def test_what_stands_is_shown_by_those_that_share_it_and_no_others() -> None:
    window = window_of(
        *under(REPORTS[:2], TEASERS, ["post"] * 2), printed(5, "Recount in hill districts", OTHER, "echo")
    )
    third = as_known(under(REPORTS, TEASERS, ["post"] * 3)[2])
    found = alike_in(window, third)
    assert {one.article.id for one in found.others} == {"a1", "a2"}
    alone = as_known(printed(6, "Crane falls", WIRE))
    assert alike_in(window, alone).standing == NOTHING
    teasers = as_known(printed(7, "", TEASERS)).fingerprint
    assert found.standing.hashes == common(third.fingerprint, teasers).hashes


def alike_in(window: Window, known: Known) -> Alike:
    return alike(Draft(window), known)
