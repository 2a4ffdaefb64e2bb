#!/usr/bin/env bash
# Runs the Kinesis emulator kinesis-local on the loopback interface, until it is killed: ci/servers/kinesis.sh PORT
# Installs it first, once, into RADSTREAM_CACHE, else XDG_CACHE_HOME/radstream, else ~/.cache/radstream.
# Nothing is kept when it ends.
# On SIGTERM it waits for fan-out subscriptions that are still open; SIGKILL ends it at once.
set -euo pipefail

version=0.6.2
sha256=6d46874682bffd8c06a3ca90735e292d144626541d1450bc43326557b3dda414

port=${1:?usage: ci/servers/kinesis.sh PORT}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "the Kinesis emulator needs Node.js 20 or newer: no $tool on the PATH" >&2; exit 2; }
done

servers=${RADSTREAM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/radstream}/servers
folder=$servers/kinesis-local-$version
if [ ! -d "$folder" ]; then
  mkdir -p "$servers"
  new=$(mktemp -d "$servers/.kinesis-local-XXXXXX")
  trap 'rm -rf "$new"' EXIT
  echo "installing kinesis-local $version into $folder" >&2
  npm install --prefix "$new" --no-audit --no-fund --ignore-scripts --loglevel=error "kinesis-local@$version" >&2
  came=$(node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex")' \
    "$new/node_modules/kinesis-local/main.js")
  [ "$came" = "$sha256" ] || { echo "kinesis-local: expected a main.js of SHA-256 $sha256, came $came" >&2; exit 1; }
  # Another may have been faster; theirs is the same.
  node -e 'require("fs").renameSync(...process.argv.slice(1))' "$new" "$folder" 2>/dev/null || [ -d "$folder" ]
fi

cd "$folder/node_modules/kinesis-local"
export KINESIS_MOCK_PLAIN_PORT=$port KINESIS_MOCK_TLS_PORT=0 SHARD_LIMIT=1000 LOG_LEVEL=${LOG_LEVEL:-ERROR}
exec node --require "$here/loopback.cjs" main.js
