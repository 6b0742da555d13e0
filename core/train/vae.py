"""Train the variational autoencoders with two latent numbers, and their plain twins, for garments and digits.

python -m core.train.vae vae_garments --data DIR --minutes 3      trains, measures, writes
python -m core.train.vae plain_garments --data DIR --steps 49461  the twin: no noise, no divergence
python -m core.train.vae vae_digits --data DIR --evaluate         measures the checkpoint, writes
python -m core.train.vae vae_digits --data DIR --trade            short trainings at other β, into the card
python -m core.train.vae vae_digits --quick --out DIR             seconds, on made-up pictures
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor, nn

from core.denoising import quality
from core.denoising.sizes import JUDGES, SIDE, SURE
from core.denoising.vae import LATENT, VAE, divergence, draw, plain, reconstruction
from core.runtime import cards, registry
from core.train.shared import idx, script
from core.train.shared.averages import shipped
from core.train.shared.denoising_measures import POINTS, SETS, small
from core.train.shared.training import Draws, Training, descend, device_here, rate_at, saved, set_rate

FOLDERS = {"garments": "fashion_mnist", "digits": "mnist"}
NAMES = tuple(f"{kind}_{subject}" for kind in ("vae", "plain") for subject in FOLDERS)
NEIGHBOURS = 10
"""training codes that name a test code: how well the classes are apart on the map"""
DRAWN = 2000
"""codes drawn from the standard normal distribution, to count the pictures that a judge is sure of"""
BETAS = (0.1, 0.3, 1, 3, 10, 30)
"""weights of the divergence that are compared with --trade"""
Pictures = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Recipe:
    """How it is trained."""

    minutes: float = 3
    """computing time, which a busy machine does not shorten"""
    steps: int | None = None
    """steps instead of minutes: how a twin learns exactly as long"""
    beta: float = 1
    """weight of the divergence; 1 is the bound itself (β-VAE: Higgins et al., 2017)"""
    rate: float = 2e-3
    """highest learning rate"""
    warmup: float = 0.05
    """share of the training in which the rate climbs"""
    batch: int = 128
    """pictures a step"""
    seed: int = 0


def loss_of(net: nn.Module, x: Tensor, beta: float) -> Tensor:
    """Return the loss in nats of pictures (B, 1, 28, 28): of a twin what rebuilding costs, no more."""
    if not isinstance(net, VAE):
        return reconstruction(net.decoder[:-1](net.encoder(x.flatten(1))), x.flatten(1)).mean()
    mean, log_variance = net.posterior(x)
    apart = reconstruction(net.logits(draw(mean, log_variance)), x.flatten(1))
    return (apart + beta * divergence(mean, log_variance)).mean()


def fit(net: nn.Module, pictures: Tensor, recipe: Recipe, checkpoint: Path | None) -> dict[str, Any]:
    """Train on pictures (N, 1, 28, 28) uint8; return the last state."""
    device = device_here()
    net.to(device)
    optimiser = torch.optim.Adam(net.parameters())
    parts = {"net": net, "optimiser": optimiser}
    training = Training(checkpoint, recipe.minutes, parts, device, steps=recipe.steps)
    torch.manual_seed(recipe.seed + training.step)
    draws = Draws(len(pictures), recipe.batch)
    for progress in training.steps():
        x = pictures[draws.next()].to(device).float() / 255
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        loss = loss_of(net, x, recipe.beta)
        descend(loss, optimiser)
        training.tell(loss, f"epoch {training.step * recipe.batch / len(pictures):.1f}")
    return training.state_dict()


def called(codes: Tensor, learn: Tensor, labels: Tensor) -> Tensor:
    """Return the class (N,) that most of the nearest learnt codes (M, 2) have, for codes (N, 2)."""
    near = torch.cat(
        [torch.cdist(part, learn).topk(NEIGHBOURS, largest=False).indices for part in codes.split(500)]
    )
    return torch.mode(labels[near], 1).values


@torch.inference_mode()
def judged(pictures: Tensor, subject: str) -> dict[str, Any]:
    """Return of which share of pictures (N, 784) in 0..1 the judge is "sure", and how many of which class."""
    judge, spec = registry.load_model(JUDGES[subject]), registry.get_spec(JUDGES[subject])
    parts = pictures.view(-1, 1, SIDE, SIDE).split(1000)
    answers = torch.cat([judge(part.to(next(judge.parameters()).device)) for part in parts]).cpu()
    best, named = (answers / spec.temperature).softmax(1).max(1)
    sure = best >= SURE
    counts = torch.bincount(named[sure], minlength=10)
    return {"sure": round(sure.float().mean().item(), 4), "classes": counts.tolist()}


@torch.inference_mode()
def by_chance(net: nn.Module, subject: str) -> dict[str, Any]:
    """Return what the judge says of pictures from codes of N(0, 1), the same codes for every network."""
    codes = torch.randn(DRAWN, LATENT, generator=torch.Generator().manual_seed(0))
    return judged(net.decoder(codes), subject)


@torch.inference_mode()
def terms(net: nn.Module, x: Tensor) -> dict[str, float]:
    """Return the terms of −ELBO in nats, means over pictures (N, 1, 28, 28) in 0..1; a twin has only one."""
    torch.manual_seed(0)
    if not isinstance(net, VAE):
        return {"reconstruction": round(loss_of(net, x, 0).item(), 2)}
    mean, log_variance = net.posterior(x)
    apart = reconstruction(net.logits(draw(mean, log_variance)), x.flatten(1)).mean().item()
    return {
        "reconstruction": round(apart, 2),
        "divergence": round(divergence(mean, log_variance).mean().item(), 2),
    }


@torch.inference_mode()
def measure(net: nn.Module, subject: str, learn: Pictures, test: Pictures) -> dict[str, Any]:
    """Return the terms of the ELBO, PSNR, and the map, from test pictures (N, 1, 28, 28) uint8 and labels."""
    x, y = test[0].float() / 255, test[1]
    varied = isinstance(net, VAE)
    where = (lambda z: net.posterior(z)[0]) if varied else (lambda z: net.encoder(z.flatten(1)))
    codes, known, apart = where(x), where(learn[0].float() / 255), terms(net, x)
    right = (called(codes, known, learn[1]) == y).float().mean().item()
    rebuilt = net.decoder(codes).view(-1, SIDE, SIDE).numpy()
    metrics = {"elbo": round(-sum(apart.values()), 2)} if varied else {}
    spread = {"spread": round((net.posterior(x)[1] / 2).exp().mean().item(), 3)} if varied else {}
    return {
        "metrics": metrics | {"psnr": round(float(quality.psnr(small(test[0]), rebuilt).mean()), 2)},
        "drawn": by_chance(net, subject),
        "sure_test": judged(x, subject)["sure"],
        "terms": apart,
        "neighbours": round(right, 4),
        **spread,
        "points": [
            [[round(v, 2) for v in code] for code in codes[y == c][:POINTS].tolist()] for c in range(10)
        ],
    }


def write(name: str, net: nn.Module, measured: dict[str, Any], facts: dict[str, Any], out: Path) -> None:
    """Write a network with its card."""
    kind, subject = name.split("_")
    data, limits = SETS[subject]
    task = "vae" if kind == "vae" else "autoencoder"
    own = {"task": task} | measured | facts
    own |= {
        "latent": LATENT,
        "data": data,
        "limits": {
            "ko": f"{limits['ko']}만 알아요. 숫자 두 개로 줄여서 그림이 흐릿해요.",
            "en": f"Knows {limits['en']} only. Two numbers a picture are few: pictures are blurred.",
        },
    }
    cards.write(out, name, net.state_dict(), own)
    print(name, measured["metrics"], measured["terms"], measured["drawn"], measured["neighbours"])


def trade(name: str, learn: Pictures, test: Pictures, recipe: Recipe, out: Path) -> None:
    """Train short at each of `BETAS` and write what that gives into the card that stands in `out`."""
    rows = []
    for beta in BETAS:
        torch.manual_seed(recipe.seed)
        net = VAE()
        fit(net, learn[0], dataclasses.replace(recipe, beta=beta), None)
        net = net.cpu().eval()
        rows.append({"beta": beta} | terms(net, test[0].float() / 255) | by_chance(net, name[4:]))
        print(rows[-1])
    command = f"python -m core.train.vae {name} --data DIR --steps {recipe.steps} --trade"
    cards.amend(out, name, trade={"command": command, "steps": recipe.steps, "rows": rows})


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    options = ("checkpoint", "minutes", "steps", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with fashion_mnist/ and mnist/")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--trade", action="store_true", help="compare other weights of the divergence")
    args = parser.parse_args()
    kind, subject = args.name.split("_")
    recipe = script.chosen(Recipe(), args)
    if args.quick:
        recipe = dataclasses.replace(recipe, steps=20)
        learn, test = idx.made_up(200), idx.made_up(50)
    else:
        learn, test = (idx.load(args.data / FOLDERS[subject], part) for part in ("train", "t10k"))
    if args.trade:
        return trade(args.name, learn, test, recipe, args.out)
    torch.manual_seed(recipe.seed)
    net, checkpoint = VAE() if kind == "vae" else plain(), args.checkpoint or Path(f"{args.name}.ckpt")
    state = saved(checkpoint) if args.evaluate else fit(net, learn[0], recipe, checkpoint)
    net = shipped(net.cpu(), state["net"])
    facts = script.origin(net, state, recipe, f"python -m core.train.vae {args.name} --data DIR")
    facts["split"] = f"{len(learn[1])} to learn, {len(test[1])} to test"
    write(args.name, net, measure(net, subject, learn, test), facts, args.out)


if __name__ == "__main__":
    main()
