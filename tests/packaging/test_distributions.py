"""The wheel and the sdist carry what the commands need, and the wheel runs without the checkout."""

from __future__ import annotations

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

REPOSITORY = Path(__file__).parents[2]

DATA = {
    "graphmali/_data/cypher": REPOSITORY / "cypher",
    "graphmali/_data/seeds": REPOSITORY / "seeds",
    "graphmali": REPOSITORY / "graphmali",
}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (found,) = distributions.glob("*.whl")
    return found


def tracked(folder: Path) -> set[str]:
    """The files of a folder as git knows them, or as they lie there where there is no git."""
    listed = subprocess.run(["git", "ls-files", "."], cwd=folder, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return set(listed.stdout.split("\n")) - {""}
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


@pytest.mark.parametrize("place", DATA)
def test_the_wheel_has_every_file(wheel: Path, place: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    files = tracked(DATA[place])
    assert files
    assert {f"{place}/{file}" for file in files} <= names


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"graphmali"}
    assert licences == {"LICENSE", "NOTICE"}


def test_the_sdist_has_what_a_checkout_has(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "NOTICE",
        "requirements.lock",
        "docs/cli.md",
    }
    assert wanted <= names
    assert {f"seeds/{file}" for file in tracked(REPOSITORY / "seeds")} <= names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with the wheel and the dependencies that this one was locked to."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    # A path that a .pth file adds is searched last, and its own .pth files (our checkout's) are not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    keep = ("PATH", "LANG", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    return subprocess.run(
        [str(installed / arguments[0]), *arguments[1:]],
        cwd=folder,
        env={**environment, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_package_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "python", "-c", "import graphmali; print(graphmali.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(installed.parent), done.stderr


def test_the_wheel_runs_the_demo_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "graphmali", "demo")
    assert done.returncode == 0, done.stderr
    assert "documents: " in done.stdout
    assert " rank " in f" {done.stdout} "
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "<html" in page
    again = run(installed, tmp_path, "graphmali", "demo")
    assert " 0 new, 0 changed" in again.stdout, again.stderr
    assert (tmp_path / "graph.html").read_text(encoding="utf-8") == page


def test_the_wheel_brings_the_queries(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "graphmali", "queries", "-f", "jsonl")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) >= 12, done.stderr
