"""The parts of the lesson on sequences; each is imported when it is shown."""

PARTS = ("unrolled",)
TYPED_NONE = "-"
"""where the learner has typed no sentence of their own"""
_READ = {"sentence": TYPED_NONE}
SITUATIONS = {
    "unrolled": {
        "keeps": {**_READ, "sample": "bracket", "cell": "lstm|0.99|0.8|bracket"},
        "forgets": {**_READ, "sample": "bracket", "cell": "rnn|0.99|0.8|bracket"},
        "stuck": {**_READ, "sample": "bracket", "cell": "rnn|0.99|1.4|bracket"},
        "explodes": {**_READ, "sample": "plain", "cell": "rnn|0.99|1.5|bracket"},
        "counts": {**_READ, "sample": "words", "cell": "lstm|0.99|0.8|length"},
        "silent": {**_READ, "sample": "digit", "cell": "lstm|0.99|0.8|digit"},
    },
}
