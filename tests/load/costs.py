"""What one call of each network costs on this computer: seconds of a core, and seconds on the clock.

    python -m tests.load.costs

Seconds of a core stay the same on a computer that does other things as well; those on the clock do not.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np
import psutil

from core.captioning import infer as captioning
from core.cartpole import infer as cartpole
from core.cartpole.models import stages
from core.classification import infer as classification
from core.denoising import infer as denoising
from core.detection import infer as detection
from core.explanation import gradcam
from core.gan import infer as gan
from core.media import samples
from core.pose import infer as pose
from core.runtime import defaults, specs, weights
from core.segmentation import infer as segmentation
from core.style_transfer import infer as style

ROUNDS = 5


def calls() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield calls as pages make them: a photo of 640 pixels where there is one."""
    rgb = samples.load("bus")
    for task, infer in (("classification", classification.classify), ("detection", detection.detect)):
        for name in specs.list_models(task):
            if weights.problem(name) is None:
                yield f"{task}, {name}", lambda infer=infer, name=name: infer(rgb, name)
    for name in specs.list_models("segmentation"):
        if weights.problem(name) is None:
            yield f"segmentation, {name}", lambda name=name: segmentation.segment(rgb, name)
    everyday = defaults.best("classification", "everyday")
    yield f"explanation, {everyday}", lambda: gradcam.explain(rgb, everyday, (0,))
    yield "pose", lambda: pose.find(rgb)
    yield "style transfer", lambda: style.paint(rgb, style.mixture({0: 1}), 512)
    seen = captioning.features(rgb)
    yield "captioning, the photo", lambda: captioning.features(rgb)
    yield "captioning, the sentence", lambda: captioning.caption(seen)
    yield "gan, 16 pictures", lambda: gan.sample(16, 0)
    digits = np.zeros((16, 28, 28), np.float32)
    yield "denoising, 16 pictures", lambda: denoising.denoise(digits)
    yield "cartpole, an episode", lambda: cartpole.play(stages()[-1], 0)


def main() -> None:
    """Print a row of a table for each."""
    process = psutil.Process()
    print("| call | seconds of a core | on the clock |\n|---|---|---|")
    for name, call in calls():
        try:
            call()
            rows = []
            for _ in range(ROUNDS):
                used, began = sum(process.cpu_times()[:2]), time.perf_counter()
                call()
                rows.append((sum(process.cpu_times()[:2]) - used, time.perf_counter() - began))
            core, clock = np.median(rows, axis=0)
            print(f"| {name} | {core:.3f} | {clock:.3f} |", flush=True)
        except Exception as error:
            print(f"| {name} | {type(error).__name__}: {error} | |", flush=True)


if __name__ == "__main__":
    main()
