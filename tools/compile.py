"""Compiles the packages in which most of the time goes with mypyc when nutgraf is built, where there is a C compiler.

They are plain Python and give the same answers without it, only slower: a build that cannot compile says so and
goes on. Trees that plain Python walks as data are compiled as the comparisons that they come to.
"""

import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# hatchling runs this file alone.
sys.path.insert(0, str(Path(__file__).parent))
from unrolled import MODULES, unrolled

PACKAGES = (
    Path("nutgraf", "core", "page", "blocks"),
    Path("nutgraf", "core", "fingerprint", "shingles"),
    Path("nutgraf", "engine", "likeness"),
    Path("nutgraf", "engine", "window"),
    Path("nutgraf", "engine", "copies"),
    Path("nutgraf", "engine", "copies", "standing"),
    Path("nutgraf", "engine", "stories"),
    Path("nutgraf", "engine", "pipeline"),
)

PLAIN = ("remembered.py",)  # msgspec reads the annotations of its records, of which compiled ones have none


class Compiler(BuildHookInterface[Any]):
    """The build hook: compiled modules lie beside their sources, and go into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and tells hatchling what came of it."""
        root = Path(self.root)
        for old in compiled_files(root):
            old.unlink()
        try:
            compile_package(root)
        except (Exception, SystemExit) as e:  # noqa: BLE001 - whatever a compiler lacks, plain Python does the work
            self.app.display_warning(f"nutgraf is not compiled, so extracting and finding copies are slower: {e}")
            return
        if version != "editable":
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["force_include"] |= {str(path): str(path.relative_to(root)) for path in compiled_files(root)}


def compiled_files(root: Path) -> list[Path]:
    """The extension modules of the packages, and the one that holds their common code."""
    folders = [root, *(root / package for package in PACKAGES)]
    return [path for folder in folders for suffix in ("so", "pyd") for path in folder.glob(f"*.{suffix}")]


def compile_package(root: Path) -> None:
    """Builds an extension module beside each source. Raises what mypyc and the compiler raise."""
    from mypyc.build import mypycify  # noqa: PLC0415 - importing it is a part of what may fail
    from setuptools import Distribution  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        copy_sources(root, scratch)
        # There, so that a path of this machine is in no module.
        with chdir(scratch):
            sources = [str(path) for package in PACKAGES for path in compilable(package)]
            options = ["--config-file=", "--ignore-missing-imports", "--python-executable", sys.executable]
            extensions = mypycify(
                [*options, *sources], opt_level="2", debug_level="0", target_dir="build", group_name="nutgraf"
            )
            command: Any = Distribution({"name": "nutgraf", "ext_modules": extensions}).get_command_obj("build_ext")
            command.inplace = True
            command.build_temp = command.build_lib = "build"
            command.ensure_finalized()
            command.run()
        for path in compiled_files(scratch):
            shutil.copy(path, root / path.relative_to(scratch))


def compilable(package: Path) -> list[Path]:
    """The sources of a package that are compiled."""
    return [path for path in sorted(package.glob("[a-z]*.py")) if path.name not in PLAIN]


def copy_sources(root: Path, scratch: Path) -> None:
    """Copies the package without what is compiled of it and without its face, which names nearly all of it.

    Those modules that walk trees are unrolled.
    """
    shutil.copytree(root / "nutgraf", scratch / "nutgraf", ignore=shutil.ignore_patterns("*.so", "*.pyd"))
    (scratch / "nutgraf" / "__init__.py").write_text("", encoding="utf-8")
    for module in MODULES:
        (scratch / module.path).write_text(unrolled(module, root), encoding="utf-8")
