"""Compile networks ahead, so that a dashboard that starts answers without torch.

    python -m core.runtime.prepare [NAME …]     the networks named, else all that are on this computer

What is compiled is kept in the user's cache (`compile_cache`); what is there already costs a moment, and what
is read as a graph from a file is passed over.
"""

import sys
import time

from core.runtime import engine, specs, weights


def compilable() -> list[str]:
    """Return the networks that are on this computer and are compiled from torch."""
    return [
        name
        for name in specs.list_models()
        if specs.get_spec(name).build and specs.get_spec(name).weights.files and weights.problem(name) is None
    ]


def main(names: list[str]) -> int:
    """Run the command line; return 0 if fine, 2 for bad usage."""
    if not set(names) <= set(specs.list_models()):
        print(__doc__)
        return 2
    chosen = [name for name in compilable() if name in (names or [name])]
    for number, name in enumerate(chosen, 1):
        started = time.monotonic()
        engine.measure(name, rounds=1)
        took = time.monotonic() - started
        print(f"Prepared {number} of {len(chosen)}: {specs.get_spec(name).title}, {took:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
