"""The parts of the denoising lesson; each is imported when it is shown."""

PARTS = ("denoise",)
SWEEP = {"part": "denoise", "noise_from": "garment", "noise": "gaussian", "noise_other": False}
SITUATIONS = {
    "light": {**SWEEP, "noise_level_gaussian": "0.05"},
    "heavy": {**SWEEP, "noise_level_gaussian": "0.5"},
    "half": {**SWEEP, "noise": "mask", "noise_level_mask": "0.5"},
    "stranger": {**SWEEP, "noise_from": "digit", "noise_other": True, "noise_level_gaussian": "0.3"},
}
