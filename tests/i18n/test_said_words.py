"""Every word that pages, parts and the frame say is in the tables, as far as the source tells."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from core.i18n.catalog import labels
from core.ui.lessons import LESSONS

ROOT = Path(__file__).parents[2]
NAMES = [lesson.name for lesson in LESSONS]
SOURCES = sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("core/ui/*.py"), *ROOT.glob("core/ui/parts/**/*.py")])
DERIVED = {
    "panels.challenge": (3, "name", "{}_text", "challenge"),
    "panels.choose_model": (4, "key", "{}", "model"),
    "panels.download": (1, "label", "{}", None),
    "controls.view": (1, "name", "{}", None),
}
"""calls that say a word of their own: which argument names it, how, and what is said by default"""
OWNERS = {"recordings": "activity"}
"""files of the frame that serve one lesson; the others say what is `home`'s, or what every lesson has"""
ANY = ".+"


def own(owner: str) -> set[str]:
    """Return the labels of a lesson, of `home` or of `common`, without its name."""
    return {key.removeprefix(f"{owner}.") for key in labels("ko") if key.startswith(f"{owner}.")}


def known(path: Path) -> set[str]:
    """Return what the words of a file may be: its lesson's and those all share."""
    if path.parent == ROOT / "core" / "ui":
        return own("common") | own(OWNERS.get(path.stem, "home")) | set.intersection(*map(own, NAMES))
    return own("common") | own(path.stem if path.parent.name == "pages" else path.parent.name)


class Reader(ast.NodeVisitor):
    """Collects (line, kind, pattern) of what a file says; `kind` is key, table or error."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str, str]] = []
        self.scopes: list[dict[str, list[ast.expr]]] = [{}]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.scopes.append({argument.arg: [] for argument in [*node.args.args, *node.args.kwonlyargs]})
        self.generic_visit(node)
        self.scopes.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scopes[-1].setdefault(target.id, []).append(node.value)
        self.generic_visit(node)

    def _comprehension(self, node: ast.AST) -> None:
        loops = {loop.target.id: loop.iter for loop in node.generators if isinstance(loop.target, ast.Name)}
        self.scopes.append({name: self._items(over) for name, over in loops.items()})
        self.generic_visit(node)
        self.scopes.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_Call(self, node: ast.Call) -> None:
        function = ast.unparse(node.func)
        if function in ("say", "say.table", "say.error"):
            kind = {"say": "key"}.get(function, function.removeprefix("say."))
            self.found += [(node.lineno, kind, text) for text in self.texts(node.args[0])]
        elif function in DERIVED:
            place, name, form, usual = DERIVED[function]
            given = dict(enumerate(node.args)) | {keyword.arg: keyword.value for keyword in node.keywords}
            value = given.get(place, given.get(name, ast.Constant(usual)))
            texts = self.texts(value)
            self.found += [(node.lineno, "key", form.format(text)) for text in texts]
            if function == "controls.view":
                self.found += [(node.lineno, "key", rf"{text}s\.{ANY}") for text in texts]
        self.generic_visit(node)

    def _items(self, node: ast.expr) -> list[ast.expr]:
        """Return what a loop goes through where that is written out, else nothing."""
        if isinstance(node, ast.Name) and len(values := self._values(node.id)) == 1:
            node = values[0]
        written = isinstance(node, (ast.Tuple, ast.List)) and node.elts
        return node.elts if written and all(isinstance(item, ast.Constant) for item in node.elts) else []

    def _values(self, name: str) -> list[ast.expr]:
        return next((scope[name] for scope in reversed(self.scopes) if name in scope), [])

    def texts(self, node: ast.expr) -> list[str]:
        """Return an expression's texts as patterns, as far as the source tells them."""
        if isinstance(node, ast.Constant):
            return [re.escape(str(node.value))]
        if isinstance(node, ast.IfExp):
            return self.texts(node.body) + self.texts(node.orelse)
        if isinstance(node, ast.JoinedStr):
            return ["".join(parts) for parts in product(*map(self.texts, node.values))]
        if isinstance(node, ast.FormattedValue):
            return self.texts(node.value)
        if isinstance(node, ast.Name):
            return [text for value in self._values(node.id) for text in self.texts(value)] or [ANY]
        return [ANY]


def said(path: Path) -> list[tuple[int, str, str]]:
    """Return what a file says: line, kind and pattern."""
    reader = Reader()
    reader.visit(ast.parse(path.read_text(encoding="utf8")))
    return reader.found


def faults() -> Iterator[str]:
    """Yield where a file says what no table holds."""
    every = set.union(*map(own, NAMES))  # the frame works out the names of some that not every lesson has
    errors = {key.removeprefix("errors.") for key in labels("ko") if key.startswith("errors.")}
    for path in SOURCES:
        keys = known(path)
        tables = {key.rsplit(".", 1)[0] for key in keys if "." in key}
        of_kind = {"key": keys, "table": tables, "error": errors}
        for line, kind, pattern in said(path):
            names = of_kind[kind] | (every if ANY in pattern and path.parent.name == "ui" else set())
            if not any(re.fullmatch(pattern, name) for name in names):
                yield f"{path.relative_to(ROOT)}:{line} {kind} {pattern}"


def test_words_that_are_said_exist() -> None:
    assert list(faults()) == []


def test_the_check_reads_the_ways_in_which_words_are_said() -> None:
    source = """
COLUMNS = ("x", "y")
def draw(say, kind):
    state = "open" if kind else "shut"
    say(state); say(f"{kind}_does"); say("left" if kind else "right"); say.table("grow.words")
    head = [say(f"column.{c}") for c in COLUMNS]
    panels.challenge(say, True, "", "fail"); controls.view(say, "look", ()); panels.choose_model(say, "", "")
"""
    reader = Reader()
    reader.visit(ast.parse(source))
    assert [pattern for _, _, pattern in reader.found] == [
        *("open", "shut", ".+_does", "left", "right", r"grow\.words", r"column\.x", r"column\.y"),
        *("fail_text", "look", r"looks\..+", "model"),
    ]


def test_every_lesson_has_the_words_of_its_parts_and_presets() -> None:
    missing = []
    for name in NAMES:
        if not find_spec(f"core.ui.parts.{name}"):
            continue
        module, keys = import_module(f"core.ui.parts.{name}"), own(name)
        parts = module.PARTS if len(module.PARTS) > 1 else ()
        presets = [preset for situations in module.SITUATIONS.values() for preset in situations]
        needed = {*(f"parts.{part}" for part in parts), *(f"preset_{preset}" for preset in presets)}
        idle = {key for key in keys if key.startswith("looks.")} - {f"looks.{part}" for part in module.PARTS}
        missing += [f"{name}.{key}" for key in sorted(needed - keys)]
        missing += [f"{name}.{key} belongs to no part" for key in sorted(idle)]
        missing += [
            f"{name}: situations of no part: {part}" for part in module.SITUATIONS.keys() - {*module.PARTS}
        ]
    assert missing == []
