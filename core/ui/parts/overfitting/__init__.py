"""The parts of the lesson on overfitting; each is imported when it is shown."""

from core.overfitting.remedies import REMEDIES

PARTS = ("polynomial", "network", "remedies", "dropout", "bias_variance")
OFF = {f"remedy_{name}": False for name in REMEDIES}
DOTS = {"dot_count": "20", "dots_noise": "0.3"}
BUNDLE = {"bundle_count": "20", "bundle_noise": "0.3"}
SITUATIONS = {
    "polynomial": {
        "too_simple": DOTS | {"degree": "1"},
        "fitting": DOTS | {"degree": "5"},
        "by_heart": DOTS | {"degree": "15"},
        "many_dots": DOTS | {"degree": "15", "dot_count": "100"},
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
        "stiff": BUNDLE | {"bundle_degree": "1"},
        "balanced": BUNDLE | {"bundle_degree": "5"},
        "wild": BUNDLE | {"bundle_degree": "12"},
        "wild_many": BUNDLE | {"bundle_degree": "12", "bundle_count": "100"},
    },
}
