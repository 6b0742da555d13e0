"""What training scripts of several lessons share."""
