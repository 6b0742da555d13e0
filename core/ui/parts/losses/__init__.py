"""The parts of the lesson on loss functions; each is imported when it is shown."""

PARTS = ("fit",)
SITUATIONS = {
    "fit": {
        "calm": {"loss_view": "lines", "heights": "1.4,1.8,3.1,3.4,5.2,5.4,7.1,7.6"},
        "outlier": {"loss_view": "lines", "heights": "1.4,1.8,3.1,3.4,5.2,5.4,0.5,7.6"},
        "two_outliers": {"loss_view": "lines", "heights": "9,1.8,3.1,3.4,5.2,5.4,0.5,7.6"},
        "sure_wrong": {"loss_view": "entropy", "p": "0.02"},
    }
}
