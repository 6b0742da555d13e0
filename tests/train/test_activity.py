"""The scripts run on simulated walkers, and what they write fits the models and can be measured again."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.activity import models

ROOT = Path(__file__).parents[2]


def run(script: str, folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", f"core.train.{script}", "--quick", "--out", str(folder), *arguments]
    subprocess.run(
        [*command, "--checkpoint", str(folder / f"{script}.ckpt")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=240,
    )


@pytest.mark.slow
def test_classifiers(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    run("activity", tmp_path)
    for name, (_, build, _) in models.CLASSIFIERS.items():
        card = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
        build().load_state_dict(load_file(tmp_path / card["file"]))
        counts = np.array(card["confusion"])
        assert card["metrics"]["accuracy"] == pytest.approx(counts.trace() / counts.sum(), abs=1e-4)
        assert counts.sum(1).tolist() == [12] * 6  # two people, six windows of each activity
    first = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert json.loads(first["activity_classic.json"])["metrics"]["accuracy"] > 0.8
    run("activity", tmp_path, "--evaluate")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json")} == first


@pytest.mark.slow
def test_generator(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    run("activity_generator", tmp_path)
    card = json.loads((tmp_path / "activity_generator.json").read_text(encoding="utf8"))
    models.build_generator().load_state_dict(load_file(tmp_path / card["file"]))
    assert 0 <= card["metrics"]["recognised"] <= 1
    run("activity_generator", tmp_path, "--evaluate")
    assert json.loads((tmp_path / "activity_generator.json").read_text(encoding="utf8")) == card


def test_gaits_that_were_simulated_are_measured_again() -> None:
    from core.activity import walker
    from core.train import gaits
    from core.train.hapt import made_up

    found = gaits.measure(made_up())
    for name in ("walking", "upstairs", "downstairs"):
        usual = walker.gaits()[name]
        assert found[name]["step_rate"] == pytest.approx(float(usual["step_rate"]), rel=0.15)
        step = walker.MULTIPLES.index(1.0)
        assert found[name]["amplitude"][step][0] == pytest.approx(usual["amplitude"][step, 0], rel=0.3)
    lying = np.array(found["lying"]["mean"][:3])
    assert np.linalg.norm(lying) == pytest.approx(9.81, abs=0.3) and abs(lying[0]) < 2.5
