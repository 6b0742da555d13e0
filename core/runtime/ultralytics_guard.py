"""The only door to ultralytics.

Importing it replaces `PIL.Image.open`, may install packages because a visitor uploaded a broken file, asks
other hosts, reports usage, and changes thread counts and print options for the whole process. Here it is told
not to, and what it changed is put back.
"""

import io
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

import platformdirs

if TYPE_CHECKING:
    from torch import Tensor, nn

QUIET = {
    "YOLO_OFFLINE": "1",
    "YOLO_AUTOINSTALL": "0",
    "YOLO_VERBOSE": "0",
    "ULTRALYTICS_SAFE_LOAD": "1",
    "ULTRALYTICS_SKIP_REQUIREMENTS_CHECKS": "1",
}
_loading = threading.Lock()
_module: ModuleType | None = None


def load() -> ModuleType:
    """Return the ultralytics module, imported once, harmless. Use its bare networks, not its predictors."""
    global _module
    with _loading:
        if _module is None:
            _prepare()
            with _kept():
                import ultralytics
                from ultralytics.utils import SETTINGS, events

                if SETTINGS["sync"]:
                    raise RuntimeError("ultralytics would report usage; its settings could not be written")
                events.events.enabled = False
            _module = ultralytics
        return _module


def network(
    task: Literal["detection", "segmentation", "pose"], architecture: str, classes: int
) -> "nn.Module":
    """Return an untrained network, such as "yolo11n.yaml" for detection."""
    load()
    from ultralytics.nn import tasks

    kinds = {
        "detection": tasks.DetectionModel,
        "segmentation": tasks.SegmentationModel,
        "pose": tasks.PoseModel,
    }
    return kinds[task](architecture, nc=classes, verbose=False)


def tensors(data: bytes) -> "dict[str, Tensor]":
    """Return the tensors of a published `.pt` file: a pickle, which runs code, so only of verified bytes."""
    load()
    import torch

    saved = torch.load(io.BytesIO(data), weights_only=False, map_location="cpu")
    return (saved.get("ema") or saved["model"]).float().state_dict()


def _prepare() -> None:
    os.environ.update(QUIET)
    folder = Path(platformdirs.user_cache_dir("deepvision")) / "ultralytics"
    os.environ["YOLO_CONFIG_DIR"] = str(folder)
    settings = folder / "Ultralytics" / "settings.json"
    try:
        settings.parent.mkdir(parents=True, exist_ok=True)
        if not settings.exists():
            settings.write_text(json.dumps({"sync": False}), encoding="utf8")
    except OSError:
        return  # a read-only home: load() checks what ultralytics made of it


@contextmanager
def _kept() -> Iterator[None]:
    """Put back what the import changes for everybody."""
    import cv2
    import numpy as np
    import torch
    from PIL import Image

    opened, saved, shown = Image.open, torch.save, cv2.imshow
    threads, cv_threads, omp = torch.get_num_threads(), cv2.getNumThreads(), os.environ.get("OMP_NUM_THREADS")
    numpy_printing, torch_printing = np.get_printoptions(), vars(torch._tensor_str.PRINT_OPTS).copy()
    try:
        yield
    finally:
        Image.open, torch.save, cv2.imshow = opened, saved, shown
        torch.set_num_threads(threads)
        cv2.setNumThreads(cv_threads)
        np.set_printoptions(**numpy_printing)
        vars(torch._tensor_str.PRINT_OPTS).update(torch_printing)
        if omp is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = omp
