"""Why an article is what it is: where each field was taken from, and why each block of its page was taken or left."""

from typing import Final, NamedTuple

from nutgraf.core.explain.evidence import Weight, numbers_by_topic, usual_row, weights_of
from nutgraf.core.explain.fields import Field, fields_of
from nutgraf.core.extract import Reading, read
from nutgraf.core.page.blocks.features import Survey
from nutgraf.core.page.blocks.layout import Layout
from nutgraf.core.page.blocks.passages import threshold
from nutgraf.core.page.body import BLOCKS
from nutgraf.core.page.maintext import Judgement
from nutgraf.core.text.plain import clean, shorten
from nutgraf.records import Capture, Rejected

_MOST_TOLD: Final = 2000  # blocks whose numbers are told; no article is longer; chosen, not measured
_MOST_BOXES: Final = 6  # chosen, not measured
_LONGEST_NAME: Final = 30  # chosen, not measured


class JudgedBlock(NamedTuple):
    """A block of a page, where it stands, and why it was taken or left; the probability of one not judged is 0."""

    text: str
    path: str
    probability: float
    taken: bool
    why: str
    evidence: tuple[tuple[str, str], ...] = ()
    weights: tuple[Weight, ...] = ()


class Explanation(NamedTuple):
    """What was made of a capture: ``verdict`` says in a line whether it is an article and, if not, why."""

    capture: str
    url: str | None
    verdict: str
    is_article: bool
    fields: tuple[Field, ...] = ()
    blocks: tuple[JudgedBlock, ...] = ()
    threshold: float = 0.0

    def field(self, name: str) -> Field:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), Field(name, "", ""))

    @property
    def taken(self) -> int:
        """How many blocks were taken."""
        return sum(block.taken for block in self.blocks)

    @property
    def instead(self) -> str:
        """Where the text is from, if not from the blocks that were taken."""
        source = self.field("text").source
        return "" if source == BLOCKS else source


def explain(capture: Capture) -> Explanation:
    """Why ``extract`` says of a capture what it says. Never raises."""
    reading = read(capture)
    outcome, shown, decided = reading.outcome, reading.shown, reading.decided
    told = Explanation(
        capture.id,
        outcome.url,
        _verdict(reading),
        is_article=not isinstance(outcome, Rejected),
        fields=fields_of(decided) if decided else (),
    )
    if isinstance(shown, Rejected):
        return told
    blocks, needed = _judged(shown.page.layout, shown.judgement)
    return told._replace(blocks=blocks, threshold=needed)


def _verdict(reading: Reading) -> str:
    """In a line what became of a capture, with what is wrong with the page of an article from its entry."""
    if isinstance(reading.outcome, Rejected):
        return f"rejected ({reading.outcome.reason}): {reading.outcome.detail}"
    if not reading.from_entry:
        return "an article"
    unread = reading.shown
    page = "no article"
    if isinstance(unread, Rejected):
        page = "none" if unread.reason == "empty" else f"{unread.reason}: {unread.detail}"
    return f"an article, as its entry tells it (the page: {page})"


def _judged(layout: Layout, judgement: Judgement) -> tuple[tuple[JudgedBlock, ...], float]:
    """A page's blocks with what was known of each, and the probability that was needed."""
    found = judgement.blocks
    chances = [passage.probability for passage in found]
    survey = Survey(layout, judgement.stated)
    rows = {i: survey.row(i) for i in [i for i, chance in enumerate(chances) if chance > 0][:_MOST_TOLD]}
    usual = usual_row(list(rows.values())) if rows else ()
    blocks = tuple(
        JudgedBlock(
            clean(passage.text),
            path_of(layout, block.box),
            passage.probability,
            passage.taken,
            passage.why,
            numbers_by_topic(rows[i]) if i in rows else (),
            weights_of(rows[i], usual) if i in rows else (),
        )
        for i, (passage, block) in enumerate(zip(found, layout.blocks, strict=True))
    )
    return blocks, threshold(layout.blocks, chances)


def path_of(layout: Layout, box: int) -> str:
    """A box and the nearest ones around it, outermost first, each with the first of its class names."""
    steps: list[str] = []
    while box > 0 and len(steps) < _MOST_BOXES:
        name = clean(next(iter(layout.names[box].split()), ""))
        steps.append(clean(layout.tags[box]) + (f".{shorten(name, _LONGEST_NAME)}" if name else ""))
        box = layout.parents[box]
    if box > 0:
        steps.append("…")
    return " > ".join(reversed(steps)) or "body"
