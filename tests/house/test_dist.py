"""What nutgraf is given away as installs and works outside of this repository, compiled or not."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from command_line import LOCK, LOCK_COPY, json_lines
from places import ROOT

import nutgraf

pytestmark = pytest.mark.slow

LARGE = 300_000  # bytes; data of tests would be larger
PAGE = (
    "<title>Lock closed</title><main><h1>Lock closed</h1>"
    + "<p>The lock at Orle is closed until June, for repairs, and barges unload at Millrace until then. " * 5
)
WHERE = "import nutgraf.core.page.blocks.trees as trees; print(trees.__file__)"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the pure wheel."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, ROOT / "tools" / "dist.py", folder, HATCH_BUILD_NO_HOOKS="true")
    return folder


@pytest.fixture(scope="module")
def pure(built: Path) -> Path:
    return built / f"nutgraf-{nutgraf.__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def source(built: Path) -> Path:
    return built / f"nutgraf-{nutgraf.__version__}.tar.gz"


@pytest.fixture(scope="module")
def plain(pure: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs that the pure wheel installs."""
    return installed(pure, tmp_path_factory.mktemp("plain"))


def _run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """What a command prints that must succeed; nothing of this repository is on its path."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    done = subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, check=False)  # noqa: S603 - our own programs
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout


def installed(archive: Path, folder: Path, **environment: str) -> Path:
    """The programs of a new environment in which nutgraf is installed from an archive and all else is what we use."""
    venv.create(folder, with_pip=True, symlinks=True)
    programs = folder / "bin"
    (packages,) = folder.glob("lib/python*/site-packages")
    # After its own packages; the .pth file of an editable nutgraf in there is not followed.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"))
    options = "--quiet --disable-pip-version-check --ignore-installed --no-deps --no-index --no-build-isolation".split()
    _run(programs / "python", "-m", "pip", "install", *options, archive, cwd=folder, **environment)
    return programs


def rows_of(programs: Path, folder: Path) -> str:
    """What the filters give for a page and for two rows, run in a folder of its own."""
    page = folder / "page.html"
    page.write_text(PAGE, "utf-8")
    articles = json_lines(folder / "articles.jsonl", [LOCK | {"id": "1"}, LOCK_COPY | {"id": "2"}])
    where = _run(programs / "python", "-c", "import nutgraf; print(nutgraf.__file__)", cwd=folder).strip()
    assert Path(where).is_relative_to(programs.parent)
    extracted = _run(programs / "nutgraf", "extract", page.name, cwd=folder)
    grouped = _run(programs / "nutgraf", "group", articles.name, cwd=folder)
    assert json.loads(extracted)["title"] == "Lock closed"
    assert len({json.loads(row)["story"] for row in grouped.splitlines()}) == 1
    return extracted + grouped


def suffix_of(programs: Path, folder: Path) -> str:
    """The kind of file that a module which can be compiled is read from."""
    return Path(_run(programs / "python", "-c", WHERE, cwd=folder).strip()).suffix


def test_the_pure_wheel_is_for_any_machine(pure: Path) -> None:
    with zipfile.ZipFile(pure) as wheel:
        names = wheel.namelist()
        (told,) = (wheel.read(name).decode() for name in names if name.endswith(".dist-info/WHEEL"))
    assert [name for name in names if name.endswith((".so", ".pyd"))] == []
    assert "Root-Is-Purelib: true\nTag: py3-none-any\n" in told
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "nutgraf").rglob("*.*") if path.is_file()}
    wanted = {name for name in shipped if not name.endswith((".pyc", ".so", ".pyd"))}
    assert "nutgraf/py.typed" in wanted
    assert wanted <= set(names)


def test_the_source_distribution_holds_what_building_and_testing_need(source: Path) -> None:
    with tarfile.open(source) as packed:
        sizes = {member.name.partition("/")[2]: member.size for member in packed.getmembers()}
    tops = {name.partition("/")[0] for name in sizes}
    documents = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
    build = {"pyproject.toml", "Makefile", "constraints.txt", "PKG-INFO", ".gitignore"}
    assert tops == documents | build | {"nutgraf", "sample_press", "bench", "tests", "tools", "docs"}
    assert {"tools/compile.py", "tools/install.sh", "nutgraf/py.typed"} <= set(sizes)
    assert [name for name in sizes if name.endswith((".so", ".pyd", ".pyc", ".db"))] == []
    assert {name: size for name, size in sizes.items() if size > LARGE} == {}


def test_the_source_installs_without_a_compiler_and_does_what_the_pure_wheel_does(
    plain: Path, source: Path, tmp_path: Path
) -> None:
    made = installed(source, tmp_path / "made", CC="false")
    assert (suffix_of(plain, tmp_path), suffix_of(made, tmp_path)) == (".py", ".py")
    assert rows_of(made, tmp_path) == rows_of(plain, tmp_path)


@pytest.mark.usefixtures("compiled")
def test_the_compiled_wheel_is_used_and_gives_the_same_rows(plain: Path, tmp_path: Path) -> None:
    _run(sys.executable, ROOT / "tools" / "dist.py", tmp_path)
    (wheel,) = tmp_path.glob(f"nutgraf-*-cp3{sys.version_info.minor}-*.whl")
    quick = installed(wheel, tmp_path / "quick")
    assert suffix_of(quick, tmp_path) == ".so"
    assert rows_of(quick, tmp_path) == rows_of(plain, tmp_path)
