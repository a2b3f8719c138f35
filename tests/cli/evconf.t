#!/bin/sh
. "${0%/*}/lib.sh"

cat >settings.yml <<'IN'
# ports are quoted in many a file
defaults: &defaults {host: 127.0.0.1, timeout: 1.50}
netcat:
  <<: *defaults
  port: "9999"
kafka:
  "bootstrap.servers": localhost:9092
  topics: [a, "b\tc", 'say "hi"']
empty:
flags: {on: true, off: false, yes: yes, none: null, tilde: ~, text: 'null'}
numbers: [0, -1, 1e3, 1.50, 0x1f, 010, 1_000, .5, "5", 123456789012345678901234567890]
umlaut: "\u00fc"
block: |
  two
  lines
IN

check 'a scalar is printed as its text' 0 'evconf get netcat.port settings.yml' <<'OUT'
9999
OUT

check 'a text is not changed' 0 'evconf get defaults.timeout settings.yml' <<'OUT'
1.50
OUT

check 'a map is one line of JSON, a text in quotes is a string' 0 '
	evconf get netcat settings.yml' <<'OUT'
{"host":"127.0.0.1","timeout":1.50,"port":"9999"}
OUT

check 'a list too' 0 'evconf get kafka.topics settings.yml' <<'OUT'
["a","b\tc","say \"hi\""]
OUT

check 'plain words of JSON are these' 0 'evconf get flags settings.yml' <<'OUT'
{"on":true,"off":false,"yes":"yes","none":null,"tilde":null,"text":"null"}
OUT

check 'numbers of JSON are numbers, exact, others are strings' 0 '
	evconf get numbers settings.yml' <<'OUT'
[0,-1,1e3,1.50,"0x1f","010","1_000",".5","5",123456789012345678901234567890]
OUT

check 'the element of a list has a number' 0 'evconf get kafka.topics.0 settings.yml' <<'OUT'
a
OUT

check 'a name with dots is written with backslashes' 0 '
	evconf get "kafka.bootstrap\\.servers" settings.yml' <<'OUT'
localhost:9092
OUT

check 'or as a JSON Pointer' 0 'evconf get /kafka/bootstrap.servers settings.yml' <<'OUT'
localhost:9092
OUT

check 'what has no value is an empty line' 0 'evconf get empty settings.yml' <<'OUT'

OUT

check 'a text may have lines' 0 'evconf get block settings.yml' <<'OUT'
two
lines

OUT

check 'text is UTF-8, whatever the locale' 0 'LC_ALL=C evconf get umlaut settings.yml' <<'OUT'
ü
OUT

check 'the path may be empty, for all of the file' 0 '
	echo "a: [1]" >one.yml; evconf get "" one.yml' <<'OUT'
{"a":[1]}
OUT

check 'what is not there is status 1, and no output' 1 '
	evconf get netcat.ports settings.yml' </dev/null

check_err 'and no message' 1 'evconf get netcat.ports settings.yml' </dev/null

check 'without a file there is nothing' 1 'evconf get netcat.port 2>&1' </dev/null

cp settings.yml configuration.yml

check 'the file is the one of this directory' 0 'evconf get netcat.port' <<'OUT'
9999
OUT

check 'or that of -c, or of EV_CONFIG' 0 '
	echo "a: c" >c.yml; echo "a: e" >e.yml
	EV_CONFIG=e.yml evconf get a
	EV_CONFIG=e.yml evconf get -c c.yml a
	EV_CONFIG=e.yml evconf get -c c.yml a settings.yml || echo none' <<'OUT'
e
c
none
OUT

check_err 'a file that was named must be there' 2 'evconf get a nowhere.yml' <<'ERR'
evconf: cannot open 'nowhere.yml': No such file or directory
ERR

printf 'a: 1\nb: {c: [1, 2}\n' >broken.yml

check_err 'a broken file is status 2, with its place' 2 'evconf get a broken.yml' <<'ERR'
evconf: broken.yml:2:13: did not find expected ',' or ']' while parsing a flow sequence that begins in line 2
ERR

check_err 'a broken path is status 2' 2 'evconf get netcat..port' <<'ERR'
evconf: bad path 'netcat..port': a step is empty
ERR

check_err 'a full disk is noticed' 3 'evconf get netcat.port >/dev/full' <<'ERR'
evconf: stdout: cannot write: No space left on device
ERR

usage="evconf: expected 'get path' or 'check', and perhaps a file (-h prints the usage)"

for words in '' get got 'get a b c' 'check a b'; do
	check_err "'evconf $words' is no command" 2 "evconf -c none $words" <<-ERR
	$usage
	ERR
done

check 'a file of settings for scripts is good' 0 'evconf check 2>&1' </dev/null

check_err 'no file is not good' 2 'evconf check -c none' <<'ERR'
evconf: there is no file to check
ERR

check_err 'a name that is none of the tools is refused' 2 '
	printf "a: 1\nevfoo: {b: 1}\n" >c.yml; evconf check c.yml' <<'ERR'
evconf: c.yml:2:1: 'evfoo' is no tool, and names that begin with 'ev' are kept for tools
ERR

check 'a program of that name is not started' 2 '
	mkdir bin; printf "#!/bin/sh\ntouch started\n" >bin/evfoo; chmod +x bin/evfoo
	PATH=$PWD/bin:$PATH evconf check c.yml; got=$?
	ls started; (exit $got)' </dev/null

check_err 'every section is judged, by its tool' 2 '
	printf "evvalidate: {require: [a], strikt: true}\nevx: 1\n" >c.yml
	evconf check c.yml' <<'ERR'
evvalidate: c.yml:1:28: 'strikt' is no setting; did you mean 'strict'?
evconf: c.yml:2:1: 'evx' is no tool, and names that begin with 'ev' are kept for tools
ERR

check_err 'its own section too' 2 '
	echo "evconf: {verbos: true}" >c.yml; evconf check c.yml' <<'ERR'
evconf: c.yml:1:10: 'verbos' is no setting; did you mean 'verbose'?
ERR

check_err 'and every model, by its declaration' 2 '
	printf "models:\n  a: {record: {}}\n  b: 5\n  c: {}\n" >c.yml
	evconf check c.yml 2>&1 | cut -d : -f 1-3 >&2; evconf -q check c.yml 2>/dev/null' <<'ERR'
evconf: c.yml:3
evconf: c.yml:4
ERR

check_err 'where the models are no map' 2 '
	for models in 5 "[a]" "~" "{}"; do
		echo "models: $models" >c.yml; evconf check c.yml || got=$?
	done; (exit $got)' <<'ERR'
evconf: c.yml:1:9: expected a map of models, such as 'name: {record: {}}'
evconf: c.yml:1:9: expected a map of models, such as 'name: {record: {}}'
ERR

check 'every tool may have a section' 0 '
	for file in "$top"/cmd/*.c; do
		tool=${file##*/}; echo "${tool%.c}: {quiet: true}"
	done >c.yml
	evconf check c.yml 2>&1' </dev/null

check_err 'a tool that is not there cannot judge' 3 '
	echo "evvalidate: {}" >c.yml; cp "$(command -v evconf)" .
	PATH=/nowhere ./evconf check c.yml' <<'ERR'
evconf: cannot start evvalidate to check its section
ERR

check 'a tool beside evconf is found without PATH' 0 '
	cp "$(command -v evvalidate)" .; PATH=/nowhere ./evconf check c.yml' </dev/null

check_err 'what can be read once only is refused' 2 'evconf check /dev/null' <<'ERR'
evconf: '/dev/null' is no regular file, so the tools cannot read it again
ERR

done_testing
