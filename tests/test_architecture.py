"""The house rules: which way imports point, how large files and folders are, where things may lie."""

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = {"runtime": 0, "media": 1, "i18n": 1, "figures": 1, "shared": 2, "train": 4, "ui": 5}  # a lesson: 3
SEES_STREAMLIT = {"Home", "pages", "ui"}
SOURCES = [ROOT / "Home.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("core/**/*.py")]
MOST_LINES, MOST_FILES, MOST_IN_ALL = 300, 25, 40
CODE = {".py", ".js", ".css"}


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in SOURCES}


def area(module: str) -> str | None:
    """Return the part of the project a dotted name belongs to, or None for outside code."""
    head, *rest = module.split(".")
    if head in {"Home", "pages"}:
        return head
    return rest[0] if head == "core" and rest else None


def layer(name: str) -> int:
    return 6 if name in {"Home", "pages"} else LAYERS.get(name, 3)


@cache
def imported(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return tuple(found)


def test_imports_point_one_way() -> None:
    faults = []
    for path in SOURCES:
        here = area(name_of(path))
        for name in imported(path):
            there = area(name)
            upward = here and there and here != there and (layer(there) >= layer(here) or there == "train")
            hidden_ui = name.split(".")[0] == "streamlit" and here not in SEES_STREAMLIT
            if upward or hidden_ui:
                faults.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not faults, "\n".join(faults)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {}
    for name, path in MODULES.items():
        found = (given if given in MODULES else given.rpartition(".")[0] for given in imported(path))
        graph[name] = {other for other in found if other in MODULES and other != name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" ← ".join(circle.args[1])) from None


def test_ultralytics_is_imported_by_its_guard_alone() -> None:
    importers = {p.name for p in SOURCES if any(n.split(".")[0] == "ultralytics" for n in imported(p))}
    assert importers <= {"ultralytics_guard.py"}


def test_torchs_compiler_stays_out_of_the_dashboard() -> None:
    """`torch.optim` and layers on the meta device import it: 150 MB."""
    # The first is a script; the second only asks for shapes.
    allowed = {"core/architectures/layer_counting.py", "core/detection/yolov3.py"}
    faults = []
    for path in SOURCES:
        where = path.relative_to(ROOT).as_posix()
        if where.startswith("core/train/") or where in allowed:
            continue
        source = path.read_text(encoding="utf8")
        if "optim" not in source and "meta" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            optim = isinstance(node, ast.Attribute) and ast.unparse(node).startswith("torch.optim")
            meta = isinstance(node, ast.Call) and ast.unparse(node) == "torch.device('meta')"
            if optim or meta:
                faults.append(f"{where}:{node.lineno}")
    assert not faults, faults


def test_files_and_folders_stay_small() -> None:
    code = [path for path in (ROOT / "core").rglob("*") if path.suffix in CODE]
    lines = {path: len(path.read_text(encoding="utf8").splitlines()) for path in [*SOURCES, *code]}
    long = [f"{path.relative_to(ROOT)}: {n} lines" for path, n in lines.items() if n > MOST_LINES]
    folders = {path.parent for path in code}
    full = [
        f"{folder.relative_to(ROOT)}: {n} files"
        for folder in sorted(folders)
        if (n := sum(path.suffix in CODE for path in folder.iterdir())) > MOST_FILES
    ]
    beside = Counter(path.parent for path in (ROOT / "core").rglob("*.*") if path.suffix != ".pyc")
    full += [f"{folder.relative_to(ROOT)}: {n} files" for folder, n in beside.items() if n > MOST_IN_ALL]
    assert not [*long, *full], "\n".join([*long, *full])


def test_nothing_lies_loose_in_core() -> None:
    assert {path.name for path in (ROOT / "core").iterdir() if path.is_file()} == {"__init__.py"}


def test_pages_catch_nothing_themselves() -> None:
    catching = [
        p.name
        for p in ROOT.glob("pages/*.py")
        if any(isinstance(node, ast.Try) for node in ast.walk(ast.parse(p.read_text(encoding="utf8"))))
    ]
    assert not catching, "the one error boundary is in the shell"
