#!/bin/sh
# Starts the program in a container: secrets come from files, `serve` first brings the index up to date.
# NAME_FILE=/run/secrets/x sets NAME to what the file holds.
set -eu

for name in ASSISTANT_SECRET ASSISTANT_INDEX ASSISTANT_WEB_DB ASSISTANT_LLM_KEY ASSISTANT_EMBEDDING_KEY PGPASSWORD; do
  eval "file=\${${name}_FILE:-}"
  if [ -n "$file" ]; then
    value=$(cat "$file")
    export "$name=$value"
  fi
done

if [ "${1:-serve}" = serve ]; then
  # A plan that cannot be read, or another container that is writing, leaves the index before in use.
  assistant ingest || echo "start: the index is served as it is" >&2
fi
exec assistant "${@:-serve}"
