import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.cartpole import ablations, network
from core.runtime import cards

ROOT = Path(__file__).parents[2]


def test_the_bundled_agents_returns_come_back() -> None:
    # ends with an error where the card says something else
    subprocess.run([sys.executable, "-m", "core.train.dqn", "--evaluate"], cwd=ROOT, check=True, timeout=240)
    card = cards.read("dqn")
    assert card["metrics"]["mean_return"] >= 495
    means = [stage["mean_return"] for stage in card["stages"]]
    assert means[-1] == card["metrics"]["mean_return"] and means[0] < 60


@pytest.mark.slow
def test_quick_run_writes_agents_that_are_measured_the_same_again(tmp_path: Path, train) -> None:
    from safetensors.numpy import load_file

    train("dqn", checkpoint=False)
    card = json.loads((tmp_path / "dqn.json").read_text(encoding="utf8"))
    tensors = load_file(tmp_path / card["file"])
    assert [stage["name"] for stage in card["stages"]] == ["0", "25", "50", "final"]
    assert all(network.from_named(tensors, stage["name"]) for stage in card["stages"])
    assert tensors["returns"].shape == (60,)
    with pytest.raises(SystemExit, match=r"^0$"):
        train("dqn", "--evaluate", checkpoint=False)
    wrong = card | {"lowest_return": 501}
    (tmp_path / "dqn.json").write_text(json.dumps(wrong), encoding="utf8")
    with pytest.raises(SystemExit, match="the card says something else"):
        train("dqn", "--evaluate", checkpoint=False)


@pytest.mark.slow
def test_comparison_is_resumed_where_it_ended(tmp_path: Path, train) -> None:
    train("dqn", "--ablations", checkpoint=False)
    path = tmp_path / ablations.FILE
    whole = path.read_text(encoding="utf8")
    rows = list(csv.reader(whole.splitlines()))
    assert len(rows) == 1 + 2 * len(ablations.VARIANTS)
    path.write_text("\n".join(",".join(row) for row in rows[:6]) + "\n", encoding="utf8")
    train("dqn", "--ablations", checkpoint=False)
    again = list(csv.reader(path.read_text(encoding="utf8").splitlines()))
    assert again == rows
    assert all(0 <= float(value) <= 500 for row in rows[1:] for value in row[2:])
    assert np.array(rows[0][2:], int).tolist() == [0, 5, 10, 15, 20]
