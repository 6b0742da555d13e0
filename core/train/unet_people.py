"""Train the bundled U-Net for people, clothes, cats and dogs on four sets that each label something else.

    python -m core.train.unet_people --data DIR --minutes 90      trains or resumes, measures, writes
    python -m core.train.unet_people --data DIR --start FILE --minutes 20     goes on from a checkpoint
    python -m core.train.unet_people --data DIR --evaluate        measures the weights again
    python -m core.train.unet_people --quick --out DIR            seconds, on made-up pictures

DIR holds `clothes`, `people_pets`, `everyday_photos` and, for the way down, EfficientNet-Lite0. A loss is
only where a label is: of a masked person the sum of all that a person wears counts, of an everyday photo only
that nothing is a person, a cat or a dog outside of the boxes of those.
"""

import argparse
import dataclasses
import os
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import cv2
import numpy as np
import torch
from torch import Tensor

from core.runtime import cards
from core.segmentation import metrics
from core.segmentation.lite_unet import COARSEST, UNet
from core.train.shared.pixels import measures, people_photos, script
from core.train.shared.pixels.cuts import Cut, Photos, recolour, views
from core.train.shared.pixels.loop import Recipe, Rules, Watch, fit, glance
from core.train.shared.pixels.measures import Seer
from core.train.shared.pixels.partial_labels import class_weights, table
from core.train.shared.pixels.people_photos import CAT, DOG, LABELS, NO_PET, PERSON, SETS, UNKNOWN, N, People
from core.train.shared.training import device_here, effort, saved, take_over

ABOUT = {
    "data": "Clothing Co-Parsing (903 street photos), 260 people and 540 cats and dogs of three breeds "
    "(Oxford-IIIT Pet) with masks, boxes of COCO and VOC; the way down began as EfficientNet-Lite0 "
    "(ImageNet)",
    "licence": "AGPL-3.0-or-later (weights); clothes Apache-2.0, pets CC BY-SA 4.0, people and everyday "
    "photos under their own terms: teaching and research",
    "limits": {
        "ko": "사람과 옷, 고양이와 개만 알아요. 나머지는 모두 배경이에요. "
        "옷 이름은 거리에서 찍은 전신사진으로 배워서, 앉거나 가까이서 찍은 사람의 옷은 자주 틀려요.",
        "en": "It knows people, what they wear, cats and dogs; all else is background. It learnt clothes "
        "from full-length street photos: of people who sit or are close it often mixes them up.",
    },
}
CUTS = {
    "clothes": Cut((256, 256), (0.6, 2.4), rare=0.4),
    "people": Cut((256, 256), (0.5, 1.6), rare=0.0),
    "pets": Cut((256, 256), (0.5, 1.3), rare=0.0),
    "boxed": Cut((256, 256), (0.6, 1.3), rare=0.0),
}
SHARES = {"clothes": 0.5, "people": 0.17, "pets": 0.25, "boxed": 0.08}
"""of the views of a step"""
FURTHER = {"rate": 8e-4, "average": 0.997}
"""of the recipe, where a training goes on: smaller steps"""
SIDES = (320, 384)
"""longer sides that are tried on the validation photos"""


def rules_of(stores: dict[str, Photos], power: float) -> Rules:
    """Return what the labels mean and weigh; Dice counts each class, a person as a whole, and a pet."""
    allowed = table(SETS, N)
    groups = torch.cat([torch.eye(N, dtype=torch.bool), table([PERSON, (CAT, DOG)], N)])
    known = torch.cat([stores[name].truth[:, ::4, ::4].flatten() for name in ("clothes", "pets")])
    return Rules(allowed, class_weights(known, allowed, power), groups)


def learn(
    train: People, val: People, begin: UNet, recipe: Recipe, cuts: dict[str, Cut], files: list[Path]
) -> dict:
    """Train; return the last state. `files` are where averaged weights are kept, and the checkpoint."""
    device, (keep, checkpoint) = device_here(), files
    stores = {name: Photos.of(getattr(train, name), N, UNKNOWN, device) for name in SHARES}
    seen = Photos.of(val.clothes, N, UNKNOWN, device)
    counts = {name: max(1, round(share * recipe.batch)) for name, share in SHARES.items()}

    def draw() -> tuple[Tensor, Tensor]:
        x, truth = zip(*(views(stores[name], cuts[name], n) for name, n in counts.items()), strict=True)
        return recolour(torch.cat(x)), torch.cat(truth)

    def check(average: UNet) -> str:
        return f"mean IoU {glance(average, seen, N).mean_iou:.4f} on clothes' validation photos"

    return fit(begin, draw, rules_of(stores, recipe.power), recipe, checkpoint, Watch(keep, check))


def confusion(seer: Seer, photos: People) -> np.ndarray:
    """Return the confusion matrix (classes, classes) of the photos whose classes are known.

    What is no pet on a photo of one counts where it is called background or a pet: it may be someone's hand.
    """
    matrix = np.zeros((N, N), np.int64)
    for rgb, truth in photos.clothes:
        matrix += metrics.confusion(truth, seer.classes(rgb), N)
    for rgb, truth in photos.pets:
        said = seer.classes(rgb)
        background = (truth == NO_PET) & np.isin(said, (0, CAT, DOG))
        matrix += metrics.confusion(np.where(background, 0, truth), said, N)
    return matrix


