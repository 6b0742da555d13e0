"""Train a small class-conditional GAN on garments (Fashion-MNIST) or digits (MNIST).

    python -m core.train.gan fashion --data DIR --minutes 20  trains or resumes, measures, writes
    python -m core.train.gan fashion --data DIR --evaluate    only measures the checkpoint, writes
    python -m core.train.gan fashion --quick --out DIR        seconds, on made-up pictures

The losses are those of core.gan.objectives, the discriminator is spectrally normalised (Miyato et al., 2018),
the generator that is kept averages the weights of many steps; earlier ages of it are kept for the history.
"""

import argparse
import dataclasses
import datetime
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import spectral_norm

from core.gan import frechet
from core.gan.codes import CLASSES, LATENT
from core.gan.networks import Ages, Discriminator, Generator, Pair
from core.gan.objectives import discriminator_loss, generator_loss
from core.runtime import cards
from core.train.shared import idx
from core.train.shared.gan_measures import FEWER, MEASURED, bold, judge_of, measure, reference, seen, summary
from core.train.shared.gan_recipes import SUBJECTS, Recipe, Subject
from core.train.shared.training import Draws, Training, effort, follow, saved, set_rate


def normalised(net: nn.Module) -> nn.Module:
    """Return `net` with every weight matrix divided by its largest singular value."""
    for part in net.modules():
        if isinstance(part, nn.Conv2d | nn.Linear):
            spectral_norm(part)
    return net


def plain(net: nn.Module) -> nn.Module:
    """Return a `normalised` network with the divided weights as ordinary ones."""
    for part in net.modules():
        if isinstance(part, nn.Conv2d | nn.Linear):
            parametrize.remove_parametrizations(part, "weight")
    return net


