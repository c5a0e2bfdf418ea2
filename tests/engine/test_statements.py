from random import Random

import pytest
from builders import article
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nutgraf.core.quotes.find import find_quotes
from nutgraf.engine.statements.statement import Statement, statements
from nutgraf.records import Filed, Quote, Score, Speaker

WHOLE = "“We had forty minutes, and we used thirty of them, and nobody was left behind,” said Ada Byrne."


def filed(name: str, text: str, language: str = "en") -> Filed:
    return Filed(
        article=article(id=name, text=text, language=language),
        quality=Score(total=0),
        quotes=find_quotes(text, language),
    )


def grouped(*texts: str | tuple[str, str]) -> tuple[Statement, ...]:
    pairs = [(text, "en") if isinstance(text, str) else text for text in texts]
    return statements([filed(str(number), text, language) for number, (text, language) in enumerate(pairs)])


VARIANTS = [
    ("the same words", WHOLE, "equal", ""),
    ("other marks", WHOLE.replace("“", '"').replace("”", '"'), "equal", ""),
    ("another case and comma", WHOLE.replace("minutes, and", "minutes and").replace("We", "we"), "equal", ""),
    (
        "a part",
        "“We used thirty of them, and nobody was left behind,” Byrne said.",
        "cut",
        "-We had forty minutes, and ",
    ),
    (
        "parted",
        "“We had forty minutes,” said Ada Byrne. “Nobody was left behind.”",
        "cut",
        "-and we used thirty of them, and ",
    ),
    (
        "a few words",
        "Ada Byrne said they “used thirty of them”.",
        "cut",
        "-We had forty minutes, and we -and nobody was left behind,",
    ),
    ("other words", WHOLE.replace("forty minutes", "fifty minutes"), "altered", "-forty +fifty "),
]


@pytest.mark.parametrize(
    ("text", "kind", "changes"), [case[1:] for case in VARIANTS], ids=[case[0] for case in VARIANTS]
)
def test_a_statement_has_its_variants(text: str, kind: str, changes: str) -> None:
    (one,) = grouped(WHOLE, text)
    first, second = one.variants
    told = "".join(f"{'-' if op == 'removed' else '+'}{piece}" for op, piece in second.differences if op != "same")
    assert (one.speaker, first.kind, second.kind) == ("Ada Byrne", "whole", kind)
    assert told == changes


def test_the_longest_form_is_the_whole() -> None:
    (one,) = grouped("“And we used thirty of them, and nobody was left behind at all,” Ada Byrne said.", WHOLE)
    assert one.text.startswith("We had forty minutes")
    assert [(variant.article, variant.kind) for variant in one.variants] == [("1", "whole"), ("0", "altered")]


def test_what_is_quoted_in_another_language_is_the_same_words() -> None:
    german = "Die Bürgermeisterin Ada Byrne sagte: „We had forty minutes, and we used thirty of them.“"
    (one,) = grouped(WHOLE, (german, "de"))
    assert [variant.kind for variant in one.variants] == ["whole", "cut"]


def test_words_without_spaces_are_compared() -> None:
    (one,) = grouped(
        ("李明表示：“我们今晚关闭水闸，没有人处于危险之中。”", "zh"), ("李明说：“没有人处于危险之中。”", "zh")
    )
    assert [variant.kind for variant in one.variants] == ["whole", "cut"]
    assert one.variants[1].differences[0] == ("removed", "我们今晚关闭水闸，")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We close the lock tonight,” said Ada Byrne.", "“We open the lock tomorrow,” said Ada Byrne."),
        ("“I am not afraid,” said Ada Byrne.", "“I am not afraid,” said Jonas Quay."),
        (WHOLE, "“The herring came late this year, and the boats came later still,” said Ada Byrne."),
    ],
)
def test_other_words_or_another_person_make_another_statement(one: str, other: str) -> None:
    assert len(grouped(one, other)) == 2


def test_an_article_is_counted_once_and_what_most_print_comes_first() -> None:
    single = "“It leaks, and it has leaked for years,” said Piet Oder."
    found = grouped(
        f"{single}\n{WHOLE}", WHOLE, f"{WHOLE}\nAda Byrne said: “We had forty minutes, and we used thirty.”"
    )
    assert [len(one.variants) for one in found] == [3, 1]
    assert found[0].speaker == "Ada Byrne"


