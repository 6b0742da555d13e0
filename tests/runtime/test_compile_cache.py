"""One predictor a model; compiled networks are kept from one start of the dashboard to the next."""

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from core.runtime import compile_cache, eager, engine, fetching, memory, weights
from core.runtime.resident import Resident
from core.segmentation.walk import every_map

memory.prepare_environment()

import torchvision  # noqa: E402
from torch import nn  # noqa: E402


def dense() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).eval().requires_grad_(False)


def pictures(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).random(shape, dtype=np.float32)


@pytest.fixture
def fresh(monkeypatch, tmp_path) -> None:
    """An engine that nobody has used yet, on a computer where nothing has been kept."""
    monkeypatch.setattr(engine, "_predictors", Resident())
    monkeypatch.setattr(compile_cache, "folder", lambda: tmp_path)


def test_a_prepared_network_is_not_compiled_again(fresh, monkeypatch):
    shapes: list[tuple[int, ...]] = []

    def compile_module(module: nn.Module, *example: np.ndarray, **_: object) -> engine.Predict:
        shapes.extend(array.shape for array in example)
        return lambda x: eager.run(module, x)

    module = torchvision.models.squeezenet1_1().eval()
    monkeypatch.setattr(engine.registry, "load_model", lambda name, keep: module)
    monkeypatch.setattr(engine, "compile_module", compile_module)
    assert engine.measure("squeezenet1_1", rounds=2) > 0
    assert engine.predictor("squeezenet1_1")(pictures(2, 3, 224, 224)).shape == (2, 1000)
    assert shapes == [(1, 3, 224, 224)]


def test_one_predictor_a_model_compiled_once_for_all_threads(fresh, monkeypatch):
    loaded: list[str] = []
    compilations: list[str] = []

    def load_model(name: str, keep: bool) -> nn.Module:
        loaded.append(name)
        return dense()

    def compile_module(module: nn.Module, *example: np.ndarray, name: str, **_: object) -> engine.Predict:
        compilations.append(name)
        return lambda x: eager.run(module, x)

    monkeypatch.setattr(engine.registry, "load_model", load_model)
    monkeypatch.setattr(engine, "compile_module", compile_module)
    with ThreadPoolExecutor(8) as pool:
        predictors = list(pool.map(engine.predictor, ["resnet18"] * 8))
        answers = list(pool.map(lambda predict: predict(pictures(1, 1, 28, 28)), predictors))
    assert len(set(predictors)) == 1
    assert loaded == compilations == ["resnet18"]
    assert all(np.array_equal(answer, answers[0]) for answer in answers)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory) -> tuple[np.ndarray, Path]:
    """The bundled network compiled once: its answer to `pictures`, and the file that is kept of it."""
    pytest.importorskip("openvino")
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_predictors", Resident())
        patch.setattr(compile_cache, "folder", lambda: folder)
        answer = engine.predictor("everyday")(pictures(1, 3, 64, 64))
    (file,) = folder.iterdir()
    return answer, file


@pytest.fixture
def kept_network(compiled, fresh, tmp_path) -> np.ndarray:
    """The bundled network as another process has kept it; give its answer to `pictures`."""
    answer, file = compiled
    shutil.copy(file, tmp_path)
    return answer


def test_a_kept_network_answers_the_same_without_being_loaded(kept_network, monkeypatch):
    monkeypatch.setattr(engine.registry, "load_model", lambda name, keep: pytest.fail(f"{name} was loaded"))
    predict = engine.predictor("everyday")
    np.testing.assert_array_equal(predict(pictures(1, 3, 64, 64)), kept_network)
    assert predict(pictures(2, 3, 96, 64)).shape == (2, 102)


def test_a_kept_network_nests_several_outputs_as_before(fresh, monkeypatch):
    pytest.importorskip("openvino")
    x = pictures(1, 3, 64, 96)
    down, up, logits = engine.predictor("unet", every_map)(x)
    monkeypatch.setattr(engine, "_predictors", Resident())
    monkeypatch.setattr(engine.registry, "load_model", lambda name, keep: pytest.fail(f"{name} was loaded"))
    again = engine.predictor("unet", every_map)(x)
    assert isinstance(again, tuple) and [type(part) for part in again] == [tuple, tuple, np.ndarray]
    for one, other in zip((*down, *up, logits), (*again[0], *again[1], again[2]), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_kept_network_refuses_a_wrong_shape_and_is_not_spoilt(kept_network):
    predict = engine.predictor("everyday")
    with pytest.raises(RuntimeError):
        predict(pictures(1, 4, 64, 64))
    np.testing.assert_array_equal(predict(pictures(1, 3, 64, 64)), kept_network)


@pytest.mark.parametrize("fault", ["flipped", "truncated", "empty", "another library's"])
def test_a_damaged_kept_network_is_made_again(kept_network, tmp_path, fault):
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes({"flipped": data, "truncated": data[:5000]}.get(fault, b""))
    if fault == "another library's":
        compile_cache.write(weights.specs.get_spec("everyday").weights.sha256, b"of no use here")
    np.testing.assert_array_equal(engine.predictor("everyday")(pictures(1, 3, 64, 64)), kept_network)


def test_a_kept_network_does_not_stand_in_for_bad_weights(kept_network, monkeypatch):
    def resolve(name: str) -> None:
        raise weights.WeightsUnavailable(name, "wrong_hash")

    monkeypatch.setattr(engine.weights, "resolve", resolve)
    with pytest.raises(weights.WeightsUnavailable):
        engine.predictor("everyday")


@pytest.mark.parametrize("lost", [True, False])
def test_code_that_a_network_may_come_from_finds_nothing_kept_once_it_changes(
    fresh, monkeypatch, tmp_path, lost: bool
):
    code = tmp_path / "code" / ("detection" if lost else "ui") / "some.py"
    code.parent.mkdir(parents=True)
    monkeypatch.setattr(compile_cache, "CORE", tmp_path / "code")
    monkeypatch.setattr(compile_cache, "_code", compile_cache._code.__wrapped__)
    code.write_text("one = 1")
    compile_cache.write("some", b"x")
    assert compile_cache.read("some") == b"x"
    code.write_text("one = 2")
    assert compile_cache.read("some") == (None if lost else b"x")


def test_only_those_used_last_are_kept_and_none_too_large(fresh, monkeypatch, tmp_path):
    monkeypatch.setattr(compile_cache, "MOST_BYTES", 10)
    compile_cache.write("large", b"x" * 11)
    assert not list(tmp_path.iterdir())
    for number in range(compile_cache.MOST_FILES + 3):
        compile_cache.write(str(number), b"x")
        assert compile_cache.read("0") == b"x", "what is used stays"
    assert len(list(tmp_path.iterdir())) == compile_cache.MOST_FILES
    assert compile_cache.read(str(number)) == b"x" and compile_cache.read("1") is None


def test_a_folder_that_cannot_be_written_to_is_left_alone(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(compile_cache, "folder", lambda: tmp_path / "file" / "below")
    compile_cache.write("network", b"x")
    assert compile_cache.read("network") is None


def test_a_full_disk_leaves_nothing_behind(fresh, monkeypatch, tmp_path):
    def full(source, target) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(compile_cache.os, "replace", full)
    compile_cache.write("print", b"network")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_file(tmp_path):
    old, now = tmp_path / "old.part", tmp_path / "now.part"
    old.touch(), now.touch()
    os.utime(old, (0, 0))
    fetching.remove_old_parts(tmp_path)
    assert list(tmp_path.iterdir()) == [now]
