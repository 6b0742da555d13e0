# DeepVision Workshop: one machine, or a part of a cluster (compose.yaml). Debian and PyPI, nothing else.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    HOME=/home/workshop DEEPVISION_CACHE=/models XDG_CACHE_HOME=/models/cache

RUN useradd --create-home --uid 1000 workshop && install -d -o workshop /models /app

WORKDIR /app
COPY requirements.txt requirements-cluster.txt ./
# The tests' packages stay out: the file names them below a line of their own.
RUN sed '/^# The tests/,$d' requirements.txt > /tmp/dashboard.txt \
    && pip install -r /tmp/dashboard.txt -r requirements-cluster.txt

COPY Home.py LICENSE README.md ./
COPY .streamlit .streamlit
COPY core core
COPY pages pages
COPY weights weights

USER 1000:1000
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/readyz', timeout=4)"]
CMD ["uvicorn", "core.ui.service:app", "--host", "0.0.0.0", "--port", "8501"]
