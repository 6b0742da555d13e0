"""The import rule: pages → core.ui → core.<concept> → core.{media,i18n,figures} → core.runtime."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = {"media": 1, "i18n": 1, "figures": 1, "formula": 1, "everyday": 1, "yolo": 1, "boxes": 1}
LAYERS = {"runtime": 0, **SHARED, "shared": 1.5, "train": 3, "ui": 4}  # others are concepts: 2
SEES_STREAMLIT = {"Home", "pages", "ui"}
SOURCES = [ROOT / "Home.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("core/**/*.py")]


def area(module: str) -> str | None:
    """Return the part of the project a dotted name belongs to, or None for outside code."""
    head, *rest = module.split(".")
    if head in {"Home", "pages"}:
        return head
    return rest[0] if head == "core" and rest else None


def layer(name: str) -> int:
    return 5 if name in {"Home", "pages"} else LAYERS.get(name, 2)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_point_one_way() -> None:
    faults = []
    for path in SOURCES:
        here = area(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name in imported(path):
            there = area(name)
            upward = here and there and here != there and (layer(there) >= layer(here) or there == "train")
            hidden_ui = name.split(".")[0] == "streamlit" and here not in SEES_STREAMLIT
            if upward or hidden_ui:
                faults.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not faults, "\n".join(faults)


def test_ultralytics_is_imported_by_its_guard_alone() -> None:
    importers = {p.name for p in SOURCES if any(n.split(".")[0] == "ultralytics" for n in imported(p))}
    assert importers <= {"ultralytics_guard.py"}


def test_files_stay_small() -> None:
    lines = {p.relative_to(ROOT): len(p.read_text(encoding="utf8").splitlines()) for p in SOURCES}
    long = {str(path): count for path, count in lines.items() if count > 300}
    assert not long


def test_pages_catch_nothing_themselves() -> None:
    catching = [
        p.name
        for p in ROOT.glob("pages/*.py")
        if any(isinstance(node, ast.Try) for node in ast.walk(ast.parse(p.read_text(encoding="utf8"))))
    ]
    assert not catching, "the one error boundary is in the shell"
