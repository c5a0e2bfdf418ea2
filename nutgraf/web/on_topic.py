"""The parameter by which pages, feeds and the API take a topic."""

from typing import Annotated, TypeAlias

from litestar.openapi.spec import Example
from litestar.params import QueryParameter

OnTopic: TypeAlias = Annotated[
    str | None, QueryParameter(max_length=500, description="The name of a topic.", examples=[Example(value="Ports")])
]
