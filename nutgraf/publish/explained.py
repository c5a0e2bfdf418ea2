"""``nutgraf extract --html``: why each article is what it is, as a folder of pages that need nothing but a browser."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nutgraf.core.explain.article import Explanation
from nutgraf.errors import OutputError
from nutgraf.publish.folder import naming, write_file

INDEX: Final = "index.html"
_MARK: Final = '<meta name="generator" content="nutgraf extract --html">'
_HEAD: Final = 500  # bytes, in which the mark of an earlier run stands

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.globals.update(mark=_MARK)


class IndexLine(NamedTuple):
    """A line of the index."""

    page: str
    capture: str
    title: str
    verdict: str
    is_article: bool
    text: str
    taken: int
    blocks: int


def write_pages(explanations: Iterable[Explanation], folder: Path, unread: Sequence[str]) -> int:
    """Writes a page for each explanation and an index of them, in which ``unread`` is told too; gives their number.

    The folder is a new or empty one, or one of an earlier run. Raises OutputError, naming the path.
    """
    _claim(folder)
    listed: list[IndexLine] = []
    for number, explanation in enumerate(explanations, 1):
        page = f"{number:04}.html"
        _put(folder / page, render_explanation(explanation))
        listed.append(_listed(page, explanation))
    _put(folder / INDEX, render_index(listed, unread))
    return len(listed)


def render_explanation(explanation: Explanation) -> str:
    """One capture's page."""
    return _TEMPLATES.get_template("explained.html").render(explained=explanation, index=INDEX)


def render_index(listed: Sequence[IndexLine], unread: Sequence[str]) -> str:
    """The index of a run."""
    return _TEMPLATES.get_template("explained_index.html").render(listed=listed, unread=unread)


def _claim(folder: Path) -> None:
    """Makes the folder one that is known for ours from now on, even when the run is cut short."""
    index = folder / INDEX
    with naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        holds_others = any(folder.iterdir()) and not _is_ours(index)
    if holds_others:
        raise OutputError(str(folder), "holds other files: name a new folder, or one of an earlier run")
    _put(index, render_index([], ["the run was cut short"]))


def _is_ours(index: Path) -> bool:
    if not index.is_file():
        return False
    with index.open("rb") as file:
        return _MARK.encode() in file.read(_HEAD)


def _put(target: Path, text: str) -> None:
    with naming(target):
        write_file(target, text)


def _listed(page: str, explanation: Explanation) -> IndexLine:
    return IndexLine(
        page,
        explanation.capture,
        explanation.field("title").value,
        explanation.verdict,
        explanation.is_article,
        explanation.field("text").value,
        explanation.taken,
        len(explanation.blocks),
    )