def test_no_articles_have_no_statements() -> None:
    assert statements([]) == ()


WORDS = st.lists(st.sampled_from("the lock is shut and no boat was ever lost at all".split()), min_size=5, max_size=20)
words = str.split
PRINTED = st.lists(st.lists(WORDS, max_size=3), max_size=6)


def printed(speeches: list[list[list[str]]]) -> list[Filed]:
    members = []
    for number, said in enumerate(speeches):
        text, quotes = "", []
        for spoken in said:
            start = len(text)
            text += f"“{' '.join(spoken)}” "
            speaker = Speaker(start=start, end=start + 1, name="Ada Byrne" if len(spoken) % 2 else "Jonas Quay")
            quotes.append(Quote(start=start, end=len(text) - 1, speaker=speaker))
        members.append(Filed(article=article(id=str(number), text=text), quality=Score(total=0), quotes=tuple(quotes)))
    return members


@settings(deadline=None)  # a loaded machine stalls
@given(PRINTED)
@example([[words("the the lock lock the the")], [words("the the the the the lock lock the")]])
def test_every_quotation_is_in_one_statement_at_most_and_differences_add_up(speeches: list[list[list[str]]]) -> None:
    members = printed(speeches)
    found = statements(members)
    spans = [(variant.article, variant.start) for one in found for variant in one.variants]
    assert len(spans) == len(set(spans))
    assert {name for name, _ in spans} == {filed.article.id for filed in members if filed.quotes}
    for one in found:
        assert one.variants[0].kind == "whole"
        for variant in one.variants[1:]:
            text = members[int(variant.article)].article.text[variant.start + 1 : variant.end - 1]
            after = "".join(piece for op, piece in variant.differences if op != "removed") or one.text
            before = "".join(piece for op, piece in variant.differences if op != "added") or one.text
            assert (after.split(), before.split()) == (text.split(), one.text.split())
            assert (variant.kind == "equal") == (text.split() == one.text.split())


def together(members: list[Filed]) -> set[frozenset[tuple[str, int]]]:
    """The quotations of each statement."""
    return {frozenset((variant.article, variant.start) for variant in one.variants) for one in statements(members)}


OFTEN_THE = words("the the the the lock")


@settings(deadline=None)  # a loaded machine stalls
@given(PRINTED, st.randoms(use_true_random=False))
@example([[OFTEN_THE], [OFTEN_THE, ["the", *OFTEN_THE]]], Random(0))  # noqa: S311 - not a secret
def test_the_order_of_the_articles_does_not_change_what_belongs_together(
    speeches: list[list[list[str]]], random: Random
) -> None:
    members = printed(speeches)
    forward = together(members)
    assert together(members[::-1]) == forward
    random.shuffle(members)
    assert together(members) == forward


def test_neither_does_it_where_more_are_alike_than_can_be_compared() -> None:
    spoken = words("we shut the lock and nobody drowned in the harbour")
    speeches = [[[*spoken[:cut], f"word{number}", *spoken[cut:]]] for number in range(40) for cut in (0, 3, 6, 10)]
    speeches += [[spoken[start : start + 5]] for start in range(6)] * 30
    members = printed(speeches)
    assert together(members) == together(members[::-1]) == together(members[1::2] + members[::2])


def test_the_same_few_words_are_one_statement_with_what_one_of_those_who_print_them_has() -> None:
    few, more = "“We close it tonight,” said {}.", "“We close it tonight, yes,” said {}."
    texts = (few.format("Ada Byrne"), few.format("Jonas Quay"), more.format("Jonas Quay"), more.format("Ada Byrne"))
    members = [filed(str(number), text) for number, text in enumerate(texts)]
    both = {frozenset({("0", 0), ("3", 0)}), frozenset({("1", 0), ("2", 0)})}
    assert together(members) == together(members[::-1]) == both


def test_a_mark_in_two_names_does_not_make_them_one_person() -> None:
    text = "“I am not afraid”"
    members = [
        Filed(
            article=article(id=name, text=text),
            quality=Score(total=0),
            quotes=(Quote(start=0, end=len(text), speaker=Speaker(start=1, end=2, name=name)),),
        )
        for name in ("Ada & Byrne", "Jonas & Quay")
    ]
    assert len(statements(members)) == 2
