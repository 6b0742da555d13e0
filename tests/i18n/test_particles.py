"""Particles after Hangul, numbers, signs, units, letters and names; through bold, brackets and quotes."""

import pytest

from core.i18n.particles import fill, particle


def split(words: str) -> list[str]:
    return [word.strip() for word in words.split("|")]


AFTER_A_CONSONANT = split(
    """
    에스프레소 콘 | 우산 | **우산** | **우산**(73%) | 우산 (73%, 둘째) | ‘우산’ | “우산” | (우산) | x축 |
    Q(왼쪽) | 0 | 0.00 | 1 | 3 | 6 | 7 | 8 | 10 | 100 | 1,000 | 104,938 | 20,000 | 0.53 | −6.6 | 0.10 | 1/3 |
    **0.53** | `0.53` | 10⁻²⁰ | m/s² | 0.5 px | 19.2 dB | ResNet-50 | VGG-16 | SSD300 | MobileNetV3 |
    YOLOv8n | GAN | CNN | DQN | FCN | RBM | LSTM | 1차원 CNN | MobileNet | ResNet | U-Net | GrabCut |
    Adam | Sobel | label | channel | model | map | step | robot | pixel | basic | training | Python
    """
)
AFTER_A_VOWEL = split(
    """
    나무 | 에스프레소 | **나무** | **나무**(우산) | 나무(CNN (1998)) | ‘나무’ | <b>나무</b> | 아니요. | |
    – | **–** | 2 | 4 | 5 | 9 | 0.04 | 12 | 1.5 | 3,234 | 73% | **73%** | 100.0% | <0.1% | 3.2%p |
    D(x) | 180° | 4× | 5 ms | 0.4 s | 12 MB | 50 Hz | 1.2 g | °/s | α | β | γ | η | λ | σ | **η** | Σ | x |
    y | IoU | mIoU | ReLU | tanh | YOLO | COCO | MSE | MAE | SSD | HOG | CPU | GPU (CUDA) | LR-ASPP |
    YOLOv5 | LeNet-5 | MobileNetV2 | MNIST | CamVid | Inception v4 | Everyday | softmax | page | noise
    """
)
AFTER_L = split("물 | 1 | 7 | 8 | 0.17 | 10 데시벨 | 19.2 dB | label | **Sobel** | HTML | URL")


@pytest.mark.parametrize("word", AFTER_A_CONSONANT)
def test_after_a_consonant(word: str) -> None:
    forms = "은 이 을 과 이라고 이에요 이면 이고 이지만 이었어요 이니"
    assert " ".join(particle(word, form) for form in forms.split()) == forms


@pytest.mark.parametrize("word", AFTER_A_VOWEL)
def test_after_a_vowel(word: str) -> None:
    forms = "은 이 을 과 으로 이라고 이에요 이면 이고 이지만 이었어요 이니"
    said = "는 가 를 와 로 라고 예요 면 고 지만 였어요 니"
    assert " ".join(particle(word, form) for form in forms.split()) == said


@pytest.mark.parametrize("word", AFTER_L)
def test_after_l_it_is_ro(word: str) -> None:
    assert (particle(word, "으로"), particle(word, "으로만"), particle(word, "은")) == ("로", "로만", "은")


@pytest.mark.parametrize("word", ["3", "10", "0.53", "우산", "CNN", "MobileNet"])
def test_after_another_consonant_it_is_euro(word: str) -> None:
    assert (particle(word, "으로"), particle(word, "으로만")) == ("으로", "으로만")


def test_a_label_is_filled_with_the_particle_that_fits_what_is_said() -> None:
    label = "**{name}**{이라고} {p} 답해요. IoU는 {iou:.2f}{이에요}, {{x}}."
    assert (
        fill(label, {"name": "우산", "p": "73%", "iou": 0.531})
        == "**우산**이라고 73% 답해요. IoU는 0.53이에요, {x}."
    )
    assert fill(label, {"name": "7 (일곱)", "p": "73%", "iou": 0.5}).startswith("**7 (일곱)**이라고")
    assert (
        fill(label, {"name": "Chair (의자)", "p": 1, "iou": 0.92})
        == "**Chair (의자)**라고 1 답해요. IoU는 0.92예요, {x}."
    )


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{name}{은}", {"label": "우산"})
