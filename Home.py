"""DeepVision Workshop. Start it with `streamlit run Home.py`."""

import streamlit as st

from core.ui import shell

st.set_page_config(page_title="DeepVision Workshop", page_icon="core/ui/drawings/icon.png", layout="wide")
shell.run()