def against_the_rest(seer: Seer, photos: list, group: tuple[int, ...]) -> float:
    """Return the IoU of all classes of a group taken as one, over the pixels where a label tells."""
    inside = np.array([set(allowed) <= set(group) for allowed in SETS])
    outside = np.array([not set(allowed) & set(group) for allowed in SETS])
    matrix = np.zeros((2, 2), np.int64)
    for rgb, truth in photos:
        labels = np.where(inside[truth], 1, np.where(outside[truth], 0, 2))
        matrix += metrics.confusion(labels, np.isin(seer.classes(rgb), group).astype(np.int64), 2)
    return float(metrics.scores(matrix).iou[1])


def share_of_false_alarms(seer: Seer, photos: list) -> float:
    """Return the share of the pixels outside of all boxes of people, cats and dogs that are called one."""
    said = outside = 0
    for rgb, truth in photos:
        alone = truth == people_photos.BOXES
        said += np.count_nonzero(alone & (seer.classes(rgb) != 0))
        outside += np.count_nonzero(alone)
    return float(said / max(1, outside))


def calibrate(network: UNet, val: People, side: int) -> float:
    """Fit the confidence to the validation photos; return the temperature, which is in the weights then."""
    by, _ = measures.temperature(Seer(network, side), [*val.clothes, *val.pets])
    measures.temper(network, by)
    return by


def facts_of(network: UNet, val: People, test: People, sides: tuple[int, ...]) -> dict:
    """Choose a size on the validation photos, measure on the test photos; return the card's figures."""
    tried = {side: metrics.scores(confusion(Seer(network, side), val)).mean_iou for side in sides}
    seer = Seer(network, max(tried, key=tried.get))
    scores = metrics.scores(confusion(seer, test))
    pets = (CAT, DOG)
    figures = {
        "mean_iou": scores.mean_iou,
        "person_iou": against_the_rest(seer, test.people, PERSON),
        "pet_iou": against_the_rest(seer, test.pets, pets),
        "mean_iou_val": tried[seer.longest],
        "false_alarms": share_of_false_alarms(seer, test.boxed[::2]),
    }
    more = {
        "person_iou_clothes": against_the_rest(seer, test.clothes, PERSON),
        "person_iou_val": against_the_rest(seer, val.people, PERSON),
        "pet_iou_val": against_the_rest(seer, val.pets, pets),
    }
    return {
        "task": "segmentation",
        "labels": list(LABELS),
        "longest": seer.longest,
        "multiple": COARSEST,
        "metrics": {name: round(value, 4) for name, value in figures.items()},
        "measured": {name: round(value, 4) for name, value in more.items()},
        "iou": {name: round(float(v), 4) for name, v in zip(LABELS, scores.iou, strict=True)},
    }


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--start", type=Path, help="checkpoint of a training that has ended, to go on with")
    args, recipe = script.arguments(parser, Recipe(minutes=40, batch=12, dice=1.0, power=0.4))
    cv2.setNumThreads(1)
    cuts, sides, name = CUTS, SIDES, "unet_people"
    if args.quick:
        recipe = dataclasses.replace(recipe, steps=80, batch=4, rate=8e-3, frozen=0)
        sides = (160, 192)
        cuts = {name: Cut((64, 64), (0.8, 1.1)) for name in SHARES}
        parts = [people_photos.made_up(n, np.random.default_rng(recipe.seed)) for n in (4, 2, 2)]
    else:
        parts = [people_photos.read(args.data, part) for part in script.PARTS]
    train, val, test = parts
    if args.evaluate:
        found = facts_of(script.shipped(args.out, name, N), val, test, sides)
        cards.amend(args.out, name, **found)
        print(found["metrics"], found["iou"])
        return
    files = [args.out / f"{name}.partial.safetensors", args.checkpoint or Path(f"{name}.ckpt")]
    begin, command = script.beginning(args, N), "python -m core.train.unet_people --data DIR"
    if args.start:
        before = saved(args.start)
        take_over(begin, before["average"])
        recipe = dataclasses.replace(recipe, **FURTHER)
        command += f" --start FILE, after {effort(before)['minutes']:g} minutes ({command}),"
    state = learn(train, val, begin, recipe, cuts, files)
    network = script.averaged(state, N)
    by = calibrate(network, val, sides[-1])
    facts = facts_of(network, val, test, sides) | {"temperature": round(by, 2)}
    facts = script.origin(network, state, recipe, command) | facts
    counts = (
        "/".join(str(len(getattr(part, kind))) for part in parts) for kind in ("clothes", "people", "pets")
    )
    facts["split"] = "train/val/test: clothes {}, people {}, pets {}".format(*counts)
    cards.write(args.out, name, network.cpu().state_dict(), facts | ABOUT)
    files[0].unlink()
    print(facts["metrics"], facts["iou"])


if __name__ == "__main__":
    main()
