"""Object detection: boxes, their scores, and what is between a network's output and the picture."""
