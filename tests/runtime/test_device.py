import pytest

from core.runtime import device


def test_environment_overrides_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPVISION_DEVICE", "cpu")
    assert device.pick_device().type == "cpu"


@pytest.mark.parametrize("nonsense", ["toaster", "cuda:99"])
def test_device_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    monkeypatch.setenv("DEEPVISION_DEVICE", nonsense)
    with pytest.raises(ValueError, match=nonsense):
        device.pick_device()


def test_cuda_comes_first_then_mps(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.delenv("DEEPVISION_DEVICE", raising=False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device.pick_device().type == "cuda"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device.pick_device().type == "mps"


def test_description_is_of_this_computer() -> None:
    here = device.describe()
    assert here.cores >= 1
    assert 0 < here.memory_free_bytes <= here.memory_total_bytes
    assert here.name


@pytest.mark.parametrize("asked", ["", "cpu"])
def test_its_name_needs_no_torch_where_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv("DEEPVISION_DEVICE", asked)
    monkeypatch.setattr(device, "_may_have_gpu", lambda: False)
    monkeypatch.setattr(device, "pick_device", lambda: pytest.fail("torch was imported"))
    assert device.name_of_choice() == "cpu"


def test_its_name_is_that_of_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_may_have_gpu", lambda: True)
    assert device.name_of_choice() == str(device.pick_device())
    monkeypatch.setenv("DEEPVISION_DEVICE", "toaster")
    with pytest.raises(ValueError, match="toaster"):
        device.name_of_choice()
