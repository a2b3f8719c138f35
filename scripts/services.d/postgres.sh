# shellcheck shell=bash
# PostgreSQL of Debian's packages.  It does not run as root: the package's user
# has the data then.
# shellcheck disable=SC2034 # core.sh uses it
stop_signal=INT # does not wait for its clients

# Set bin to the folder of the newest server's programs, if there is one.
find_postgres() {
	bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
	[ -x "$bin/initdb" ]
}

# What stands before a command so that the user who has the data runs it.
as_user=()

prepare() {
	if ! find_postgres; then
		setup_install postgresql
		find_postgres || fail 'no server in /usr/lib/postgresql/*/bin'
	fi
	if [ "$(id -u)" -eq 0 ]; then
		as_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
		chown postgres "$folder"
		"${as_user[@]}" test -w "$folder" ||
			fail "the user postgres cannot get at $folder; --data" \
				'chooses another folder'
	fi
}

configure() {
	local setting
	cd "$folder" || return
	[ -f db/PG_VERSION ] || "${as_user[@]}" "$bin/initdb" -D "$folder/db" \
	    -U evtools -A trust -E UTF8 --locale=C >initdb.log 2>&1 ||
		fail "cannot make its database; see $folder/initdb.log"
	command=("${as_user[@]}" "$bin/postgres" -D "$folder/db" -p "$port"
	    -c listen_addresses=127.0.0.1 -c "unix_socket_directories=")
	for setting in "${settings[@]}"; do
		command+=(-c "$setting")
	done
}

serves() {
	psql_quiet evtools 'select 1' ||
		psql_quiet postgres 'create database evtools'
}

psql_quiet() {
	PGCONNECT_TIMEOUT=5 psql -qAt -o "$folder/answer" \
	    "$(address)/$1" -c "$2" 2>"$folder/psql.log"
}

address() {
	echo "postgres://evtools@127.0.0.1:$port"
}
