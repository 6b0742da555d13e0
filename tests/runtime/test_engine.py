import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import psutil
import pytest

from core.runtime import compiled, eager, engine, memory, resident

memory.prepare_environment()

import torch  # noqa: E402
import torchvision  # noqa: E402
from torch import Tensor, nn  # noqa: E402

CLASSIFIERS = ("mobilenet_v3_large", "resnet18", "squeezenet1_1")


class Anchored(nn.Module):
    """Like a detector it computes something from the width in Python, which a trace makes a constant."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)

    def forward(self, x: Tensor) -> dict[str, object]:
        features = self.conv(x)
        anchors = torch.linspace(0, 1, int(x.shape[-1]))
        return {"z": features + anchors, "a": (features.mean((2, 3)), [2 * features])}


def build(name: str) -> nn.Module:
    torch.manual_seed(0)
    if name == "lraspp":
        module = torchvision.models.segmentation.lraspp_mobilenet_v3_large(
            weights=None, weights_backbone=None
        )
    elif name == "anchored":
        module = Anchored()
    elif name == "dense":
        module = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
    else:
        module = torchvision.models.get_model(name, weights=None)
    return module.eval().requires_grad_(False)


def pictures(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(shape, dtype=np.float32)


def relative_error(wanted: np.ndarray, given: np.ndarray) -> float:
    assert wanted.shape == given.shape
    return np.abs(wanted - given).max() / np.abs(wanted).max()


@pytest.fixture(scope="module")
def networks() -> dict[str, tuple[nn.Module, engine.Predict]]:
    """Each network with its compiled form."""
    modules = {name: build(name) for name in (*CLASSIFIERS, "lraspp")}
    example = pictures(1, 3, 128, 128)
    return {name: (module, engine.compile_module(module, example)) for name, module in modules.items()}


@pytest.fixture(scope="module")
def dense() -> tuple[nn.Module, engine.Predict]:
    module = build("dense")
    return module, engine.compile_module(module, pictures(1, 1, 28, 28))


@pytest.mark.parametrize("batch", [1, 5])
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_the_engine_gives_torchs_answers(networks, name, batch):
    module, predict = networks[name]
    inputs = pictures(batch, 3, 128, 128, seed=batch)
    wanted, given = eager.run(module, inputs), predict(inputs)
    assert given.dtype == np.float32
    assert relative_error(wanted, given) < 1e-4
    top_5 = (np.argsort(-scores, axis=1)[:, :5] for scores in (wanted, given))
    np.testing.assert_array_equal(*top_5)


@pytest.mark.parametrize("shape", [(1, 3, 96, 160), (2, 3, 128, 128), (1, 3, 203, 131)])
def test_a_network_for_any_size_takes_any_size(networks, shape):
    module, predict = networks["lraspp"]
    inputs = pictures(*shape)
    wanted, given = eager.run(module, inputs), predict(inputs)
    assert given.keys() == {"out"}
    assert given["out"].shape == (shape[0], 21, *shape[2:])
    assert relative_error(wanted["out"], given["out"]) < 1e-4


def test_it_is_openvino_that_answers(networks):
    pytest.importorskip("openvino")
    assert all(isinstance(predict, compiled.Compiled) for _, predict in networks.values())


def test_eight_threads_get_the_answers_of_one(dense):
    _, predict = dense
    inputs = [pictures(1, 1, 28, 28, seed=i) for i in range(8)]
    wanted = [predict(x) for x in inputs]

    def ask(i: int) -> bool:
        return all(np.array_equal(predict(inputs[i]), wanted[i]) for _ in range(200))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))


def test_a_result_does_not_change_with_later_calls(networks):
    _, predict = networks["squeezenet1_1"]
    first = predict(pictures(1, 3, 128, 128))
    before = first.copy()
    second = predict(pictures(1, 3, 128, 128, seed=1))
    np.testing.assert_array_equal(first, before)
    assert not np.array_equal(first, second)
    first[:] = 0  # it is the caller's own
    np.testing.assert_array_equal(predict(pictures(1, 3, 128, 128)), before)


def test_a_rest_gives_memory_back_and_changes_no_answer(networks) -> None:
    _, predict = networks["squeezenet1_1"]
    given, stop = [pictures(1, 3, 128, 128, seed=seed) for seed in range(8)], threading.Event()
    wanted = [predict(picture) for picture in given]

    def rest() -> None:
        while not stop.is_set():
            predict.rest()

    resting = threading.Thread(target=rest)
    resting.start()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(predict, given * 10))
    stop.set()
    resting.join()
    for answer, right in zip(answers, wanted * 10, strict=True):
        np.testing.assert_allclose(answer, right, rtol=1e-5, atol=1e-6)
    predict(pictures(16, 3, 224, 224))
    resident.give_back()
    before = psutil.Process().memory_info().rss
    assert predict.rest()
    resident.give_back()
    assert before - psutil.Process().memory_info().rss > 20e6


def test_the_module_is_not_changed():
    module = build("squeezenet1_1")
    before = {name: value.clone() for name, value in module.state_dict().items()}
    predict = engine.compile_module(module, pictures(1, 3, 128, 128))
    predict(pictures(3, 3, 128, 128))
    assert all(torch.equal(before[name], value) for name, value in module.state_dict().items())
    assert not any(m.training or m._forward_hooks or m._forward_pre_hooks for m in module.modules())


def test_nested_outputs_stay_nested_and_shapes_baked_into_a_trace_are_found_out():
    module = build("anchored")
    predict = engine.compile_module(module, pictures(1, 3, 64, 64))
    for shape in [(1, 3, 64, 64), (1, 3, 64, 96), (2, 3, 64, 64), (1, 3, 64, 64)]:
        inputs = pictures(*shape)
        wanted, given = eager.run(module, inputs), predict(inputs)
        assert list(given) == ["z", "a"]
        assert isinstance(given["a"], tuple) and isinstance(given["a"][1], list)
        assert eager.agree(wanted, given, 1e-4)


def test_half_precision_is_near_torch_or_not_used(monkeypatch):
    module, inputs = build("squeezenet1_1"), pictures(1, 3, 128, 128)
    wanted = eager.run(module, inputs)
    assert relative_error(wanted, engine.compile_module(module, inputs, half=True)(inputs)) < 2e-2
    monkeypatch.setattr(compiled, "RELATIVE_ERROR_HALF", 0.0)
    assert relative_error(wanted, engine.compile_module(module, inputs, half=True)(inputs)) < 1e-4


def test_only_so_many_graphs_are_kept_for_a_network_that_needs_one_a_shape():
    pytest.importorskip("openvino")
    predict = engine.compile_module(build("anchored"), pictures(1, 3, 32, 32))
    for width in range(32, 32 + 2 * compiled.FIXED_SHAPES):
        predict(pictures(1, 3, 32, width))
    assert len(predict._by_shape) == compiled.FIXED_SHAPES


@pytest.mark.parametrize("wrong", [(1, 3, 4, 4), (1, 1, 128, 128), (3, 128, 128, 1)])
def test_a_shape_that_does_not_fit_is_refused_and_spoils_nothing(networks, wrong):
    _, predict = networks["squeezenet1_1"]
    right = pictures(1, 3, 128, 128)
    before = predict(right)
    with pytest.raises(RuntimeError):
        predict(pictures(*wrong))
    np.testing.assert_array_equal(predict(right), before)


@pytest.mark.parametrize("kind", ["float64", "float16", "reversed", "read-only"])
def test_any_floating_point_array_will_do(dense, kind):
    module, predict = dense
    inputs = pictures(2, 1, 28, 28)
    if kind == "reversed":
        inputs = inputs[:, :, ::-1]
    elif kind == "read-only":
        inputs.flags.writeable = False
    else:
        inputs = inputs.astype(kind)
    assert relative_error(eager.run(module, inputs), predict(inputs)) < 1e-4


def test_without_openvino_torch_answers(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "openvino", None)
    module, inputs = build("dense"), pictures(2, 1, 28, 28)
    predict = engine.compile_module(module, inputs, name="dense")
    assert "dense runs in plain torch" in caplog.text
    np.testing.assert_array_equal(predict(inputs), eager.run(module, inputs))


@pytest.mark.parametrize("fault", ["conversion", "wrong answers"])
def test_a_network_that_cannot_be_compiled_runs_in_torch(monkeypatch, caplog, fault):
    if fault == "conversion":
        monkeypatch.setattr(compiled, "_convert", lambda *_: 1 / 0)
    else:
        monkeypatch.setattr(compiled.Graph, "__call__", lambda self, x: np.ones((len(x), 10), np.float32))
    module, inputs = build("dense"), pictures(2, 1, 28, 28)
    with caplog.at_level(logging.WARNING):
        predict = engine.compile_module(module, inputs)
    assert "plain torch" in caplog.text
    np.testing.assert_array_equal(predict(inputs), eager.run(module, inputs))


class FullGpu(nn.Module):
    """Raise what a full GPU raises, `times` times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def forward(self, x: Tensor) -> Tensor:
        self.times -= 1
        if self.times >= 0:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return x


def test_a_full_gpu_is_tried_once_more_then_reported(monkeypatch):
    emptied: list[bool] = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: emptied.append(sys.exc_info()[0] is None))
    inputs = pictures(1, 3)
    np.testing.assert_array_equal(engine._on_gpu(FullGpu(1), False, inputs), inputs)
    with pytest.raises(engine.DeviceFull) as full:
        engine._on_gpu(FullGpu(2), False, inputs)
    assert isinstance(full.value, MemoryError)
    assert emptied == [True, True]  # and never while the exception holds the tensors


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU here")
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_gpu_gives_the_answers_of_float32(name):
    module, inputs = build(name), pictures(2, 3, 128, 128)
    wanted = eager.run(module, inputs)
    given = engine.compile_module(module.cuda(), inputs)(inputs)
    assert given.dtype == np.float32
    assert relative_error(wanted, given) < engine.RELATIVE_ERROR_HALF
