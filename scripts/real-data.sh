#!/bin/sh
# real-data.sh: fetch recorded data into build/real, once: npm's package
# vega-datasets, of which we read
#	flights-20k.json	20,000 flights of 2001, one JSON array
#	earthquakes.json	1,707 earthquakes of a week, GeoJSON
# Prints why and ends with 1 where npm or its registry is not there.
set -u
cd "${0%/*}/.." || exit 1
package=vega-datasets version=2.11.0
real=build/real

[ -f "$real/earthquakes.json" ] && [ -f "$real/flights-20k.json" ] && exit 0
if ! command -v npm >/dev/null; then
	echo 'npm is not installed'
	exit 1
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
if ! npm pack --silent --fetch-retries 1 --fetch-timeout 60000 \
    --pack-destination "$work" "$package@$version" >/dev/null 2>"$work/log"
then
	echo "npm's registry does not give $package: $(head -n 1 "$work/log")"
	exit 1
fi
tar -xzf "$work/$package-$version.tgz" -C "$work" \
    package/data/earthquakes.json package/data/flights-20k.json || exit 1
mkdir -p "$real" && mv "$work"/package/data/*.json "$real"
