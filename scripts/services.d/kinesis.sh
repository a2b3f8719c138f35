# shellcheck shell=bash
# Moto's server, which answers as Amazon Kinesis does.
cache=${EV_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/evtools}
moto=5.2.1

prepare() {
	setup curl venv
	venv=$cache/moto-$moto
	[ ! -x "$venv/bin/moto_server" ] || return 0
	say "fetching moto $moto from PyPI ..."
	mkdir -p "$cache"
	if ! {
		python3 -m venv "$venv" &&
		    "$venv/bin/pip" install -q "moto[server]==$moto"
	} >"$cache/moto.log" 2>&1; then
		tail -n 3 "$cache/moto.log" >&2
		fail "PyPI gives no moto; see $cache/moto.log"
	fi
}

configure() {
	[ ${#settings[@]} -eq 0 ] || fail 'has no settings (--set)'
	# shellcheck disable=SC2034 # core.sh runs it
	command=("$venv/bin/moto_server" -H 127.0.0.1 -p "$port")
}

serves() {
	curl -fs -o "$folder/answer" -m 5 "$(address)/moto-api/"
}

address() {
	echo "http://127.0.0.1:$port"
}
