"""The parts of the denoising lesson; each is imported when it is shown."""

PARTS = ("denoise", "bottleneck", "vae", "layers", "train")
SWEEP = {"noise_from": "garment", "noise": "gaussian", "noise_other": False}
SITUATIONS = {
    "denoise": {
        "light": {**SWEEP, "noise_level_gaussian": "0.05"},
        "heavy": {**SWEEP, "noise_level_gaussian": "0.5"},
        "half": {**SWEEP, "noise": "mask", "noise_level_mask": "0.5"},
        "classic": {**SWEEP, "noise": "salt_pepper", "noise_level_salt_pepper": "0.15"},
        "stranger": {**SWEEP, "noise_from": "digit", "noise_other": True, "noise_level_gaussian": "0.3"},
    },
    "bottleneck": {
        "narrow": {"noise_from": "garment", "bottleneck": "2", "bottleneck_other": False},
        "alarm": {"noise_from": "digit", "bottleneck": "16", "bottleneck_other": False},
    },
    "vae": {
        "vae_digits": {"vae_from": "digit", "prior_draw": "3"},
        "vae_garments": {"vae_from": "garment", "prior_draw": "3"},
        "vae_lucky": {"vae_from": "garment", "prior_draw": "13"},
    },
}
