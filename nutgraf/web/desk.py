"""What every page and API route is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypeAlias

from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from nutgraf.config import Settings
from nutgraf.store.protocol import Store
from nutgraf.web.lanes import Lane

OnTopic: TypeAlias = Annotated[
    str | None, QueryParameter(max_length=500, description="The name of a topic.", examples=[Example(value="Ports")])
]


@dataclass(frozen=True)
class Desk:
    """The store that is shown, the settings, the clock that says what "now" is, and the threads that are set apart."""

    store: Store
    settings: Settings
    clock: Callable[[], datetime]
    searching: Lane = field(default_factory=lambda: Lane("search", threads=2, line=30))
    editing: Lane = field(default_factory=lambda: Lane("edits", threads=1, line=30))  # which wait for whoever writes
    health: Lane = field(default_factory=lambda: Lane("health", threads=1, line=30))
