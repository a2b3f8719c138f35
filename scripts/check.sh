#!/bin/bash
# check.sh: install what is missing to build and test, build, run every test.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh

setup build check
build all
make -j "$(nproc)" -s check
