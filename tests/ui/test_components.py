"""What holds for all components."""

import ast
from pathlib import Path

COMPONENTS = Path(__file__).parents[2] / "core" / "ui" / "components"
MOST_ARGUMENTS = 7


def test_no_component_takes_more_than_seven_arguments() -> None:
    """More than that belongs into a dataclass, which says what each of them is."""
    crowded = {
        f"{path.relative_to(COMPONENTS)}: {node.name}": count
        for path in COMPONENTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.FunctionDef)
        and (count := len(node.args.args) + len(node.args.kwonlyargs)) > MOST_ARGUMENTS
    }
    assert crowded == {}
