"""Train a network that says in a sentence what a photo shows.

    python -m core.train.captioner --data DIR --minutes 60    trains, measures, writes
    python -m core.train.captioner --data DIR --seconds 300   so long by the clock, for a GPU
    python -m core.train.captioner --data DIR --evaluate      measures the checkpoint, writes
    python -m core.train.captioner --quick --out DIR          seconds, on made-up photos

What EfficientNet-Lite0 sees is computed once, in several views of each photo; it learns nothing here. Then
`core.train.shared.captioning.learner` teaches a decoder with attention to write, `measures` measures it.
"""

import argparse
import dataclasses
import datetime
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor

from core.captioning import scores
from core.captioning.networks import Captioner
from core.captioning.words import Vocabulary, join
from core.runtime import cards
from core.train.shared.captioning import measures
from core.train.shared.captioning import told as photos
from core.train.shared.captioning.learner import Learner, Recipe, phases
from core.train.shared.captioning.told import Told

NAME = "captioner"
SAVE_EVERY_S = 60
SPLITS = ("train", "val", "test")
QUICK = {"epochs": 10, "batch": 12, "critical": 10, "photos": 4, "least": 2, "look_every": 5}
DATA = (
    "COCO val2017, the sentences of 2,420 photos (CC BY 4.0), and Flickr8k, 900 photos (non-commercial "
    "research and education); EfficientNet-Lite0 learnt from ImageNet"
)
LIMITS = {
    "ko": "사진 2,833장과 사람이 쓴 영어 문장 14,000개로 배웠어요. 자주 본 장면(사람, 개, 운동, "
    "음식)만 잘 말하고, 모르는 것은 배운 문장 가운데 그럴듯한 것으로 채워요.",
    "en": "Learnt from 2,833 photos and 14,000 sentences that people wrote. It knows what they often "
    "show (people, dogs, sports, food); what it does not know it fills with what is likely.",
}


def fit(learner: Learner, held: Told, held_seen: Tensor, save: Callable[[], None]) -> None:
    """Train; keep the averaged weights that write best for photos held back; call `save` each minute."""
    total, shown, saved = torch.zeros((), device=learner.device), learner.step, time.monotonic()
    for loss_of, rate in phases(learner):
        loss = loss_of()
        total += loss.detach()
        learner.learn(loss, rate)
        if learner.step % learner.recipe.look_every:
            continue
        written = measures.write(learner.average, held_seen, learner.vocabulary)
        found = float(scores.cider(written, held.sentences).mean())
        learner.keep_if_best(found)
        print(
            f"{('copying', 'criticised')[learner.phase]}: step {learner.step}, {learner.spent:.0f} s, "
            f"loss {total.item() / (learner.step - shown):.3f}, CIDEr {found:.3f} "
            f"(best {learner.best_score:.3f}), BLEU-4 {scores.bleu(written, held.sentences):.3f}: "
            f"{join(written[learner.step % len(written)])}",
            flush=True,
        )
        total, shown = torch.zeros_like(total), learner.step
        if time.monotonic() - saved > SAVE_EVERY_S:
            save()
            saved = time.monotonic()
    save()


def rounded(learner: Learner) -> Captioner:
    """Return the best averaged network as it is bundled: its weights rounded to half precision."""
    net = Captioner(len(learner.vocabulary.words)).to(learner.device).eval()
    net.load_state_dict({key: value.half() for key, value in learner.best.items()})
    return net


def facts(learner: Learner, told: dict[str, Told], args: argparse.Namespace) -> dict[str, Any]:
    """Return what the card says of the data and of the training."""
    counts = {split: len(part.sentences) for split, part in told.items()}
    budget = f"--seconds {args.seconds:g}" if args.seconds else f"--minutes {args.minutes:g}"
    return {
        "task": "captioning",
        "parameters": sum(p.numel() for p in learner.net.parameters()),
        "metrics": {"cider": round(learner.best_score, 4)},
        "data": DATA,
        "licence": "AGPL-3.0-or-later (weights); data: non-commercial research and education",
        "split": f"{counts['train']} photos to learn, {counts['val']} to choose, {counts['test']} to test",
        "command": f"python -m core.train.captioner --data DIR {budget} --seed {args.seed}",
        "seed": args.seed,
        "trained": {"steps": learner.step, "minutes": round(learner.spent / 60, 1)},
        "date": datetime.date.today().isoformat(),
        "limits": LIMITS,
        "labels": list(learner.vocabulary.words),
    }


def keep(learner: Learner, checkpoint: Path, own: dict[str, Any], out: Path) -> None:
    """Write the checkpoint, and the best weights so far with the figure of the validation photos."""
    torch.save(learner.state(), checkpoint.with_suffix(".part"))
    checkpoint.with_suffix(".part").replace(checkpoint)
    cards.write(out, NAME, learner.best, own)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with everyday_photos/ and captions_flickr8k/")
    parser.add_argument("--backbone", type=Path, help="default: efficientnet_lite0.pt in --data")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--minutes", type=float, default=Recipe.seconds / 60, help="of computing time")
    parser.add_argument("--seconds", type=float, help="instead: by the clock on a GPU")
    parser.add_argument("--views", type=int, help="of each training photo; default: 16 on a GPU, 2 elsewhere")
    parser.add_argument("--every", type=int, default=1, help="learn from each so many photos, to try it out")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def read(args: argparse.Namespace, device: torch.device) -> tuple[dict[str, Told], dict[str, Tensor], Tensor]:
    """Return photos and sentences by split, what is plainly seen in them, and the training photos' views."""
    if args.quick:
        told = {split: photos.made_up(12, seed) for seed, split in enumerate(SPLITS)}
        net = photos.backbone(None, device)
    else:
        told = photos.load(args.data, args.every)
        net = photos.backbone(args.backbone or args.data / "efficientnet_lite0.pt", device)
    count = args.views or (16 if device.type == "cuda" else 2)
    bank = photos.seen(net, told["train"].photos, range(count), device)
    views = {split: photos.seen(net, told[split].photos, [0], device)[0] for split in SPLITS[1:]}
    return told, views | {"train": bank[0]}, bank


def main() -> None:
    """Look at the photos, train or resume, measure, write."""
    args, started = arguments(), time.monotonic()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    recipe = Recipe(seconds=args.seconds or args.minutes * 60, seed=args.seed)
    if args.quick:
        recipe = dataclasses.replace(recipe, **QUICK)
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision("high")
    told, views, bank = read(args, device)
    vocabulary = Vocabulary.of([s for said in told["train"].sentences for s in said], recipe.least)
    began = f"{time.monotonic() - started:.0f} s"
    print(f"{len(vocabulary.words)} words, seen {tuple(bank.shape)}, {began}", flush=True)
    learner = Learner(recipe, vocabulary, told["train"], bank)
    checkpoint = args.checkpoint or Path(f"{NAME}.ckpt")
    if checkpoint.exists():
        learner.resume(torch.load(checkpoint, weights_only=True, map_location=device))
    if not args.evaluate:
        fit(
            learner,
            told["val"],
            views["val"],
            lambda: keep(learner, checkpoint, facts(learner, told, args), args.out),
        )
    measured = measures.facts(net := rounded(learner), told, views, vocabulary)
    cards.write(args.out, NAME, net.state_dict(), facts(learner, told, args) | measured)
    print(NAME, measured["measured"], measured["search"], flush=True)


if __name__ == "__main__":
    main()
