"""The parts of the lesson on transfer learning; each is imported when it is shown."""

PARTS = ("teach", "live")
SITUATIONS = {
    "teach": {
        "teach": {"teach_set": "varied"},
        "wall": {"teach_set": "wall", "teach_try": "cup-grass", "teach_view": "where"},
        "few": {"teach_set": "few"},
    }
}
