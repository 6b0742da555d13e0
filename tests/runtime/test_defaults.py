"""Which network answers first."""

import pytest

from core.runtime import defaults, specs, weights


def test_bundled_network_answers_where_no_other_is_here() -> None:
    assert defaults.best("classification", "everyday") == "everyday"
    assert defaults.best("denoising", "denoiser") == "denoiser"


@pytest.mark.parametrize("task", defaults.BEST)
def test_best_network_answers_where_it_is_here_and_whole(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = defaults.BEST[task]
    kinds = {specs.get_spec(part).weights.kind for part in name.split("+")}
    assert kinds <= {"bundled", "packaged"} and "packaged" in kinds
    monkeypatch.setattr(weights, "problem", lambda name: None)
    assert defaults.best(task, "bundled", (name, "resnet18")) == name
    assert defaults.best(task, "bundled", ("resnet18",)) == "bundled"
    monkeypatch.setattr(weights, "problem", lambda name: "truncated")
    assert defaults.best(task, "bundled", (name,)) == "bundled"
