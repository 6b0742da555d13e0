"""The parts of the lesson on sequences; each is imported when it is shown."""

PARTS = ("unrolled", "remember", "names", "wave", "attention")
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
    "remember": {
        "shortgap": {"between": "5", "gates_open": True},
        "longgap": {"between": "60", "gates_open": True},
        "halfopen": {"between": "30", "gates_open": False},
    },
    "names": {
        "kowell": {"names_of": "ko", "name_passes": 60, "name_temperature": 0.8},
        "koheart": {"names_of": "ko", "name_passes": 300, "name_temperature": 0.8},
        "enhot": {"names_of": "en", "name_passes": 50, "name_temperature": 1.5},
        "encold": {"names_of": "en", "name_passes": 50, "name_temperature": 0.3},
    },
    "wave": {
        "sine": {"wave": "sine", "wave_cell": "lstm", "wave_batches": 300},
        "beat": {"wave": "beat", "wave_cell": "lstm", "wave_batches": 400},
        "sawrnn": {"wave": "saw", "wave_cell": "rnn", "wave_batches": 400},
        "noise": {"wave": "noisy", "wave_cell": "lstm", "wave_batches": 300},
    },
    "attention": {
        "tired": {"ending": "tired", "strength": 1.0},
        "wide": {"ending": "wide", "strength": 1.0},
        "even": {"ending": "tired", "strength": 0.0},
    },
}
