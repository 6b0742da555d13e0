"""Train the bundled `activity_generator`, which makes recordings, on the 21 training people of HAPT.

    python -m core.train.activity_generator --data DIR             trains, or resumes; measures; writes
    python -m core.train.activity_generator --data DIR --evaluate  only measures the weights
    python -m core.train.activity_generator --quick --out DIR      seconds, on simulated walkers

Flow matching (Lipman et al., 2023): a piece of a recording and noise are mixed, and the network learns which
way leads from the noise to the recording. It is measured by what the classifier calls its movements.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from core.activity import generate, infer, windows
from core.activity.generate import SCALE
from core.activity.generator import CONDITIONS, ActivityGenerator
from core.activity.recording import ACTIVITIES
from core.runtime import cards, eager
from core.train.shared import script
from core.train.shared.averages import Average, shipped
from core.train.shared.hapt import DATA, LICENCE, Data, load, made_up
from core.train.shared.training import Training, descend, saved

NAME = "activity_generator"
LIMITS = {
    "ko": "만들어 낸 움직임이고 누구의 녹화도 아니에요. 허리에 찬 휴대폰의 여섯 가지 행동만 흉내 내요.",
    "en": "Made up: nobody's recording. It imitates six activities with a phone at the waist, no more.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    steps: int = 4000
    """steps of training"""
    batch: int = 24
    """pieces a step"""
    length: int = 256
    """samples a piece: 5 s"""
    rate: float = 2e-3
    """highest learning rate, of Adam on one cycle"""
    average: float = 0.998
    """decay of the moving average of the weights, a step"""
    seed: int = 0


def conditions_of(data: Data) -> Tensor:
    """Return what happens at each sample (N,): 0..5, or 6 between activities and where nobody said."""
    happens = torch.full((len(data.signal),), CONDITIONS - 1)
    for low, high, label in torch.unique(torch.stack([data.low, data.high, data.label], 1), dim=0).tolist():
        happens[low:high] = label
    return happens


def fit(data: Data, recipe: Recipe, checkpoint: Path) -> dict:
    """Train; return the last state, with the averaged weights under "average"."""
    torch.manual_seed(recipe.seed)
    net = ActivityGenerator()
    optimiser = torch.optim.Adam(net.parameters(), recipe.rate)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.rate, total_steps=recipe.steps + 1, pct_start=0.1
    )
    parts, average = {"net": net, "optimiser": optimiser, "plan": plan}, Average(net, recipe.average)
    training = Training(checkpoint, 0, parts, torch.device("cpu"), 0.01, recipe.steps, average)
    torch.manual_seed(recipe.seed + training.step)
    happens, scale = conditions_of(data), torch.tensor(SCALE)
    starts = data.start[torch.from_numpy(~data.is_test)]
    for _ in training.steps():
        begin = starts[torch.randint(len(starts), (recipe.batch,))] - torch.randint(
            recipe.length, (recipe.batch,)
        )
        place = begin.clamp(0, len(data.signal) - recipe.length)[:, None] + torch.arange(recipe.length)
        movement = (data.signal[place] / scale).transpose(1, 2)
        noise, part = torch.randn_like(movement), torch.rand(recipe.batch, 1, 1)
        mixed = (1 - part) * noise + part * movement
        wanted = F.one_hot(happens[place], CONDITIONS).float().transpose(1, 2)
        direction = net(torch.cat([mixed, wanted, part.expand(-1, 1, recipe.length)], 1))
        loss = F.mse_loss(direction, movement - noise)
        descend(loss, optimiser, limit=1.0)
        plan.step()
        training.tell(loss)
    return saved(checkpoint)


def recognised(net: ActivityGenerator, seconds: float, steps: int) -> dict[str, float]:
    """Return the share of windows of each activity that `activity_cnn` calls by its name."""
    shares = {}
    for label, name in enumerate(ACTIVITIES):
        made = generate.follow(lambda x: eager.run(net, x), ((name, seconds),), 100 + label, steps)
        cut = windows.cut(windows.resample(made))
        named = infer.name_windows(cut, "activity_cnn").argmax(1)
        shares[name] = float((named == label).mean())
    return shares


def write(state: dict, facts: dict, seconds: float, steps: int, out: Path) -> None:
    """Write weights and card, with what is recognised of movements made by the weights as in the file."""
    net = shipped(ActivityGenerator(), state)
    shares = recognised(net, seconds, steps)
    metrics = {"recognised": float(np.mean(list(shares.values())))}
    metrics |= {f"recognised_{name}": share for name, share in shares.items()}
    metrics = {key: round(value, 4) for key, value in metrics.items()}
    parameters = sum(p.numel() for p in net.parameters())
    cards.write(out, NAME, state, facts | {"metrics": metrics, "parameters": parameters})
    print(metrics)


def main() -> None:
    """Read the recordings; train or resume, or read the weights; measure, write."""
    options = ("checkpoint", "steps", "evaluate")
    args = script.parser(__doc__, *options, data="folder with har_hapt/hapt_50hz.npz").parse_args()
    torch.set_num_threads(1)
    recipe = Recipe(steps=3) if args.quick else script.chosen(Recipe(), args)
    if args.evaluate:
        facts = cards.read(NAME, args.out)
        state = load_file(args.out / facts["file"])
    else:
        data = made_up() if args.quick else load(args.data / "har_hapt" / "hapt_50hz.npz")
        state = fit(data, recipe, args.checkpoint or Path(f"{NAME}.ckpt"))["average"]
        facts = card(recipe)
    write(state, facts, *((3, 2) if args.quick else (120, generate.STEPS)), args.out)


def card(recipe: Recipe) -> dict:
    """Return what the card says before anything is measured."""
    return {
        "task": "activity_generator",
        "data": DATA,
        "licence": LICENCE,
        "split": "21 people to learn; measured on 2 minutes made of each activity, by activity_cnn",
        "command": f"python -m core.train.{NAME} --data DIR --steps {recipe.steps} --seed {recipe.seed}",
        "seed": recipe.seed,
        "limits": LIMITS,
    }


if __name__ == "__main__":
    main()
