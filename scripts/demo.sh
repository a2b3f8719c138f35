#!/bin/bash
# demo.sh: from a fresh checkout to the ten most visited URLs of 100,000
# generated events.  Installs what is missing to build, builds, runs.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh

setup build
build all
PATH=$PWD/build/bin:$PATH

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
	bold=$'\e[1m' plain=$'\e[0m'
fi
events='evgen -m tracking -n 100000'
cat <<END

100,000 visits of a web site's users, checked one by one; its ten most visited
pages:

  $bold$events | evvalidate -s data/schemas/tracking.json |
      evtopn -k Url --table$plain

END
$events | evvalidate -s data/schemas/tracking.json | evtopn -k Url --table
cat <<END

Each tool reads and writes lines of JSON.  The tools are in build/bin; README.md
shows more of what they do, and \`man -l man/evtopn.1\` is a manual.
END
