"""Train the bundled activity models on the raw recordings of 21 people (HAPT), and measure them on 9 others.

    python -m core.train.activity --data DIR             trains what has no checkpoint yet; writes weights/
    python -m core.train.activity --data DIR --evaluate  only measures the weights again, rewrites their cards
    python -m core.train.activity --quick --out DIR      seconds, on simulated walkers

`--only NAME` does one of the models. Some of the 21 people are held out first, to fit each model's
temperature; then it learns from all 21. Windows begin anywhere within an activity, played a little faster or
slower, stronger or weaker, with the phone turned a little; for `activity_cnn_turned` it is turned at random.
The classical model learns from each window and one copy that is varied like that: with more copies it trusts
the body's sway so much that it no longer knows the simulated walker, who sways too little.
The networks are small: one core of a CPU trains each in minutes, so a GPU is not used.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from core.activity import features, models
from core.activity.recording import ACTIVITIES
from core.runtime import cards
from core.shared import confusion
from core.train.shared import script
from core.train.shared.averages import Average, shipped
from core.train.shared.calibration import temperature_of
from core.train.shared.hapt import (
    DATA,
    LICENCE,
    Data,
    augmented,
    load,
    made_up,
    rotations,
    turned,
    windows_of,
)
from core.train.shared.training import Draws, Training, descend, saved, store

WAIST = {
    "ko": "30명이 허리에 찬 휴대폰으로 배웠어요. 주머니나 손에 들면 틀리기 쉬워요.",
    "en": "It learnt from 30 people with a phone at the waist; in a pocket or a hand it is often wrong.",
}
STAIRS = {
    "ko": " 계단에서는 거의 모두 같은 쪽으로 돌며 오르내려서, 도는 방향도 단서로 배웠어요.",
    "en": " On the stairs nearly all of them turned the same way, so the turning became a clue too.",
}
SITTING = {
    "ko": " 앉은 창 넷 가운데 하나쯤을 서 있다고 해요. 그렇게 틀린 창 열에 아홉은 중력의 방향이 배운 21명의 "
    "앉은 모습보다 누군가의 선 모습에 더 가까워요.",
    "en": " It takes about one in four windows of sitting for standing. In nine of ten of those, gravity "
    "points more as it did for one of the 21 people standing than for any of them sitting.",
}
TURNED = {
    "ko": " 휴대폰의 방향을 모르니 앉기, 서기, 눕기를 자주 헷갈려요.",
    "en": " Not knowing which way the phone is turned, it often mixes up sitting, standing and lying.",
}
SPLIT = "by person: 21 people to learn ({held} of them aside to fit the temperature first), 9 others to test"


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters of one network."""

    epochs: float = 20
    """passes over the training windows"""
    batch: int = 64
    """windows a step"""
    rate: float = 3e-3
    """highest learning rate, of AdamW on one cycle"""
    decay: float = 1e-2
    """weight decay"""
    smoothing: float = 0.1
    """label smoothing"""
    tilt: float = 12.5
    """degrees by which the phone is turned about a random axis (standard deviation); 180: any way round"""
    warp: float = 0.12
    """share by which a movement is played faster or slower"""
    strength: float = 0.05
    """share by which it is made stronger or weaker (standard deviation)"""
    shift: int = 32
    """samples by which a window begins earlier or later"""
    average: float = 0.99
    """decay of the moving average of the weights, a step"""
    strictness: float = 0.02
    """C of scikit-learn's logistic regression"""
    copies: int = 1
    """varied copies of each window that it learns from beside the window itself"""
    held_out: tuple[int, ...] = (3, 11, 21, 27)
    """people put aside to fit the temperature"""
    seed: int = 0


RECIPES = {
    "activity_cnn": Recipe(),
    "activity_lstm": Recipe(epochs=25, rate=6e-3),
    "activity_classic": Recipe(),
    "activity_cnn_accel": Recipe(),
    "activity_cnn_turned": Recipe(epochs=30, tilt=180),
}


