#!/bin/bash
# install.sh DIR: install the tools that make bench measures beside ours, those
# that can be had, into DIR; what Debian has, as root, into the system.  What
# fails is named, and goes without.  make check needs none of it.
set -u
[ $# -eq 1 ] || { echo 'usage: install.sh DIR' >&2; exit 2; }
mkdir -p "$1/bin" || exit 1
dir=$(cd "$1" && pwd)
log=$dir/install.log
: >"$log"
missing=

# step NAME COMMAND...: one of them; COMMAND is silent.
step() {
	local name=$1
	shift
	if "$@" >>"$log" 2>&1; then
		echo "$name"
	else
		missing+=" $name"
	fi
}

debian() {
	dpkg -s "$@" >/dev/null 2>&1 || apt-get -y -q install "$@"
}

python() {
	[ -x "$dir/venv/bin/python" ] || python3 -m venv "$dir/venv" || return
	"$dir/venv/bin/pip" install -q "$@"
}

# The last gojq whose modules the proxy has all of.
gojq() {
	GOBIN=$dir/bin go install github.com/itchyny/gojq/cmd/gojq@v0.12.17
}

crate() {
	cargo install -q --root "$dir" "$1"
}

# The sources of yyjson, as the Python package of that name has them.
yyjson() {
	local work
	work=$(mktemp -d) || return
	mkdir -p "$dir/yyjson"
	python3 -m pip download -q --no-deps --no-binary :all: -d "$work" \
		yyjson==4.0.6 &&
		tar -xzf "$work"/yyjson-*.tar.gz -C "$dir/yyjson" \
			--strip-components=2 --wildcards '*/yyjson.[ch]'
	local status=$?
	rm -rf "$work"
	return $status
}

step jq debian jq
step miller debian miller
step yajl debian libyajl-dev
step simdjson debian libsimdjson-dev g++
step duckdb python duckdb==2.0.0
step clickhouse python chdb==4.4.0
step polars python polars==2.1.0
step gojq gojq
step jaq crate jaq@3.1.2
step angle-grinder crate ag@0.19.5
step yyjson yyjson
[ -z "$missing" ] || {
	echo "not installed, see $log:$missing" >&2
	exit 1
}
