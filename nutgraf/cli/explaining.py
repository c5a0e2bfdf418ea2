"""How ``nutgraf extract --explain`` prints why an article is what it is: fields with their places, then blocks."""

from collections.abc import Iterable, Iterator
from typing import Final

from nutgraf.cli.console import out
from nutgraf.core.explain.article import Explanation, JudgedBlock
from nutgraf.core.explain.fields import Field
from nutgraf.core.text.plain import shorten

_NAME: Final = 10
_WHY: Final = 22
_BOX: Final = 24
_WORDS: Final = 60
_INDENT: Final = " " * 9


def printed(explanations: Iterable[Explanation]) -> Iterator[Explanation]:
    """Prints each as it comes, and passes it on."""
    for number, explanation in enumerate(explanations):
        if number:
            out.print()
        _print(explanation)
        yield explanation


def _print(explanation: Explanation) -> None:
    out.print(explanation.capture, style="bold")
    if explanation.url:
        out.print(explanation.url)
    out.print(explanation.verdict, style=None if explanation.is_article else "red")
    for field in explanation.fields:
        _print_field(field)
    if explanation.blocks:
        told = f"{explanation.taken} of {len(explanation.blocks)} blocks taken; {explanation.threshold:.0%} needed"
        out.print(f"{told}; the text is from elsewhere: {explanation.instead}" if explanation.instead else told)
    for block in explanation.blocks:
        _print_block(block)


def _print_field(field: Field) -> None:
    told = f"{field.value} ({field.source})" if field.source else field.value or "none"
    out.print(f"  {field.name:<{_NAME}} {told}")
    for place, said in field.others:
        out.print(f"  {'':<{_NAME}} not {place}: {said}", style="dim")


def _print_block(block: JudgedBlock) -> None:
    mark = "+" if block.taken else "-"
    chance = f"{block.probability:.0%}" if block.probability else ""
    outer, _, box = block.path.rpartition(" > ")
    line = f"{mark} {chance:>4}  {block.why:<{_WHY}} {box:<{_BOX}} {shorten(block.text, _WORDS)}"
    out.print(line, style="green" if block.taken else None)
    if block.probability:
        weights = "; ".join(f"{weight.words} {weight.change:+.1f}" for weight in block.weights)
        out.print(f"{_INDENT}in {outer or 'body'}" + (f"; {weights}" if weights else ""), style="dim")
