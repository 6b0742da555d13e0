"""Detectors as their papers published them: mAP on PASCAL VOC 2007 test and seconds a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A detector: mAP in percent on VOC 2007 test at IoU ≥ 0.5 (None: not published), seconds a picture.

    `trained` is the training data, `hardware` what the time was measured on, `source` where both stand.
    """

    name: str
    year: int
    precision: float | None
    seconds: float
    trained: str
    hardware: str
    source: str
    one_stage: bool = False


_FAST = "Girshick, 2015 (Fast R-CNN), table 4"
_V2 = "Redmon & Farhadi, 2017 (YOLO9000), table 3"
PAPERS = (
    Paper("R-CNN", 2014, 66.0, 47.0, "VOC07", "Nvidia K40", _FAST),
    Paper("Fast R-CNN", 2015, 66.9, 0.32, "VOC07", "Nvidia K40", _FAST),
    Paper("Faster R-CNN", 2015, 73.2, 0.198, "VOC07+12", "Nvidia K40", "Ren et al., 2015 (Faster R-CNN)"),
    Paper("Mask R-CNN", 2017, None, 0.195, "COCO", "Nvidia M40", "He et al., 2017 (Mask R-CNN), 4.4"),
    Paper("YOLO", 2016, 63.4, 1 / 45, "VOC07+12", "Titan X", "Redmon et al., 2016 (YOLO); " + _V2, True),
    Paper("SSD300", 2016, 74.3, 1 / 46, "VOC07+12", "Titan X", "Liu et al., 2016 (SSD); " + _V2, True),
    Paper("SSD512", 2016, 76.8, 1 / 19, "VOC07+12", "Titan X", "Liu et al., 2016 (SSD); " + _V2, True),
    Paper("YOLOv2 (544)", 2017, 78.6, 1 / 40, "VOC07+12", "Titan X", _V2, True),
)
"""R-CNN's and Fast R-CNN's seconds leave out the search for proposals; VGG-16 where there is a choice.

A picture at a time: SSD300 does 59 a second in batches of eight.
"""
MASK_COCO = 38.2
"""Mask R-CNN's box AP in percent on COCO test-dev (IoU 0.5 to 0.95, ResNet-101-FPN): another, harder ruler"""
