"""A block of layers as a drawing through which something flows; every box tells what it does."""

from collections.abc import Callable, Mapping

from core.architectures.blocks import Block, Op, Split, operations
from core.ui.components import packed

_mount = packed.component("architectures/block")


def block(
    steps: Block,
    named: Callable[[Op], str],
    told: Callable[[Op | Split], str],
    words: Mapping[str, str],
    key: str,
) -> None:
    """Draw `steps`; `named` gives the words in a box, `told` the sentence about a box or a joint."""

    def described(step: Op | Split) -> dict[str, object]:
        if isinstance(step, Split):
            branches = [[described(inner) for inner in branch] for branch in step.branches]
            return {"branches": branches, "join": step.join, "fresh": step.new, "said": told(step)}
        thin = step.kind in ("bend", "norm")
        return {
            "kind": step.kind,
            "name": named(step),
            "detail": "" if thin else f"{step.n_in:,} → {step.n_out:,}",
            "said": told(step),
            "n_in": step.n_in,
            "n_out": step.n_out,
            "weighs": step.weights > 0,
            "fresh": step.new,
            "thin": thin,
        }

    data = {
        "steps": [described(step) for step in steps],
        "widest": max(max(op.n_in, op.n_out) for op in operations(steps)),
        "columns": max((len(step.branches) for step in steps if isinstance(step, Split)), default=1),
        "words": dict(words),
    }
    _mount(key=key, data=data)
