"""Networks are compiled ahead, and a dashboard that starts later takes them as they are."""

import numpy as np

from core.runtime import compile_cache, engine, prepare
from core.runtime.resident import Resident


def test_a_prepared_network_answers_without_torch(monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(engine, "_predictors", Resident())
    monkeypatch.setattr(compile_cache, "folder", lambda: tmp_path)
    assert prepare.main(["fashion_mlp", "face_mesh"]) == 0, "what is read as a graph is passed over"
    assert "1 of 1: MLP" in capsys.readouterr().out
    assert len(list(tmp_path.iterdir())) == 1

    monkeypatch.setattr(engine, "_predictors", Resident())
    monkeypatch.setattr(engine.registry, "load_model", lambda name, keep: 1 / 0)
    assert engine.predictor("fashion_mlp")(np.zeros((2, 1, 28, 28), np.float32)).shape == (2, 10)


def test_an_unknown_name_is_told_how_it_is_used(capsys) -> None:
    assert prepare.main(["resnet18", "nobody"]) == 2 and "core.runtime.prepare" in capsys.readouterr().out


def test_all_that_is_compiled_fits_what_is_kept() -> None:
    assert len(prepare.compilable()) <= compile_cache.MOST_FILES
