import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.quotes import find_quotes
from nutgraf.engine.statements import Statement, statements
from nutgraf.records import Filed, Quote, Score, Speaker


def filed(name: str, text: str, language: str = "en") -> Filed:
    return Filed(
        article=article(id=name, text=text, language=language),
        quality=Score(total=0),
        quotes=find_quotes(text, language),
    )
