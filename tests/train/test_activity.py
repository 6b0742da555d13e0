"""The scripts run on simulated walkers, and what they write fits the models and can be measured again."""

import json
from pathlib import Path

import numpy as np
import pytest

from core.activity import models


@pytest.mark.slow
def test_classifiers(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    train("activity")
    for name, (_, build, _) in models.CLASSIFIERS.items():
        card = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
        build().load_state_dict(load_file(tmp_path / card["file"]))
        counts = np.array(card["confusion"])
        assert card["metrics"]["accuracy"] == pytest.approx(counts.trace() / counts.sum(), abs=1e-4)
        assert counts.sum(1).tolist() == [12] * 6  # two people, six windows of each activity
    first = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert json.loads(first["activity_classic.json"])["metrics"]["accuracy"] > 0.8
    train("activity", "--evaluate")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json")} == first


@pytest.mark.slow
def test_generator(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    train("activity_generator")
    card = json.loads((tmp_path / "activity_generator.json").read_text(encoding="utf8"))
    models.build_generator().load_state_dict(load_file(tmp_path / card["file"]))
    assert 0 <= card["metrics"]["recognised"] <= 1
    train("activity_generator", "--evaluate")
    assert json.loads((tmp_path / "activity_generator.json").read_text(encoding="utf8")) == card


def test_gaits_that_were_simulated_are_measured_again() -> None:
    from core.activity import walker
    from core.train import gaits
    from core.train.shared.hapt import made_up

    found = gaits.measure(made_up())
    for name in ("walking", "upstairs", "downstairs"):
        usual = walker.gaits()[name]
        assert found[name]["step_rate"] == pytest.approx(float(usual["step_rate"]), rel=0.15)
        step = walker.MULTIPLES.index(1.0)
        assert found[name]["amplitude"][step][0] == pytest.approx(usual["amplitude"][step, 0], rel=0.3)
    lying = np.array(found["lying"]["mean"][:3])
    assert np.linalg.norm(lying) == pytest.approx(9.81, abs=0.3) and abs(lying[0]) < 2.5
