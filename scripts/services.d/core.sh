# shellcheck shell=bash
# core.sh: what all services share; sourced by services, which sets
#	name		of the service
#	port		its default port, then the one in force
#	asked_port	--port, or empty
#	folder		its own, absolute: data, log, pid
#	memory deadline settings	as the options are
#	here		the folder scripts
# A file services.d/NAME.sh defines
#	prepare		fetch what is missing to run it
#	configure	write what it reads, and set the array `command` to what
#			starts it in the foreground
#	serves		is it truly serving?  Called again until it is
#	address		print how it is reached
# and may set stop_signal.

stop_signal=TERM
# A process that does not end by the signal is killed after so many seconds.
stop_deadline=30

say() {
	echo "$name: $1"
}

fail() {
	echo "services: $name: $*" >&2
	exit 1
}

# wait_until SECONDS COMMAND...: run the command until it succeeds; 1 where it
# does not within that time.
wait_until() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}

# Print when the process $1 was started, in clock ticks after the boot; fails
# for one that is gone or a zombie.  Fields 3 and 22 of proc(5)'s stat, counted
# after the command's name, which may hold anything.
born() {
	local stat
	stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
	read -ra stat <<<"${stat##*) }"
	[ "${stat[0]}" != Z ] && echo "${stat[19]}"
}

# Does what we started still run?  A pid alone may be another process by now.
alive() {
	local started
	read -r pid started 2>/dev/null <"$folder/pid" || return 1
	[ "$(born "$pid")" = "$started" ]
}

dead() {
	! alive
}

# Does anything listen on the port $1?
taken() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Set port to one that is free, and so is the one 100 above it.
find_port() {
	port=$((20000 + RANDOM % 12000))
	while taken "$port" || taken $((port + 100)); do
		port=$((20000 + RANDOM % 12000))
	done
}

# The port that a running service has, as it was started.
known_port() {
	[ ! -s "$folder/port" ] || read -r port <"$folder/port"
}

# One start or stop of a service at a time.
lock() {
	mkdir -p "$folder"
	exec {lock}>"$folder/lock"
	flock "$lock"
}

# It serves, or it is dead: nothing more to wait for.
settled() {
	dead || serves
}

service_start() {
	lock
	if alive; then
		known_port
		case $asked_port in
		'' | 0 | "$port") ;;
		*) fail "runs already, on port $port; stop it first" ;;
		esac
		wait_until "$deadline" serves ||
			fail "runs, but does not serve; see $folder/log"
		say "$(address), pid $pid, ran already"
		return
	fi
	port=${asked_port:-$port}
	[ "$port" != 0 ] || find_port
	taken "$port" && fail "port $port is taken; --port chooses another"
	prepare
	command=()
	configure
	echo "$port" >"$folder/port"

	# Neither a signal to our process group nor our end reaches it.
	setsid "${command[@]}" >"$folder/log" 2>&1 </dev/null {lock}>&- &
	pid=$!
	echo "$pid $(born "$pid")" >"$folder/pid"
	trap end_process EXIT
	trap 'exit 1' INT TERM
	if ! wait_until "$deadline" settled; then
		fail "does not serve after $deadline s (--wait); see $folder/log"
	elif dead; then
		grep -vE '^[[:space:]]+at ' "$folder/log" | tail -n 5 >&2
		fail "it ended while it started, see above and $folder/log"
	fi
	trap - EXIT INT TERM
	say "$(address), pid $pid"
}

# End what we started, and wait until it is gone.
end_process() {
	if alive; then
		kill -s "$stop_signal" "$pid"
		wait_until "$stop_deadline" dead || kill -s KILL -- "-$pid"
		wait_until "$stop_deadline" dead
	fi
	rm -f "$folder/pid"
}

service_stop() {
	[ -d "$folder" ] && lock
	if alive; then
		end_process
		say 'stopped'
	else
		rm -f "$folder/pid"
		say 'does not run'
	fi
}

service_status() {
	if alive; then
		known_port
		say "$(address), pid $pid"
	else
		say 'does not run'
		return 1
	fi
}
