"""The rules of the components' scripts: short lines, heads that say what they need, names without clashes."""

import re
from collections import Counter

from core.ui.components import packed
from tests.ui import scripts

MOST = 140
NAMES = sorted(path.relative_to(packed.HERE).with_suffix("").as_posix() for path in packed.HERE.rglob("*.js"))
BUNDLES = scripts.bundles()
ROOT = packed.HERE.parents[2]


def test_a_bare_script_tells_its_names() -> None:
    text = scripts.bare(
        "const a = `x ${f({ b })} y`, { c: [d], e = 2 } = g; // const h\nlet i;\nfunction j(k, { l }) {}"
    )
    assert list(scripts.declared(text)) == [(0, name) for name in "adeij"]
    assert set(scripts.parameters(text)) == set("kl")


def test_lines_are_short() -> None:
    lines = ((name, n, line) for name in NAMES for n, line in enumerate(scripts.source(name).splitlines(), 1))
    long = [f"{name}.js:{n}: {len(line)} characters" for name, n, line in lines if len(line) > MOST]
    assert not long, "\n".join(long)


def test_the_head_says_what_a_script_is_and_what_it_needs() -> None:
    """A component names all that is loaded before it; what it uses names the part of that which it needs."""
    faults = [
        f"{name}: no component loads it"
        for name in NAMES
        if not any(name in all_ for all_ in BUNDLES.values())
    ]
    for name in NAMES:
        head = re.match(r"(?://.*\n)+", scripts.source(name))
        found = head and re.search(r"Needs: ([^.]+)\.\n$", head[0])
        if not found:
            faults.append(f"{name}: does not say what it needs")
            continue
        needs = () if found[1] == "nothing" else tuple(re.split(r",\s+(?:// )?", found[1]))
        if name in BUNDLES and (*needs, name) != BUNDLES[name]:
            faults.append(f"{name}: says {needs}, is loaded after {BUNDLES[name][:-1]}")
        for loaded in BUNDLES.values():
            if name in loaded and not set(needs) <= set(loaded[: loaded.index(name)]):
                faults.append(f"{name}: {needs} are not all loaded before it by {loaded[-1]}")
    assert not faults, "\n".join(faults)


def test_names_are_unique_in_what_is_loaded_together() -> None:
    top = {
        name: [word for depth, word in scripts.declared(scripts.bare(scripts.source(name))) if not depth]
        for name in NAMES
    }
    faults = []
    for component, loaded in BUNDLES.items():
        count = Counter(word for name in loaded for word in top[name])
        faults += [f"{component}: {word} is declared {n} times" for word, n in count.items() if n > 1]
    assert not faults, "\n".join(faults)


def test_nothing_hides_what_all_draw_with() -> None:
    shared = {word for depth, word in scripts.declared(scripts.bare(scripts.source("sketch"))) if not depth}
    assert {"clamp", "put", "Plane", "exhibit"} <= shared
    faults = []
    for name in set(NAMES) - {"sketch"}:
        text = scripts.bare(scripts.source(name))
        hidden = shared & {*(word for _, word in scripts.declared(text)), *scripts.parameters(text)}
        faults += [f"{name}: {word}" for word in sorted(hidden)]
    assert not faults, "\n".join(faults)


def test_the_modules_that_comments_name_exist() -> None:
    faults = []
    for name in NAMES:
        for module in re.findall(
            r"\bcore(?:\.[a-z_]+)+", "\n".join(re.findall(r"//.*", scripts.source(name)))
        ):
            place = ROOT.joinpath(*module.split("."))
            if not (place.is_dir() or place.with_suffix(".py").exists()):
                faults.append(f"{name}: {module}")
    assert not faults, "\n".join(faults)
