"""DeepVision Workshop. Start it with `streamlit run Home.py`."""

import streamlit as st

from core.ui import shell

st.set_page_config(page_title="DeepVision Workshop", page_icon=":material/visibility:", layout="wide")
shell.run()
