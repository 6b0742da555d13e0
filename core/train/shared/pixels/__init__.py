"""What the scripts for networks that name pixels share."""