class Duel:
    """Both networks, their optimisers and what is recorded, saved and restored together."""

    def __init__(self, recipe: Recipe, device: torch.device) -> None:
        """Start from random weights."""
        torch.manual_seed(recipe.seed)
        self.generator = Generator().to(device, memory_format=torch.channels_last)
        self.discriminator = normalised(Discriminator()).to(device, memory_format=torch.channels_last)
        self.average = Generator().to(device)
        self.average.load_state_dict(self.generator.state_dict())
        settings = {"lr": recipe.rate, "betas": recipe.betas}
        self.forger = torch.optim.Adam(self.generator.parameters(), **settings)
        self.detective = torch.optim.Adam(self.discriminator.parameters(), **settings)
        self.losses: list[tuple[float, float]] = []
        self.ages: dict[str, dict[str, Tensor]] = {}

    def state_dict(self) -> dict[str, Any]:
        """Return everything there is to save."""
        own = vars(self)
        return {key: v.state_dict() if hasattr(v, "state_dict") else v for key, v in own.items()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what `state_dict` returned."""
        for key, value in state.items():
            part = getattr(self, key)
            part.load_state_dict(value) if hasattr(part, "load_state_dict") else setattr(self, key, value)

    def keep(self, step: int) -> None:
        """Keep the averaged generator as it is now."""
        self.ages[str(step)] = halved(self.average)

    def learn(self, real: Tensor, classes: Tensor) -> tuple[float, float]:
        """Take a step of the discriminator, then of the generator on the same samples; return the losses."""
        latents = torch.randn(len(real), LATENT, device=real.device)
        fake = self.generator(torch.cat([latents, classes], 1))
        judged = self.discriminator(real, classes), self.discriminator(fake.detach(), classes)
        detective_loss = discriminator_loss(*judged)
        self.detective.zero_grad()
        detective_loss.backward()
        self.detective.step()

        self.discriminator.requires_grad_(False)
        forger_loss = generator_loss(self.discriminator(fake, classes))
        self.forger.zero_grad()
        forger_loss.backward()
        self.forger.step()
        self.discriminator.requires_grad_(True)

        self.losses.append((detective_loss.item(), forger_loss.item()))
        return self.losses[-1]


def fit(pictures: Tensor, labels: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train, saving every three minutes; return the last state, with everything of the duel under "duel"."""
    duel = Duel(recipe, device)
    training = Training(checkpoint, recipe.minutes, {"duel": duel}, device)
    draws = Draws(len(labels), recipe.batch)
    torch.manual_seed(recipe.seed + training.step)
    for progress in training.steps():
        if training.step in recipe.ages:
            duel.keep(training.step)
        rate = recipe.rate * min(1, max(0.05, (1 - progress) / (1 - recipe.calm)))
        set_rate(duel.forger, rate), set_rate(duel.detective, rate)
        pick = draws.next()
        real, classes = pictures[pick].to(device).float() / 255, F.one_hot(labels[pick], CLASSES).to(device)
        losses = duel.learn(real, classes.float())
        follow(duel.average, duel.generator, training.step, recipe.average)
        training.tell(sum(losses), "D {:.2f} G {:.2f}".format(*losses))
    duel.keep(training.step)
    training.save()
    return saved(checkpoint)


def halved(net: nn.Module) -> dict[str, Tensor]:
    """Return a copy of the weights as they will be bundled, in half precision."""
    tensors = net.state_dict().items()
    return {key: (t.half() if t.is_floating_point() else t).cpu().clone() for key, t in tensors}


def evaluate(
    subject: Subject,
    state: dict[str, Any],
    learn: Tensor,
    test: Tensor,
    facts: dict[str, Any],
    name: str,
    out: Path,
) -> None:
    """Measure every age against the test pictures; write the pair of networks, and the ages."""
    judge = judge_of(subject.judge)
    count, fewer = min(MEASURED, len(test)), min(FEWER, len(test))
    real = frechet.fit(seen(judge, test[:count].float() / 255)[0])
    chosen = torch.randperm(len(learn), generator=torch.Generator().manual_seed(0))[:count]
    half = frechet.fit(seen(judge, learn[chosen].float() / 255)[0])
    duel, discriminator = state["duel"], normalised(Discriminator())
    discriminator.load_state_dict(duel["discriminator"])
    pair, ages = Pair(), Ages(len(duel["ages"])).eval()
    for kept, tensors in zip(ages.generators, duel["ages"].values(), strict=True):
        kept.load_state_dict(tensors)
    pair.generator, pair.discriminator = ages.generators[-1], plain(discriminator)
    measured = [measure(kept, judge, real, fewer) for kept in ages.generators[:-1]]
    measured.append(measure(ages.generators[-1], judge, real, count))
    stages = [{"step": int(step)} | m for step, m in zip(duel["ages"], measured, strict=True)]
    facts = facts | {
        "classes": subject.labels,
        "metrics": measured[-1] | {"frechet_train": round(frechet.distance(half, real), 4)},
        "judge": subject.judge,
        "data": subject.data,
        "licence": "AGPL-3.0-or-later",
        "trained": effort(state),
        "date": datetime.date.today().isoformat(),
        "limits": subject.limits,
    }
    history = {
        "stages": stages,
        "losses": summary(duel["losses"]),
        "truncation": bold(ages.generators[-1], judge, real, fewer),
        "reference": reference(real),
    }
    for net, ending, task, more in ((pair, "", "gan", {}), (ages, "_ages", "gan_ages", history)):
        size = {"task": task, "parameters": sum(p.numel() for p in net.parameters())}
        cards.write(out, f"gan_{name}{ending}", net.state_dict(), size | facts | more)
    print(f"{name}: {facts['metrics']}\n{stages}")


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("name", choices=SUBJECTS)
    parser.add_argument("--data", type=Path, help="folder with fashion_mnist/ and mnist/")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the files go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    subject = SUBJECTS[args.name]
    recipe = Recipe(minutes=args.minutes, rate=args.rate, seed=args.seed)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.02, ages=(0, 1))
        learn, test = idx.made_up(200), idx.made_up(100)
    else:
        learn, test = (idx.load(args.data / subject.folder, part) for part in ("train", "t10k"))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    checkpoint = args.checkpoint or Path(f"gan_{args.name}.ckpt")
    state = saved(checkpoint) if args.evaluate else fit(*learn, recipe, checkpoint, device)
    facts = {
        "split": f"{len(learn[1])} to learn, {len(test[1])} to test",
        "command": f"python -m core.train.gan {args.name} --data DIR --minutes {args.minutes:g} "
        f"--rate {args.rate:g} --seed {args.seed}",
        "seed": args.seed,
    }
    evaluate(subject, state, learn[0], test[0], facts, args.name, args.out)


if __name__ == "__main__":
    main()
