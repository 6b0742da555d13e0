"""The parts of the lesson on overfitting; each is imported when it is shown."""

from core.overfitting.remedies import REMEDIES

PARTS = ("polynomial", "network", "remedies", "dropout", "bias_variance")
OFF = {f"remedy_{name}": False for name in REMEDIES}
SITUATIONS = {
    "polynomial": {
        "too_simple": {"degree": "1", "dot_count": "20"},
        "fitting": {"degree": "5", "dot_count": "20"},
        "by_heart": {"degree": "15", "dot_count": "20"},
        "many_dots": {"degree": "15", "dot_count": "100"},
    },
    "network": {
        "net_by_heart": {"over_dots": "moons", "over_hidden": "16-16", "over_noise": 0.3, "flag": "1000"},
        "net_small": {"over_dots": "moons", "over_hidden": "3", "over_noise": 0.3, "flag": "1000"},
        "net_calm": {"over_dots": "moons", "over_hidden": "16-16", "over_noise": 0.1, "flag": "1000"},
        "net_rings": {"over_dots": "circles", "over_hidden": "16-16", "over_noise": 0.3, "flag": "1000"},
    },
    "remedies": {
        "no_remedy": OFF,
        "one_dropout": OFF | {"remedy_dropout": True},
        "one_noise": OFF | {"remedy_jitter": True},
        "two_together": OFF | {"remedy_decay": True, "remedy_early": True},
    },
    "dropout": {"few_dark": {"dark": "20"}, "half_dark": {"dark": "50"}, "most_dark": {"dark": "80"}},
    "bias_variance": {
        "stiff": {"bundle_degree": "1", "bundle_count": "20"},
        "balanced": {"bundle_degree": "5", "bundle_count": "20"},
        "wild": {"bundle_degree": "12", "bundle_count": "20"},
        "wild_many": {"bundle_degree": "12", "bundle_count": "100"},
    },
}
