"""Train a small class-conditional GAN on garments (Fashion-MNIST) or digits (MNIST).

    python -m core.train.gan fashion --data DIR --minutes 20  trains or resumes, measures, writes
    python -m core.train.gan fashion --data DIR --evaluate    only measures the checkpoint, writes
    python -m core.train.gan fashion --quick --out DIR        seconds, on made-up pictures

The losses are those of core.gan.objectives, the discriminator is spectrally normalised (Miyato et al., 2018),
the generator that is kept averages the weights of many steps; earlier ages of it are kept for the history.
"""

import dataclasses
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
from core.train.shared import idx, script
from core.train.shared.averages import Average
from core.train.shared.duel import Duel
from core.train.shared.gan_measures import FEWER, MEASURED, bold, judge_of, measure, reference, seen, summary
from core.train.shared.gan_recipes import SUBJECTS, Recipe
from core.train.shared.training import Draws, Training, descend, prepare, saved, set_rate


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


class Game(Duel):
    """Generator and discriminator with their optimisers."""

    def __init__(self, recipe: Recipe, device: torch.device) -> None:
        """Start from random weights."""
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.generator = Generator().to(device, memory_format=torch.channels_last)
        self.discriminator = normalised(Discriminator()).to(device, memory_format=torch.channels_last)
        settings = {"lr": recipe.rate, "betas": recipe.betas}
        self.forger = torch.optim.Adam(self.generator.parameters(), **settings)
        self.detective = torch.optim.Adam(self.discriminator.parameters(), **settings)

    def learn(self, real: Tensor, classes: Tensor) -> tuple[float, float]:
        """Take a step of the discriminator, then of the generator on the same samples; return the losses."""
        latents = torch.randn(len(real), LATENT, device=real.device)
        fake = self.generator(torch.cat([latents, classes], 1))
        judged = self.discriminator(real, classes), self.discriminator(fake.detach(), classes)
        detective_loss = discriminator_loss(*judged)
        descend(detective_loss, self.detective)

        self.discriminator.requires_grad_(False)
        forger_loss = generator_loss(self.discriminator(fake, classes))
        descend(forger_loss, self.forger)
        self.discriminator.requires_grad_(True)

        self.losses.append((detective_loss.item(), forger_loss.item()))
        return self.losses[-1]


def fit(pictures: Tensor, labels: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train; return the last state, with everything of the duel under "duel"."""
    duel = Game(recipe, device)
    average = Average(duel.generator, recipe.average)
    training = Training(checkpoint, recipe.minutes, {"duel": duel}, device, average=average)
    draws = Draws(len(labels), recipe.batch)
    torch.manual_seed(recipe.seed + training.step)
    for progress in training.steps():
        if training.step in recipe.ages:
            duel.keep(training.step, average.net)
        rate = recipe.rate * min(1, max(0.05, (1 - progress) / (1 - recipe.calm)))
        set_rate(duel.forger, rate), set_rate(duel.detective, rate)
        pick = draws.next()
        real, classes = pictures[pick].to(device).float() / 255, F.one_hot(labels[pick], CLASSES).to(device)
        losses = duel.learn(real, classes.float())
        training.tell(sum(losses), "D {:.2f} G {:.2f}".format(*losses))
    duel.keep(training.step, average.net)
    training.save()
    return saved(checkpoint)


def evaluate(
    name: str, state: dict[str, Any], recipe: Recipe, learn: Tensor, test: Tensor, out: Path
) -> None:
    """Measure every age against the test pictures; write the pair of networks, and the ages."""
    subject, command = SUBJECTS[name], f"python -m core.train.gan {name} --data DIR --rate {recipe.rate:g}"
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
    facts = {
        "split": f"{len(learn)} to learn, {len(test)} to test",
        "classes": subject.labels,
        "metrics": measured[-1] | {"frechet_train": round(frechet.distance(half, real), 4)},
        "judge": subject.judge,
        "data": subject.data,
        "limits": subject.limits,
    }
    history = {
        "stages": stages,
        "losses": summary(duel["losses"]),
        "truncation": bold(ages.generators[-1], judge, real, fewer),
        "reference": reference(real),
    }
    for net, ending, task, more in ((pair, "", "gan", {}), (ages, "_ages", "gan_ages", history)):
        own = {"task": task} | script.origin(net, state, recipe, command)
        cards.write(out, f"gan_{name}{ending}", net.state_dict(), own | facts | more)
    print(f"{name}: {facts['metrics']}\n{stages}")


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    options = ("checkpoint", "minutes", "rate", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with fashion_mnist/ and mnist/")
    parser.add_argument("name", choices=SUBJECTS)
    args = parser.parse_args()
    recipe = script.chosen(Recipe(), args)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.01, ages=(0, 1))
        learn, test = idx.made_up(200), idx.made_up(100)
    else:
        folder = args.data / SUBJECTS[args.name].folder
        learn, test = (idx.load(folder, part) for part in ("train", "t10k"))
    device, checkpoint = prepare(recipe.seed), args.checkpoint or Path(f"gan_{args.name}.ckpt")
    state = saved(checkpoint) if args.evaluate else fit(*learn, recipe, checkpoint, device)
    evaluate(args.name, state, recipe, learn[0], test[0], args.out)


if __name__ == "__main__":
    main()
