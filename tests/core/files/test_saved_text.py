import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import DATA

from nutgraf.core.files.saved_text import read_saved_text
from nutgraf.records import Entry

SEEDS = DATA / "seeds"

TITLE = "Ferry to the islands runs again"
BODY = [
    "The ferry to the islands runs again after three weeks, the port authority said on Tuesday.",
    "“We waited long enough,” said a baker on the quay.",
    "The next boat leaves at noon.",
]


def saved(*leftovers: str) -> str:
    return "\n\n".join((TITLE, *BODY, *leftovers))


@pytest.mark.parametrize(
    "leftovers",
    [
        (),
        ("Loading...",),
        ("Notify of", "Oldest Most Voted", "Inline Feedbacks", "View all comments"),
        (
            "Posted In: PortsFerriesIslands",
            "Trade with insights and news about what you love.",
            "Join Now: Free!",
            "Loading...",
        ),
        ("Harbour data brought to you by Quay APIs", "Tags: ports, ferries", "Share", "Facebook", "Twitter"),
        ("Share this article", "Related articles", "Bakers fear a storm", "Why the quay sank"),
        ("Mehr zum Thema", "Bäcker fürchten Sturm", "Anzeige"),
        ("Partager", "Lire aussi", "Laissez un commentaire"),
        ("Читайте также", "Поделиться"),
        ("相关阅读", "分享到微信"),
        ("مواضيع ذات صلة", "شارك"),
        ("© 2024 Harbour Gazette. All rights reserved.",),
        ("Home", "About us", "Contact", "Privacy"),
    ],
)
def test_leftovers_go_and_the_last_sentence_stays(leftovers: tuple[str, ...]) -> None:
    entry = read_saved_text(saved(*leftovers))
    assert entry.title == TITLE
    assert entry.content == "\n".join(BODY)


@pytest.mark.parametrize(
    "ending",
    [
        ("Bread: 3 crowns", "Butter: 5 crowns"),
        ("The winners are:", "Ana Brandt", "Li Wei", "Jan Vos", "Ada Lind"),
        ("He said only this:", "“No comment”"),
        ("Comments from the quay were few, and the baker had none of them to share with us this morning.",),
        ("A short line",),
        ("Related news reports said that the quay had sunk.",),
        ("Filed in the county court, the suit names the port.",),
        ("Register to vote by Friday.",),
        ("Commentaires et rumeurs circulent au port.",),
    ],
)
def test_endings_of_an_article_stay(ending: tuple[str, ...]) -> None:
    entry = read_saved_text(saved(*ending))
    assert entry.content == "\n".join((*BODY, *ending))


def test_a_button_between_paragraphs_costs_no_paragraph() -> None:
    entry = read_saved_text("\n".join((TITLE, BODY[0], "Advertisement", BODY[1], BODY[2], "Loading...")))
    assert entry.content is not None
    assert entry.content.endswith(BODY[2])


def test_title_twice() -> None:
    assert read_saved_text(f"{TITLE}\n\n{TITLE.upper()}\n\n{BODY[0]}") == Entry(title=TITLE, content=BODY[0])


def test_a_first_paragraph_is_no_title() -> None:
    paragraph = BODY[0] * 5
    assert read_saved_text(f"{paragraph}\n{BODY[1]}") == Entry(content=f"{paragraph}\n{BODY[1]}")


def test_nothing_but_a_title_and_nothing_at_all() -> None:
    assert read_saved_text(f"\n{TITLE}\n") == Entry(title=TITLE)
    assert read_saved_text(" \n\t\x00\n") == Entry()


def test_angle_brackets_are_text() -> None:
    assert read_saved_text("t\nfish & chips <b>cost 5 < 6").content == "fish &amp; chips &lt;b>cost 5 &lt; 6"


@given(
    st.lists(
        st.sampled_from([*BODY, "Loading...", "Share", "Tags: a", "Short", "Notify of", "1", "List:"]), max_size=40
    )
)
def test_a_prefix_of_the_text_is_kept(lines: list[str]) -> None:
    content = read_saved_text("\n".join((TITLE, *lines))).content
    assert "\n".join(lines).startswith(content or "")


@pytest.mark.parametrize(
    ("number", "last"),
    [
        ("002", "including Alibaba."),
        ("003", "on Wednesday."),
        ("004", "far too common in China."),
    ],
)
def test_seeds_end_with_their_own_last_sentence(number: str, last: str) -> None:
    files = list(SEEDS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("the shared seeds are not here")
    entry = read_saved_text(files[0].read_text(encoding="utf-8"))
    assert (entry.content or "").endswith(last)
    assert entry.title is not None
    assert entry.title not in (entry.content or "")
