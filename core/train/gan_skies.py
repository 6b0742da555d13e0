"""Train a class-conditional GAN on photos of skies: cloudy, rain, shine, sunrise; in colour, 64×64 pixels.

    python -m core.train.gan_skies --data DIR --backbone FILE  trains or resumes, measures, writes
    python -m core.train.gan_skies --data DIR --backbone FILE --evaluate  only measures, writes
    python -m core.train.gan_skies --quick --out DIR           seconds, on made-up pictures

700 photos are few: the discriminator sees with the bundled `everyday` network (core.train.shared.projected),
and real as generated pictures are changed by chance before it looks. The judge that measures is another one.
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor
from torch.nn import functional as F

from core.gan import frechet
from core.gan.codes import LATENT, SKY_CLASSES
from core.gan.sky_networks import Ages, Generator
from core.runtime import cards, registry, weights
from core.train.shared import script, sky_photos
from core.train.shared.augmentation import augment
from core.train.shared.averages import Average
from core.train.shared.duel import Duel
from core.train.shared.features import lite0
from core.train.shared.gan_measures import TRUNCATIONS, summary
from core.train.shared.projected import Heads, Sight
from core.train.shared.sky_measures import (
    Judge,
    Lite0Features,
    Seen,
    compare,
    confusion,
    drawn,
    made_up_judge,
    nearest,
)
from core.train.shared.sky_photos import NAMES, Photos, Windows
from core.train.shared.training import Training, descend, prepare, saved, set_rate

DATA = "multi-class weather data set (Ajayi, 2018, CC BY 4.0); the discriminator sees with `everyday`"
LIMITS = {
    "ko": "64×64 하늘 사진 네 가지만 만들어요. 사진 698장으로 배워서 작은 부분은 뭉개지고, "
    "나무나 건물은 모양만 비슷해요.",
    "en": "Makes four kinds of sky of 64×64 pixels. It learnt from 698 photos: details are blurred, "
    "trees and buildings are mere shapes.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 90
    """computing time, which a busy machine does not shorten"""
    batch: int = 16
    """real pictures a step, and as many samples"""
    rate: float = 6e-4
    """Adam's learning rate of both networks"""
    calm: float = 0.5
    """progress from which the rate falls in a line to a twentieth"""
    betas: tuple[float, float] = (0.0, 0.99)
    """Adam's averages"""
    average: float = 0.998
    """decay of the moving average of the generator, a step"""
    ages: tuple[int, ...] = (0, 100, 400, 2000)
    """steps after which the averaged generator is kept"""
    measured: int = 600
    """samples, photos learnt from and new photos that are compared"""
    seed: int = 0


class Game(Duel):
    """The generator and the heads of the discriminator, with their optimisers."""

    def __init__(self, recipe: Recipe, device: torch.device) -> None:
        """Start from random weights."""
        super().__init__()
        torch.manual_seed(recipe.seed)
        self.generator = Generator().to(device, memory_format=torch.channels_last)
        self.heads = Heads(SKY_CLASSES).to(device, memory_format=torch.channels_last)
        settings = {"lr": recipe.rate, "betas": recipe.betas}
        self.forger = torch.optim.Adam(self.generator.parameters(), **settings)
        self.detective = torch.optim.Adam(self.heads.parameters(), **settings)

    def learn(self, sight: Sight, real: Tensor, classes: Tensor) -> tuple[float, float]:
        """Take a step of the heads, then of the generator on the same samples; return the losses a head.

        The heads have the hinge loss (Lim & Ye, 2017): the generator's own is below 0 once it wins.
        """
        latents = torch.randn(len(real), LATENT, device=real.device)
        with torch.no_grad():
            seen = sight(augment(real))
        made = sight(augment(self.generator(torch.cat([latents, classes], 1))))
        told = zip(self.heads(seen, classes), self.heads([x.detach() for x in made], classes), strict=True)
        detective_loss = sum(F.relu(1 - yes).mean() + F.relu(1 + no).mean() for yes, no in told)
        descend(detective_loss, self.detective)

        self.heads.requires_grad_(False)
        forger_loss = -sum(logits.mean() for logits in self.heads(made, classes))
        descend(forger_loss, self.forger)
        self.heads.requires_grad_(True)

        self.losses.append((detective_loss.item() / len(made), forger_loss.item() / len(made)))
        return self.losses[-1]


