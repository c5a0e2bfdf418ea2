"""Full text: how words are told apart, and the index that each database keeps of them.

Words and snippets: ``text``; what is found, and its order: ``sqlite``, ``postgresql``. What a reader may ask for and
what he is shown: ``nutgraf.web``.
"""

from collections.abc import Mapping
from types import ModuleType

from nutgraf.store.search import postgresql, sqlite

SEARCH: Mapping[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
