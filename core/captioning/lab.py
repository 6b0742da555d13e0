"""Five sentences of ours for one photo, and sentences to be compared with them: what a score can see."""

from dataclasses import dataclass

from core.captioning import scores
from core.captioning.words import tokenise

PHOTO = "cat"
REFERENCES = (
    "a cat with green eyes is looking at something",
    "a close up of a brown cat with green eyes",
    "a tabby cat seen from very near",
    "the face of a cat with white whiskers",
    "a brown and white cat with a pink nose",
)
"""what five people might say of the sample"""
TRIED = {
    "copied": "a cat with green eyes is looking at something",
    "close": "a brown cat is looking at something",
    "true": "this furry pet gazes to one side calmly",
    "false": "a dog with green eyes is looking at something",
    "commonest": "a person riding a surf board on a wave",
}
"""sentences that are scored, by name"""
TRUE = {"copied": True, "close": True, "true": True, "false": False, "commonest": False}


@dataclass(frozen=True)
class Scored:
    """BLEU of one sentence, 0..1: of single words, and of runs of up to four words."""

    bleu1: float
    bleu4: float


def score(sentence: str) -> Scored:
    """Compare a sentence with the five."""
    made, theirs = [tokenise(sentence)], [[tokenise(reference) for reference in REFERENCES]]
    return Scored(scores.bleu(made, theirs, 1), scores.bleu(made, theirs))
