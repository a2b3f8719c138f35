#!/bin/bash
# deb.sh [BUILD]: make a Debian package of the sources as they are, in a copy,
# so that nothing is left in them; check it with lintian, and try what is in it.
# Leaves BUILD/evtools_VERSION_ARCHITECTURE.deb.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/setup.sh
build=${1:-build}

setup build deb
copy=$build/deb/evtools
rm -rf "$build/deb"
mkdir -p "$copy"
tar -c --exclude=./.git --exclude='./build*' --exclude=./run . | tar -x -C "$copy"
log=$build/deb/log
if ! (cd "$copy" && DEB_BUILD_OPTIONS="parallel=$(nproc) noautodbgsym" \
    dpkg-buildpackage -us -uc -b) >"$log" 2>&1; then
	tail -n 20 "$log" >&2
	echo "deb.sh: dpkg-buildpackage failed; see $log" >&2
	exit 1
fi
lintian=(lintian --fail-on error)
[ "$(id -u)" -ne 0 ] || lintian+=(--allow-root)
"${lintian[@]}" "$build"/deb/evtools_*.changes

# The tools and manuals of the package itself, not of the sources.
package=$(echo "$build"/deb/evtools_*.deb)
content=$build/deb/content
dpkg-deb --extract "$package" "$content"
for page in man/*.[157]; do
	[ -f "$content/usr/share/man/man${page##*.}/${page#man/}.gz" ] || {
		echo "deb.sh: $package has no ${page#man/}" >&2
		exit 1
	}
done
for tool in cmd/*.c; do
	tool=${tool#cmd/}
	"$content/usr/bin/${tool%.c}" --version >/dev/null
done
"$content/usr/bin/evgen" -n 1000 -c "$content/usr/share/evtools/configuration.yml" |
	"$content/usr/bin/evvalidate" -q >/dev/null

mv "$package" "$build"
echo "$build/${package##*/}"
