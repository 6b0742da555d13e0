"""Train the restricted Boltzmann machine on MNIST digits, and keep it at several ages.

    python -m core.train.rbm_digits --data DIR           trains, measures, writes
    python -m core.train.rbm_digits --quick --out DIR    seconds, on made-up pictures

Persistent contrastive divergence (Tieleman, 2008) with the very functions that the lesson shows.
"""

import os
from dataclasses import dataclass

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from tqdm import tqdm

from core.denoising import quality, rbm
from core.denoising.networks import RbmAges
from core.denoising.rbm import Rbm
from core.runtime import cards
from core.train.shared import idx, script


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    hidden: int = 64
    """hidden units"""
    epochs: float = 20
    """passes over the training pictures"""
    batch: int = 100
    """pictures a step, and chains that are never reset"""
    rate: float = 0.1
    """learning rate, falling to 0 in a line"""
    decay: float = 2e-4
    """pull of the weights towards 0"""
    ages: tuple[int, ...] = (0, 20, 100, 600, 3000)
    """steps after which a copy is kept; the end is kept as well"""
    seed: int = 0


LIMITS = {
    "ko": "점을 켜짐과 꺼짐으로만 보는 64개의 은닉 유닛이에요. 숫자 비슷한 모양을 만들지만 또렷하지 않아요.",
    "en": "64 hidden units that know pixels only as on or off. What it draws looks like digits, not sharply.",
}


def fit(pictures: np.ndarray, recipe: Recipe) -> tuple[list[Rbm], list[int]]:
    """Train on pictures (N, 784) in 0..1; return the machine at each age, and the ages in steps."""
    rng = np.random.default_rng(recipe.seed)
    machine = rbm.untrained(pictures.shape[1], recipe.hidden, recipe.seed)
    on = np.clip(pictures.mean(0), 0.02, 0.98)
    machine = Rbm(machine.weights, np.log(on / (1 - on)).astype(np.float32), machine.hidden)
    chains = rbm.drawn(np.full((recipe.batch, pictures.shape[1]), 0.5, np.float32), rng)
    total = int(recipe.epochs * len(pictures) / recipe.batch)
    kept, order = {}, np.empty(0, int)
    for step in tqdm(range(total), mininterval=5):
        if step in recipe.ages:
            kept[step] = machine
        if len(order) < recipe.batch:
            order = rng.permutation(len(pictures))
        pick, order = order[: recipe.batch], order[recipe.batch :]
        chains = rbm.gibbs(machine, chains, rng).visible
        towards = rbm.direction(machine, rbm.drawn(pictures[pick], rng), chains)
        machine = rbm.moved(machine, towards, recipe.rate * (1 - step / total), recipe.decay)
    kept[total] = machine
    return list(kept.values()), list(kept)


def main() -> None:
    """Read the pictures, train, measure, write."""
    args = script.parser(__doc__, "epochs", data="folder with mnist/").parse_args()
    recipe = script.chosen(Recipe(), args)
    both = [idx.made_up(n)[0] for n in (400, 100)] if args.quick else None
    both = both or [idx.load(args.data / "mnist", part)[0] for part in ("train", "t10k")]
    learn, test = (x.flatten(1).numpy().astype(np.float32) / 255 for x in both)
    machines, ages = fit(learn, recipe)
    seen = [rbm.drawn(x, np.random.default_rng(0)) for x in (learn, test)]
    known, new = (float(rbm.free_energy(machines[-1], x).mean()) for x in seen)
    rebuilt = [float(quality.psnr(test, rbm.rebuilt(machine, test)).mean()) for machine in machines]
    module = RbmAges(len(machines), hidden=recipe.hidden)
    tensors = {
        key: torch.from_numpy(np.stack([getattr(machine, key) for machine in machines]).astype(np.float32))
        for key in ("weights", "visible", "hidden")
    }
    module.load_state_dict(tensors)
    facts = {
        "task": "rbm",
        "parameters": sum(p.numel() for p in module.parameters()),
        "metrics": {"psnr": round(rebuilt[-1], 2)},
        "ages": ages,
        "rebuilt": [round(value, 2) for value in rebuilt],
        "free_energy_gap": round(new - known, 2),
        "data": "MNIST (LeCun, Cortes & Burges, CC BY-SA 3.0)",
        "licence": script.LICENCE,
        "split": f"{len(learn)} to learn, {len(test)} to test",
        "command": script.command("python -m core.train.rbm_digits --data DIR", recipe),
        "seed": recipe.seed,
        "limits": LIMITS,
    }
    cards.write(args.out, "rbm_digits", module.state_dict(), facts)
    print(f"ages {ages}, PSNR of rebuilt test pictures {rebuilt}")


if __name__ == "__main__":
    main()