def fit(build: Callable[[], nn.Module], channels: int, data: Data, rows: Tensor, recipe: Recipe) -> nn.Module:
    """Train a network on the windows `rows`; return it with the average of its last weights."""
    torch.manual_seed(recipe.seed)
    net = build()
    optimiser = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    an_epoch = max(1, len(rows) // recipe.batch)
    total = max(2, int(recipe.epochs * an_epoch))
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=total, pct_start=0.15)
    average, draws = Average(net, recipe.average), Draws(len(rows), recipe.batch)
    training = Training(None, 0, {}, torch.device("cpu"), steps=total, average=average)
    for _ in training.steps():
        pick = rows[draws.next()]
        x = augmented(data, pick, recipe.tilt, recipe.warp, recipe.strength, recipe.shift)[:, :channels]
        loss = F.cross_entropy(net(x), data.label[pick], label_smoothing=recipe.smoothing)
        descend(loss, optimiser, limit=1.0)
        plan.step()
        training.tell(loss)
    return average.net


def fit_classic(data: Data, rows: Tensor, recipe: Recipe) -> nn.Module:
    """Fit scikit-learn's logistic regression on features of the windows `rows`, as a network."""
    from sklearn.linear_model import LogisticRegression

    torch.manual_seed(recipe.seed)
    how = (recipe.tilt, recipe.warp, recipe.strength, recipe.shift)
    seen = [windows_of(data, rows), *(augmented(data, rows, *how) for _ in range(recipe.copies))]
    x = np.concatenate([features.of(windows.numpy()) for windows in seen])
    y = np.tile(data.label[rows].numpy(), len(seen))
    mean, std = x.mean(0), np.maximum(x.std(0), 1e-3)
    found = LogisticRegression(C=recipe.strictness, max_iter=300).fit((x - mean) / std, y)
    net = models.build_classic()
    tensors = {"mean": mean, "std": std, "head.weight": found.coef_, "head.bias": found.intercept_}
    net.load_state_dict({key: torch.from_numpy(np.asarray(value)).float() for key, value in tensors.items()})
    return net.eval()


def mixed(data: Data, recipe: Recipe) -> float:
    """Return what logistic regression gets right if windows, not people, are drawn for the test: too much."""
    order = np.random.default_rng(recipe.seed).permutation(len(data.start))
    learn, test = (torch.from_numpy(part) for part in np.split(order, [int((~data.is_test).sum())]))
    net = fit_classic(data, learn, recipe)
    right = logits_of("activity_classic", net, windows_of(data, test)).argmax(1) == data.label[test]
    return round(right.float().mean().item(), 4)


def logits_of(name: str, net: nn.Module, windows: Tensor) -> Tensor:
    """Return a model's logits (W, 6) of windows (W, 6, 128)."""
    _, _, shape = models.CLASSIFIERS[name]
    inputs = windows[:, : shape[0]] if len(shape) == 2 else torch.from_numpy(features.of(windows.numpy()))
    with torch.inference_mode():
        return torch.cat([net(part.contiguous()) for part in inputs.split(512)])


def train(name: str, data: Data, recipe: Recipe, done: dict, save: Callable[[], None]) -> None:
    """Fit a temperature on people held out, then learn from all 21; `done` keeps what is ready."""
    _, build, shape = models.CLASSIFIERS[name]
    learn = torch.from_numpy(np.flatnonzero(~data.is_test))
    one = fit_classic if len(shape) == 1 else lambda *args: fit(build, shape[0], *args)
    if "temperature" not in done:
        aside = torch.from_numpy(np.isin(data.person, recipe.held_out) & ~data.is_test)
        held = torch.nonzero(aside)[:, 0]
        logits = logits_of(name, one(data, learn[~aside[learn]], recipe), windows_of(data, held))
        done["held"] = right(logits, data.label[held])
        done["temperature"] = round(temperature_of(logits, data.label[held]), 3)
        save()
        print(f"{name}: {done['held']:.4f} on people held out")
    if one is fit_classic and "mixed" not in done:
        done["mixed"] = mixed(data, recipe)
        save()
    if "net" not in done:
        done["net"] = one(data, learn, recipe).state_dict()
        save()


