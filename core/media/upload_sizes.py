"""How large a file of each kind may be that somebody brings along; one megabyte has 2**20 bytes."""

PICTURE_MB = 20
RECORDING_MB = 20
VIDEO_MB = 20
WORKSHOP_MB = 20
HEAD_KB = 256
