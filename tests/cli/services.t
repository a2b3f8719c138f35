#!/bin/sh
# scripts/services: its options, and what it does with processes.  For Kafka
# stands in a program of a few lines that listens.
. "${0%/*}/lib.sh"

unset EV_SERVICES EV_CACHE
mkdir -p 'a place/scripts/services.d'
cp "$top/scripts/services" "$top/scripts/setup.sh" 'a place/scripts'
cp "$top/scripts/services.d/core.sh" 'a place/scripts/services.d'
services="$work/a place/scripts/services"
# shellcheck disable=SC2034 # the tests use it
run="$work/a place/run"

cat >'a place/scripts/services.d/kafka.sh' <<'END_OF_SERVICE'
prepare() {
	: >"$folder/prepared"
}

configure() {
	[ "${settings[0]-}" = how=badly ] && how=badly || how=well
	command=(perl -MIO::Socket::INET -e '
		my ($port, $how) = @ARGV;
		die "it is not my day\n" if $how eq "badly";
		my $socket = IO::Socket::INET->new(Listen => 5, ReuseAddr => 1,
		    LocalAddr => "127.0.0.1", LocalPort => $port) or die "$!\n";
		while (my $client = $socket->accept) {
			print $client "hello\n";
		}' "$port" "$how")
}

serves() {
	local line
	exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
	read -r line <&3 && [ "$line" = hello ]
} 2>/dev/null

address() {
	echo "127.0.0.1:$port"
}
END_OF_SERVICE
trap '"$services" stop >/dev/null 2>&1; "$services" stop -d other >/dev/null 2>&1
	rm -rf "$work"' EXIT

# Pids and ports differ each time.
hide() {
	sed 's/pid [0-9]*/pid N/; s/'"$(cat "$run/kafka/port")"'/PORT/g' "$@"
}

while read -r arguments; do
	read -r message
	check_err "a wrong call is told: $arguments" 2 "
		\"\$services\" $arguments" <<ERR
services: $message; services -h says how
ERR
done <<'END'

start, stop, status or list?
start
which service? (services list)
run search
what is 'run'?
start nosuch
there is no service 'nosuch' (services list)
start -p 1 search kafka
--port is for one service
start --port=one kafka
--port is a number, not 'one'
start kafka -w
-w needs an argument
start -m much kafka
--memory is a size as 512m, not 'much'
start -s key kafka
--set is NAME=VALUE, not 'key'
start --colour kafka
there is no option --colour
END

check 'each of the table has its file' 0 '
	"$top/scripts/services" list | while read -r name _; do
		[ -f "$top/scripts/services.d/$name.sh" ] || echo "$name"
	done' </dev/null

check 'nothing runs, so nothing is shown or stopped' 0 '
	"$services" status; "$services" stop' </dev/null

check 'a service that was not started does not run' 1 '
	"$services" status kafka' <<'OUT'
kafka: does not run
OUT

check 'start ends when it serves, in a folder with a blank' 0 '
	"$services" start kafka -p 0 >out && hide out
	ls "$run/kafka"' <<'OUT'
kafka: 127.0.0.1:PORT, pid N
lock
log
pid
port
prepared
OUT

check 'a second start finds it, on its port' 0 '
	"$services" start kafka >out && hide out' <<'OUT'
kafka: 127.0.0.1:PORT, pid N, ran already
OUT

check_err 'a second start on another port is refused' 1 '
	"$services" start kafka --port 1 2>err; status=$?; hide err >&2
	(exit $status)' <<'ERR'
services: kafka: runs already, on port PORT; stop it first
ERR

check_err 'a port that is taken is told, before anything is fetched' 1 '
	"$services" start kafka -d other -p $(cat "$run/kafka/port") 2>err; status=$?; hide err >&2
	ls other/kafka/prepared 2>/dev/null >&2
	(exit $status)' <<'ERR'
services: kafka: port PORT is taken; --port chooses another
ERR

check 'two run side by side, with a folder and a port each' 0 '
	"$services" start kafka --data=other --port=0 >/dev/null
	"$services" status -d other | sed "s/$(cat other/kafka/port)/OTHER/" |
	    hide
	"$services" status | hide
	"$services" stop -d other' <<'OUT'
kafka: 127.0.0.1:OTHER, pid N
kafka: 127.0.0.1:PORT, pid N
kafka: stopped
OUT

check 'stop ends it, and frees the port' 0 '
	"$services" stop kafka
	"$services" start kafka -p $(cat "$run/kafka/port") >/dev/null && echo anew
	"$services" stop
	"$services" stop kafka' <<'OUT'
kafka: stopped
anew
kafka: stopped
kafka: does not run
OUT

check 'a process that has its number by chance is let be' 1 '
	echo "$$ 1" >"$run/kafka/pid"
	"$services" stop kafka
	"$services" status kafka' <<'OUT'
kafka: does not run
kafka: does not run
OUT

check_err 'one that ends while it starts is told, with its last words' 1 '
	"$services" start kafka -p 0 -s how=badly 2>err; status=$?
	sed "s|$work|WORK|g" err >&2
	(exit $status)' <<'ERR'
it is not my day
services: kafka: it ended while it started, see above and WORK/a place/run/kafka/log
ERR

check 'nothing is left of it' 0 '
	ls "$run/kafka/pid" 2>/dev/null; "$services" status' </dev/null

done_testing