def right(logits: Tensor, labels: Tensor) -> float:
    """Return the share of windows named right."""
    return (logits.argmax(1) == labels).float().mean().item()


def measured(name: str, net: nn.Module, data: Data) -> dict:
    """Return what a model gets right on the test people.

    As they are; with the phone turned at random; with the body turning the other way, as on other stairs.
    """
    rows = torch.from_numpy(np.flatnonzero(data.is_test))
    windows, labels = windows_of(data, rows), data.label[rows]
    logits = logits_of(name, net, windows)
    counts = confusion.matrix(labels, logits.argmax(1), len(ACTIVITIES))
    torch.manual_seed(1)
    any_way = turned(windows, rotations(len(rows), 180))
    other_way = torch.cat([windows[:, :3], windows[:, 3:] - 2 * windows[:, 3:].mean(2, keepdim=True)], 1)
    metrics = {"accuracy": right(logits, labels)}
    metrics["accuracy_turned"] = right(logits_of(name, net, any_way), labels)
    metrics["accuracy_other_way"] = right(logits_of(name, net, other_way), labels)
    recall = counts.diagonal() / np.maximum(counts.sum(1), 1)
    metrics |= {f"recall_{label}": value for label, value in zip(ACTIVITIES, recall, strict=True)}
    return {"metrics": {k: round(float(v), 4) for k, v in metrics.items()}, "confusion": counts.tolist()}


def write(name: str, state: dict, data: Data, facts: dict, out: Path) -> None:
    """Write weights and card, with what the weights as they are in the file get right."""
    _, build, _ = models.CLASSIFIERS[name]
    net = shipped(build(), state)
    result = measured(name, net, data)
    parameters = sum(p.numel() for p in net.parameters())
    kept = facts | result | {"parameters": parameters, "limits": limits_of(name)}
    cards.write(out, name, state, kept)
    print(name, result["metrics"])


def main() -> None:
    """Read the recordings; train, or read the weights; measure, write."""
    parser = script.parser(__doc__, "checkpoint", "evaluate", data="folder with har_hapt/hapt_50hz.npz")
    parser.add_argument("--only", choices=RECIPES, action="append", help="this model (may be repeated)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    checkpoint = args.checkpoint or Path("activity.ckpt")
    data = made_up() if args.quick else load(args.data / "har_hapt" / "hapt_50hz.npz")
    done = saved(checkpoint) if checkpoint.exists() else {}
    for name in args.only or RECIPES:
        recipe = script.chosen(RECIPES[name], args)
        if args.quick:
            recipe = dataclasses.replace(recipe, epochs=1, held_out=(0,))
        if args.evaluate:
            facts = cards.read(name, args.out)
            write(name, load_file(args.out / facts["file"]), data, facts, args.out)
            continue
        train(name, data, recipe, done.setdefault(name, {}), lambda: store(done, checkpoint))
        write(name, done[name]["net"], data, card(name, done[name], recipe), args.out)


def limits_of(name: str) -> dict[str, str]:
    """Return what a model cannot do, in both languages."""
    parts = [WAIST]
    parts += [STAIRS] if name != "activity_cnn_accel" else []
    parts += [SITTING] if name == "activity_cnn" else []
    parts += [TURNED] if name == "activity_cnn_turned" else []
    return {lang: "".join(part[lang] for part in parts) for lang in ("ko", "en")}


def card(name: str, trained: dict, recipe: Recipe) -> dict:
    """Return what a card says before anything is measured on the test people."""
    more = {"mixed": trained["mixed"]} if "mixed" in trained else {}
    return more | {
        "task": "activity",
        "labels": ACTIVITIES,
        "temperature": trained["temperature"],
        "data": DATA,
        "licence": LICENCE,
        "split": SPLIT.format(held=len(recipe.held_out)),
        "held_out": {"people": recipe.held_out, "accuracy": round(trained["held"], 4)},
        "command": f"python -m core.train.activity --data DIR --only {name} --seed {recipe.seed}",
        "seed": recipe.seed,
    }


if __name__ == "__main__":
    main()
