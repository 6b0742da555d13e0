import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_quick_run_writes_weights_and_card_that_fit_the_network(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    from core.everyday import EverydayNet

    command = [sys.executable, "-m", "core.train.everyday", "--quick", "--out", str(tmp_path)]
    command += ["--checkpoint", str(tmp_path / "quick.ckpt")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=240)
    card = json.loads((tmp_path / "everyday.json").read_text(encoding="utf8"))
    assert 0 <= card["metrics"]["top1"] <= card["metrics"]["top5"] <= 1
    EverydayNet().load_state_dict(load_file(tmp_path / card["file"]))
    subprocess.run([*command, "--evaluate"], cwd=ROOT, check=True, capture_output=True, timeout=240)
    assert json.loads((tmp_path / "everyday.json").read_text(encoding="utf8"))["metrics"] == card["metrics"]
