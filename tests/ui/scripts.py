"""Reads the components' scripts as far as their rules need: what is loaded together, and what it declares."""

import ast
import re
from collections.abc import Iterator

from core.ui.components import packed

TOKEN = re.compile(r"[\w$]+|=>|[^\s\w$]")
QUOTED = re.compile(
    r"//[^\n]*|/\*.*?\*/"  # comments
    r"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""  # strings
    r"|(?<=[(=,:])\s*/(?![/*])(?:\\.|[^/\\\n])+/\w*"  # regular expressions
    r"|[`{}]",
    re.S,
)
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(`|\$\{)", re.S)


def bundles() -> dict[str, tuple[str, ...]]:
    """Return, by component, the scripts that the browser gets as one, in their order."""
    found = {}
    for path in packed.HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "packed.component":
                name, *uses = (ast.literal_eval(given) for given in node.args)
                found[name] = ("sketch", *uses, name)
    return found


def source(name: str) -> str:
    return (packed.HERE / f"{name}.js").read_text(encoding="utf8")


def bare(text: str) -> str:
    """Return a script without its comments and the words in its quotes; what is in `${…}` stays."""
    kept, at, inside = [], 0, []
    while found := QUOTED.search(text, at):
        kept.append(text[at : found.start()])
        at, mark = found.end(), found[0]
        closes = mark == "}" and inside and inside.pop() == "`"
        if mark == "`" or closes:
            words = TEMPLATE.match(text, at)
            at = words.end()
            inside += ["`"] if words[1] == "${" else []
            kept.append((")" if closes else "''") + (" + (" if words[1] == "${" else ""))
        else:
            inside += ["{"] if mark == "{" else []
            kept.append(mark if mark in "{}" else " " if mark[:2] in ("//", "/*") else "''")
    return "".join([*kept, text[at:]])


def declared(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a bare script declares: how deep in brackets, and the name."""
    tokens, depth = TOKEN.findall(text), 0
    for i, token in enumerate(tokens):
        depth += (token in "([{") - (token in ")]}")
        member = i and tokens[i - 1] == "."
        if token in ("class", "function") and not member and tokens[i + 1].isidentifier():
            yield depth, tokens[i + 1]
        elif token in ("const", "let"):
            yield from ((depth, name) for name in _bound(tokens, i + 1))


def _bound(tokens: list[str], at: int) -> Iterator[str]:
    """Yield the names that `const a = 1, { b: [c] } = d, …` binds, from its first token on."""
    depth, naming = 0, True
    for token, after in zip(tokens[at:], [*tokens[at + 1 :], ""], strict=True):
        depth += (token in "([{") - (token in ")]}")
        if depth < 0 or (not depth and token in (";", "of", "in")):
            return
        if token == "=" and not depth:
            naming = False
        elif token == "," and not depth:
            naming = True
        elif naming and token.isidentifier() and after != ":":
            yield token


def parameters(text: str) -> Iterator[str]:
    """Yield the names that the functions of a bare script take."""
    heads = re.findall(r"\(([^()]*)\) =>|([\w$]+) =>|^ *(?:function )?\w+\(([^()]*)\) \{", text, re.M)
    for head in heads:
        yield from re.findall(r"([\w$]+)(?= *(?:[,}\]=]|$))", "".join(head))
