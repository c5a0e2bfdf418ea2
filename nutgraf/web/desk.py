"""What every page and API route is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nutgraf.config import Settings
from nutgraf.store.protocol import Store


@dataclass(frozen=True)
class Desk:
    """The store that is shown, the settings, and the clock that says what "now" is."""

    store: Store
    settings: Settings
    clock: Callable[[], datetime]
