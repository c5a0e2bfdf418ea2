"""Articles made by hand for the tests of the engine."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.window.window import WITNESSES, Window
from nutgraf.records import Article, Change, Known, Prepared, Provider

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

WIRE = (
    "The harbour authority of Port Lumen said on Monday that it had closed its northern basin after a crane fell onto "
    "a moored freighter during the night. Nobody was hurt, but forty containers went into the water and divers began "
    "to search the bottom at first light. The owner of the ship, a family firm from the islands, said its crew of "
    "eleven was safe and had been taken to a seamen's home. Trade unions have warned for years that the cranes, most "
    "of them built in the nineteen seventies, are not inspected often enough. The authority rejected that and pointed "
    "to a survey made last spring. The basin will stay closed until Thursday, and ferries leave from the old quay."
)
OTHER = (
    "Voters in the hill districts go to the polls again on Sunday, after judges found that ballots from three villages "
    "had been counted twice. The governor, who won by ninety votes, called the ruling an insult; her rival spoke of a "
    "victory for patience. Observers from abroad will watch the count, which is to take place in a sports hall under "
    "the eyes of both parties. Turnout was low the first time, and the weather service expects heavy rain all day."
)


def article(number: int, text: str = "", **fields: object) -> Article:
    """The article of outlet ``number``, published that many hours after noon unless ``published`` says otherwise."""
    values: dict[str, object] = {
        "id": f"a{number}",
        "capture": f"c{number}",
        "seen": NOON + timedelta(hours=number),
        "published": NOON + timedelta(hours=number),
        "url": f"https://outlet{number}.example/story",
        "canonical_url": f"https://outlet{number}.example/story",
        "title": " ".join(text.split()[:8]),
        "text": text,
        "excerpt": " ".join(text.split()[:30]),
        "language": "en",
        "provider": Provider(name=f"Outlet {number}", domain=f"outlet{number}.example"),
    }
    return Article(**(values | fields))  # type: ignore[arg-type]


def excerpt_of(number: int, excerpt: str, **fields: object) -> Article:
    """An article of which only the excerpt is known."""
    return article(number, "", **({"excerpt": excerpt, "title": excerpt[:40], "partial": True} | fields))


def prepared(one: Article, *, page: bool = False) -> Prepared:
    """The article as ``prepare`` would hand it on; of a page where ``page`` says so."""
    print_ = fingerprint(one)
    if page:
        print_.digests["body"] = one.capture
    return Prepared(article=one, fingerprint=print_)


def feed(window: Window, *items: Article | Prepared) -> list[tuple[Change, ...]]:
    """Decides the articles one after the other, and lets the window evolve."""
    steps = []
    for one in items:
        item = one if isinstance(one, Prepared) else prepared(one)
        changes = decide(window, item)
        window.evolve(changes)
        steps.append(changes)
    return steps


def pass_to(window: Window, time: datetime, number: int = 900) -> None:
    """Lets as many articles about nothing come in at a time as the window needs to believe that it is that time."""
    blank = {"title": "", "excerpt": "", "language": None, "seen": time, "published": time}
    feed(window, *(article(number + witness, "", **blank) for witness in range(WITNESSES)))


def window_of(*items: Article | Prepared) -> Window:
    """A window that these articles came into."""
    window = Window(14)
    feed(window, *items)
    return window


def originals(window: Window) -> dict[str, str | None]:
    """For each article what it copies."""
    return {known.article.id: known.copy.of if known.copy else None for known in window.snapshot()}


def stories(window: Window) -> list[list[str]]:
    """The articles of each story, in order of arrival."""
    found: dict[str | None, list[str]] = {}
    for known in window.snapshot():
        found.setdefault(known.story, []).append(known.article.id)
    return list(found.values())


def kinds(changes: Sequence[Change]) -> list[str]:
    """The names of the changes."""
    return [type(change).__name__ for change in changes]


def known(window: Window, one: str) -> Known:
    """What the window knows of an article that it must know."""
    return window.known(one)
