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
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor
from tqdm import tqdm

from core.captioning import scores
from core.captioning.networks import Captioner
from core.captioning.words import Vocabulary, join
from core.runtime import cards
from core.train.shared import script
from core.train.shared.averages import shipped
from core.train.shared.captioning import measures
from core.train.shared.captioning import told as photos
from core.train.shared.captioning.learner import Learner, Recipe, phases
from core.train.shared.captioning.told import Told
from core.train.shared.training import Training, prepare

NAME = "captioner"
SPLITS = ("train", "val", "test")
QUICK = {"epochs": 2, "batch": 6, "critical": 4, "photos": 2, "least": 2, "look_every": 3}
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


def fit(learner: Learner, training: Training, held: Told, held_seen: Tensor) -> None:
    """Train; keep the averaged weights that write best for photos held back."""
    for loss_of, rate in phases(learner, training):
        loss = loss_of()
        learner.learn(loss, rate)
        training.tell(loss)
        if (training.step + 1) % learner.recipe.look_every:
            continue
        written = measures.write(learner.average.net, held_seen, learner.vocabulary)
        found = float(scores.cider(written, held.sentences).mean())
        learner.keep_if_best(found)
        tqdm.write(
            f"{('copying', 'criticised')[learner.phase]}: step {training.step}, {training.seconds:.0f} s, "
            f"CIDEr {found:.3f} (best {learner.best_score:.3f}), BLEU-4 "
            f"{scores.bleu(written, held.sentences):.3f}: {join(written[training.step % len(written)])}"
        )
    training.save()


def facts(learner: Learner, training: Training, told: dict[str, Told]) -> dict[str, Any]:
    """Return what the card says of the data and of the training."""
    counts = {split: len(part.sentences) for split, part in told.items()}
    command = "python -m core.train.captioner --data DIR"
    return script.origin(learner.net, training.state_dict(), learner.recipe, command) | {
        "task": "captioning",
        "data": DATA,
        "licence": f"{script.LICENCE} (weights); data: non-commercial research and education",
        "split": f"{counts['train']} photos to learn, {counts['val']} to choose, {counts['test']} to test",
        "limits": LIMITS,
    }


def arguments() -> tuple[argparse.Namespace, Recipe]:
    """Return the command line and the recipe it asks for."""
    options = ("backbone", "checkpoint", "minutes", "seconds", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with everyday_photos/ and captions_flickr8k/")
    parser.add_argument("--views", type=int, help="of each training photo; default: 16 on a GPU, 2 elsewhere")
    parser.add_argument("--every", type=int, default=1, help="learn from each so many photos, to try it out")
    args = parser.parse_args()
    recipe = dataclasses.replace(Recipe(), **(QUICK if args.quick else {}))
    if args.minutes:
        recipe = dataclasses.replace(recipe, seconds=60 * args.minutes)
    return args, script.chosen(recipe, args)


def read(args: argparse.Namespace, device: torch.device) -> tuple[dict[str, Told], dict[str, Tensor], Tensor]:
    """Return photos and sentences by split, what is plainly seen in them, and the training photos' views."""
    if args.quick:
        told = {split: photos.made_up(4, seed) for seed, split in enumerate(SPLITS)}
        net = photos.backbone(None, device)
    else:
        told = photos.load(args.data, args.every)
        net = photos.backbone(args.backbone or args.data, device)
    count = args.views or (16 if device.type == "cuda" else 2)
    bank = photos.seen(net, told["train"].photos, range(count), device)
    views = {split: photos.seen(net, told[split].photos, [0], device)[0] for split in SPLITS[1:]}
    return told, views | {"train": bank[0]}, bank


def main() -> None:
    """Look at the photos, train or resume, measure, write."""
    args, recipe = arguments()
    device = prepare(recipe.seed)
    told, views, bank = read(args, device)
    vocabulary = Vocabulary.of([s for said in told["train"].sentences for s in said], recipe.least)
    print(f"{len(vocabulary.words)} words, seen {tuple(bank.shape)}", flush=True)
    learner = Learner(recipe, vocabulary, told["train"], bank)
    training = Training(
        args.checkpoint or Path(f"{NAME}.ckpt"),
        recipe.seconds / 60,
        {"learner": learner},
        device,
        average=learner.average,
    )
    if not args.evaluate:
        fit(learner, training, told["val"], views["val"])
    net = shipped(Captioner(len(vocabulary.words)), learner.best).to(device)
    measured = measures.facts(net, told, views, vocabulary)
    cards.write(args.out, NAME, net.state_dict(), facts(learner, training, told) | measured)
    print(NAME, measured["measured"], measured["search"], flush=True)


if __name__ == "__main__":
    main()
