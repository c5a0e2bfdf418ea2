"""A plugin for pytest by which the compiled packages are read from their sources: `PYTHONPATH=tools pytest -p plain`.

Coverage sees nothing of what is compiled.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType


class Sources(MetaPathFinder):
    """Finds the source of a module of nutgraf, whatever lies beside it."""

    def find_spec(self, name: str, path: Sequence[str] | None, _: ModuleType | None = None) -> ModuleSpec | None:
        """The source, where the module is one of nutgraf's and no package."""
        if not path or not name.startswith("nutgraf."):
            return None
        source = Path(path[0], f"{name.rpartition('.')[2]}.py")
        return spec_from_file_location(name, source) if source.exists() else None


sys.meta_path.insert(0, Sources())
