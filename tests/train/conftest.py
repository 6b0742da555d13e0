import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Return a function that runs a training script in seconds, its files going to `tmp_path`.

    The same checkpoint serves every call, unless `checkpoint` is False: for scripts that write none.
    """

    def run(script: str, *arguments: str, checkpoint: bool = True) -> None:
        command = [script, *arguments, "--quick", "--out", str(tmp_path)]
        if checkpoint:
            command += ["--checkpoint", str(tmp_path / f"{script}.ckpt")]
        monkeypatch.setattr(sys, "argv", command)
        import_module(f"core.train.{script}").main()

    return run
