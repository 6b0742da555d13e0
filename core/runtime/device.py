"""Which device computes here: CUDA, else Apple's MPS, else the CPU."""

import ctypes.util
import os
import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Device:
    """What computes here and how much memory it has; bytes."""

    kind: str
    name: str
    memory_total_bytes: int
    memory_free_bytes: int
    cores: int


def pick_device() -> "torch.device":
    """Return the device that networks run on; DEEPVISION_DEVICE (`cpu`, `cuda:1`) overrides the choice.

    Raises: ValueError if DEEPVISION_DEVICE names no device of this computer.
    """
    import torch

    asked = os.environ.get("DEEPVISION_DEVICE")
    if asked:
        return _checked(asked)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def _checked(asked: str) -> "torch.device":
    import torch

    try:
        device = torch.device(asked)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ValueError(f"DEEPVISION_DEVICE={asked!r} is no device of this computer") from error
    return device


def name_of_choice() -> str:
    """Return `str(pick_device())`, without importing torch where nothing but the CPU is in question.

    Raises: ValueError if DEEPVISION_DEVICE names no device of this computer.
    """
    asked = os.environ.get("DEEPVISION_DEVICE")
    return "cpu" if asked == "cpu" or not (asked or _may_have_gpu()) else str(pick_device())


def _may_have_gpu() -> bool:
    """Return whether there is a driver that torch could find a GPU with."""
    if sys.platform == "darwin":
        return True
    if sys.platform == "win32":
        return ctypes.util.find_library("nvcuda") is not None
    return any(map(os.path.exists, ("/dev/nvidiactl", "/dev/nvidia0", "/dev/kfd", "/dev/dxg")))


def describe() -> Device:
    """Return what `pick_device()` found, with its memory."""
    import torch

    device, cores = pick_device(), os.cpu_count() or 1
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        return Device("cuda", torch.cuda.get_device_name(device), total, free, cores)
    memory = psutil.virtual_memory()
    name = "Apple MPS" if device.type == "mps" else _processor()
    return Device(device.type, name, memory.total, memory.available, cores)


def _processor() -> str:
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf8") as lines:
            names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        if names:
            return names[0]
    return platform.processor() or platform.machine()
