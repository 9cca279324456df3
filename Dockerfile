FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /srv/summitry

COPY requirements.txt ./
RUN pip install --no-deps --require-hashes --requirement requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY seeds seeds
RUN pip install --no-deps --no-build-isolation --editable .

# The embedded database is the only thing that is ever written here.
RUN useradd --system --uid 10001 summitry && install --directory --owner summitry var
USER summitry

EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import httpx; httpx.get('http://127.0.0.1:8000/health').raise_for_status()"]
CMD ["summitry", "serve", "--host", "0.0.0.0"]