def fit(photos: Photos, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict[str, Any]:
    """Train; return the last state, with everything of the duel under "duel"."""
    sight = Sight(everyday()).to(device, memory_format=torch.channels_last)
    duel = Game(recipe, device)
    average = Average(duel.generator, recipe.average)
    training = Training(checkpoint, recipe.minutes, {"duel": duel}, device, average=average)
    torch.manual_seed(recipe.seed + training.step)
    windows = Windows(photos, recipe.seed + training.step)
    for progress in training.steps():
        if training.step in recipe.ages:
            duel.keep(training.step, average.net)
        rate = recipe.rate * min(1, max(0.05, (1 - progress) / (1 - recipe.calm)))
        set_rate(duel.forger, rate), set_rate(duel.detective, rate)
        real, kinds = (part.to(device) for part in windows.next(recipe.batch))
        losses = duel.learn(sight, real, F.one_hot(kinds, SKY_CLASSES).float())
        training.tell(sum(losses), "D {:.2f} G {:.2f}".format(*losses))
    duel.keep(training.step, average.net)
    training.save()
    return saved(checkpoint)


def everyday() -> torch.nn.Module:
    """Return the bundled classifier of everyday things."""
    net = registry.get_spec("everyday").build()
    net.load_state_dict({key: tensor.float() for key, tensor in weights.read("everyday").items()})
    return net


def evaluate(
    state: dict[str, Any], recipe: Recipe, photos: dict[str, Photos], judge: Judge, out: Path
) -> None:
    """Measure every age against photos that were not learnt from; write the generators and their card."""
    count, kept = recipe.measured, state["duel"]["ages"]
    ages = Ages(len(kept)).eval().requires_grad_(False)
    for generator, tensors in zip(ages.generators, kept.values(), strict=True):
        generator.load_state_dict(tensors)

    looks = {name: Windows(part, 1).next(count) for name, part in photos.items()}
    learnt, new = judge.look(looks["learn"][0]), judge.look(looks["new"][0])
    finished, asked = drawn(ages.generators[-1], count, 1)
    seen = judge.look(finished)
    final, real = compare(seen, asked, new), compare(new, looks["new"][1], learnt)
    others = [measure(net, judge, new, count // 2) for net in ages.generators[:-1]]
    stages = [{"step": int(step)} | m for step, m in zip(kept, [*others, final], strict=True)]
    bold = [{"psi": psi} | measure(ages.generators[-1], judge, new, count // 2, psi) for psi in TRUNCATIONS]
    gap = frechet.distance(frechet.fit(learnt.features), frechet.fit(new.features))
    facts = {
        "task": "gan_ages",
        "classes": NAMES,
        "metrics": final | {"frechet_train": round(gap, 4)},
        "measured": {
            "samples": count,
            "agreement_real": real["agreement"],
            "confusion": confusion(seen, asked),
            "nearest": nearest(seen, learnt),
            "nearest_real": nearest(new, learnt),
        },
        "judge": "weather",
        "split": f"{len(photos['learn'][0])} to learn, {len(photos['new'][0])} to test",
        "data": DATA,
        "limits": LIMITS,
        "stages": stages,
        "losses": summary(state["duel"]["losses"]),
        "truncation": bold,
    }
    command = "python -m core.train.gan_skies --data DIR --backbone FILE"
    cards.write(out, "gan_skies", ages.state_dict(), script.origin(ages, state, recipe, command) | facts)
    print(facts["metrics"], facts["measured"], *stages, sep="\n")


def measure(
    net: torch.nn.Module, judge: Judge, new: Seen, count: int, truncation: float = 1
) -> dict[str, float]:
    """Return what `compare` does for samples of a generator."""
    pictures, asked = drawn(net, count, 1, truncation)
    return compare(judge.look(pictures), asked, new)


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    options = ("checkpoint", "minutes", "rate", "evaluate", "backbone")
    args = script.parser(__doc__, *options, data="folder with weather/").parse_args()
    recipe = script.chosen(Recipe(), args)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.05, ages=(0, 1), batch=4, measured=16)
        photos = {"learn": sky_photos.made_up(24), "new": sky_photos.made_up(12)}
    else:
        splits = {"learn": ("train",), "new": ("val", "test")}
        photos = {name: sky_photos.load(args.data / "weather", kinds) for name, kinds in splits.items()}
    device, checkpoint = prepare(recipe.seed), args.checkpoint or Path("gan_skies.ckpt")
    state = saved(checkpoint) if args.evaluate else fit(photos["learn"], recipe, checkpoint, device)
    judge = made_up_judge() if args.quick else Judge(Lite0Features(lite0(args.backbone or args.data)))
    evaluate(state, recipe, photos, judge, args.out)


if __name__ == "__main__":
    main()
