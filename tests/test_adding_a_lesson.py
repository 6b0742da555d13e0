"""docs/lessons.md followed to the letter, in a copy of the project: what it shows is a lesson that works."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHAPTER = (ROOT / "docs" / "lessons.md").read_text(encoding="utf8")
FENCE = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.M | re.S)
COPIED = ("Home.py", "pages", "core", "tests", "pyproject.toml", ".streamlit")
LINKED = ("weights",)


@dataclass(frozen=True)
class Step:
    """One block of the chapter: a file, a line for one (below that with `after` in it), or commands."""

    text: str
    file: str | None = None
    after: str | None = None


def steps() -> Iterator[Step]:
    """Yield the blocks to follow, in their order; those without a word beside the language only explain."""
    for _, more, text in FENCE.findall(CHAPTER):
        if more == "follow":
            yield Step(text)
        elif more:
            yield Step(text, **dict(word.split("=", 1) for word in shlex.split(more)))


def write(project: Path, step: Step) -> None:
    path = project / step.file
    if step.after is None:
        assert not path.exists(), f"{step.file} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf8")
        return
    lines = path.read_text(encoding="utf8").splitlines(keepends=True)
    (at,) = (n for n, line in enumerate(lines, 1) if step.after in line)
    path.write_text("".join([*lines[:at], step.text, *lines[at:]]), encoding="utf8")


def run(project: Path, commands: str) -> None:
    """Run commands as in a terminal of the project, with this Python, apart from the test run around it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env.pop("PYTHONPATH", None)
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    shell = ["bash", "-euo", "pipefail", "-c", commands]
    done = subprocess.run(shell, cwd=project, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with what was compiled of it, without its history; large files are links."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            # What the tests around this one are compiling has a name of its own until it is whole.
            passing = shutil.ignore_patterns("__pycache__" if name == "tests" else "*.pyc.*")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=passing)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_the_text_names_every_file_before_it_shows_it() -> None:
    unnamed = []
    for found in FENCE.finditer(CHAPTER):
        file = re.search(r"file=(\S+)", found[2] or "")
        if file and f"`{file[1]}`" not in CHAPTER[: found.start()].rpartition("```")[2]:
            unnamed.append(file[1])
    assert not unnamed


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the chapter's commands are for a Unix shell")
def test_the_chapter_gives_a_lesson_that_works(project: Path) -> None:
    for step in steps():
        write(project, step) if step.file else run(project, step.text)
    assert (project / "pages" / "coin.py").exists()
