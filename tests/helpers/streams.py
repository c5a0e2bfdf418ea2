"""Streams of captures as hypothesis makes them: copies, revisions, undated ones, known addresses, in any order."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from nutgraf.records import Capture, Entry, Provider

START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 2.0

TOPICS = [
    "harbour strike dock workers union wages containers ships port talks minister cargo",
    "volcano eruption ash cloud island flights cancelled airport evacuation lava village",
    "election recount ballots court governor candidate county votes margin judges ruling",
]
PHRASES = st.sampled_from(
    [
        "the talks broke down late on monday after nine hours",
        "witnesses said they had heard nothing of the plan before",
        "a spokesman declined to answer questions about the cost",
        "hundreds of people waited outside in the rain for news",
        "officials promised a full report before the end of the month",
        "it was the third time this year that such a thing happened",
        "nobody was hurt and the roads were opened again at noon",
        "the company said it would appeal against the decision",
    ]
)


@st.composite
def captures(draw: st.DrawFn) -> list[Capture]:
    """A few captures within two weeks or so, in the order in which they came in."""
    found: list[Capture] = []
    texts: list[str] = []
    seen = START
    for number in range(draw(st.integers(1, 10))):
        topic = draw(st.sampled_from(TOPICS)).split()
        title = " ".join(draw(st.lists(st.sampled_from(topic), min_size=2, max_size=6)))
        shuffled: list[str] = draw(st.permutations(topic))
        text = ". ".join([" ".join(shuffled), *draw(st.lists(PHRASES, min_size=0, max_size=8, unique=True))])
        if draw(st.booleans()) and texts:
            text = draw(st.sampled_from(texts))[: draw(st.sampled_from([120, 300, 5000]))]
        texts.append(text)
        outlet = draw(st.integers(0, 4))
        seen += timedelta(hours=draw(st.sampled_from([0, 1, 9, 70])))
        ago = draw(st.none() | st.integers(0, 60))
        others = [capture.url for capture in found if capture.url]
        entry = Entry(
            title=title,
            content=text if draw(st.booleans()) else None,
            excerpt=text[:200],
            published=None if ago is None else seen - timedelta(hours=ago),
            provider=Provider(name=f"Outlet {outlet}", domain=f"outlet{outlet}.example"),
            credit=draw(st.sampled_from([None, "Outlet 1"])),
            original_url=draw(st.sampled_from([None, *others])),
        )
        url = f"https://outlet{outlet}.example/{draw(st.integers(0, 3))}"
        found.append(Capture(id=f"c{number}", at=seen, url=url, entry=entry))
    return found
