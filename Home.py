"""DeepVision Workshop. Start it with `streamlit run Home.py`."""

from core.ui import shell

shell.run()
