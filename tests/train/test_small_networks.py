import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["fashion_mlp", "lenet5"])
def test_quick_run_writes_weights_and_card_that_fit_the_network(tmp_path: Path, name: str) -> None:
    from safetensors.torch import load_file

    from core.classification import small_networks

    command = [sys.executable, "-m", "core.train.small_networks", name, "--quick", "--out", str(tmp_path)]
    command += ["--checkpoint", str(tmp_path / "quick.ckpt")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=240)
    card = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
    counts = np.array(card["confusion"])
    assert counts.sum() == 100 and np.trace(counts) / 100 == card["metrics"]["accuracy"]
    assert {row[0] for row in card["shifted"].values()} == {card["metrics"]["accuracy"]}
    getattr(small_networks, name)().load_state_dict(load_file(tmp_path / card["file"]))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=240)  # resumes at the end
    again = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
    assert again["sha256"] == card["sha256"]
