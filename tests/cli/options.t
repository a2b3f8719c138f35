#!/bin/sh
# What the options of all tools share.
. "${0%/*}/lib.sh"

tools=$(for file in "$top"/cmd/*.c; do basename "$file" .c; done)
version=$(sed -n 's/.*VERSION "\(.*\)"/\1/p' "$top/lib/cli/version.h")

# The options in -h as the manual spells them, `n , -number` or `-strict`:
# those of the tool, each on a line of its own but for rare ones, then those of
# its kind.
own_flags() {
	"$1" -h | sed -n 's/^  -\(.\), --\([a-z0-9-]*\).*/\1 , -\2/p
	    s/^      --\([a-z0-9-]*\).*/-\1/p'
	"$1" -h | sed -n '/^also:/,/^and as/{/^and as/!p}' | tr '\n' ' ' |
	    sed 's/^also: //; s/, /\n/g; s/$/\n/' |
	    sed -n 's/^--\([a-z0-9-]*\).*/-\1/p'
}

shared_flags() {
	"$1" -h | sed -n '/^and as in/,/^$/p' | tr '\n' ' ' |
	    sed 's/^[^:]*: //; s/, /\n/g' |
	    sed -n 's/^-\(.\) --\([a-z0-9-]*\).*/\1 , -\2/p
	    s/^--\([a-z0-9-]*\).*/-\1/p'
}

# The same of a manual page.
page_flags() {
	sed -n 's/^\.It Fl \(\([^ ] , \)\{0,1\}-[a-z0-9-]*\).*/\1/p' "$1" | sort -u
}

# Lines of the first file that the second one has not.
missing_in() {
	grep -Fxv -f "$2" "$1" || :
}

for tool in $tools; do
	check "$tool: the help goes to stdout" 0 "$tool -h | head -n 1 |
	    grep -c '^usage: $tool '; $tool -h 2>&1 >/dev/null" <<-'OUT'
	1
	OUT

	check "$tool: the help fits one screen" 0 "
	    $tool -h | awk 'length > 80; END { if (NR > 24) print NR \" lines\" }'" </dev/null

	check "$tool: the options in the help are sorted" 0 "
	    $tool -h | sed -n 's/^  [- ].[, ] --\([a-z0-9-]*\).*/\1/p' |
	    LC_ALL=C sort -c 2>&1" </dev/null

	check "$tool: the version is one line" 0 "$tool -V; $tool --version" <<-OUT
	$tool $version
	$tool $version
	OUT

	for option in -h -V -C; do
		check_err "$tool: a full disk is noticed by $option" 3 "$tool $option >/dev/full" <<-ERR
		$tool: stdout: cannot write: No space left on device
		ERR
	done

	check_err "$tool: a closed stdin is noticed" 3 "$tool <&-" <<-ERR
	$tool: stdin is closed
	ERR

	check_err "$tool: a closed stdout is noticed" 3 "$tool </dev/null >&-" <<-ERR
	$tool: stdout is closed
	ERR

	check "$tool: a closed stderr takes nothing away" 0 "$tool -V 2>&-" <<-OUT
	$tool $version
	OUT

	check_err "$tool: an unknown option is refused" 2 "$tool --nonsense" <<-ERR
	$tool: --nonsense: no such option (-h prints them)
	ERR

	check_err "$tool: an unknown letter is refused" 2 "$tool -vZ" <<-ERR
	$tool: -Z: no such option (-h prints them)
	ERR

	check_err "$tool: a long name is not abbreviated" 2 "$tool --verb" <<-ERR
	$tool: --verb: no such option; did you mean --verbose?
	ERR

	check_err "$tool: a missing argument is named" 2 "$tool --config" <<-ERR
	$tool: --config: the file is missing
	ERR

	check_err "$tool: a flag takes no argument" 2 "$tool --verbose=yes" <<-ERR
	$tool: --verbose: takes no argument
	ERR

	check "$tool: the settings in force can be read back" 0 "
	    $tool -C >$tool.yml && $tool -c $tool.yml -C | diff $tool.yml -" </dev/null

	check "$tool: a setting of the file, and the command line over it" 0 "
	    echo '$tool: {quiet: true}' >a.yml
	    $tool -c a.yml -C | grep -e quiet -e verbose
	    $tool -c a.yml -vC | grep -e quiet -e verbose" <<-'OUT'
	  quiet: true
	  verbose: false
	  quiet: false
	  verbose: true
	OUT

	check_err "$tool: an unknown setting is refused, with its place" 2 "
	    printf '$tool:\n  quiet: true\n  nonsense: 1\n' >a.yml
	    $tool -c a.yml -C" <<-ERR
	$tool: a.yml:3:3: 'nonsense' is no setting of this tool
	ERR

	check_err "$tool: a wrong type is refused, with its place" 2 "
	    printf '$tool:\n  quiet: [1]\n' >a.yml; EV_CONFIG=a.yml $tool -C" <<-ERR
	$tool: a.yml:2:10: quiet: takes one value, not a list
	ERR

	check "$tool: the section of another tool is not judged" 0 "
	    echo 'evother: {nonsense: 1}' >a.yml; $tool -c a.yml -C | head -n 1" <<-OUT
	$tool:
	OUT

	check_err "$tool: the syntax of the file is" 2 "
	    printf 'evother: {\n' >a.yml; $tool -c a.yml -C" <<-ERR
	$tool: a.yml:2:1: did not find expected node content while parsing a flow node that begins in line 2
	ERR

	check_err "$tool: a file that was named must be there" 2 "$tool -c nowhere -C" <<-ERR
	$tool: cannot open 'nowhere': No such file or directory
	ERR

	check "$tool: messages can be NDJSON" 2 "
	    $tool --log-json --nonsense 2>&1" <<-OUT
	{"tool":"$tool","level":"error","message":"--nonsense: no such option (-h prints them)"}
	OUT

	check_err "$tool: what is no text is escaped in messages" 2 "
	    $tool \"\$(printf -- '--\\033[31m\\351\\nx')\"" <<-ERR
	$tool: --\\x1b[31m\\xe9\\nx: no such option (-h prints them)
	ERR
	own_flags "$tool" >own
	shared_flags "$tool" >shared
	page_flags "$top/man/evtools.7" >evtools

	check "$tool: the options that it shares are in evtools(7)" 0 '
	    missing_in shared evtools' </dev/null

	page_flags "$top/man/$tool.1" >page

	check "$tool: its own options are in its manual" 0 'missing_in own page' </dev/null

	check "$tool: what its manual describes are its options" 0 '
	    cat own shared >all; missing_in page all' </dev/null
done

# One tool for the rest, which is the work of the same functions.

check 'the file of this directory is read without -c' 0 '
    echo "evvalidate: {max-record: 3M}" >configuration.yml
    evvalidate -C | grep max-record
    evvalidate -c none -C | grep max-record
    EV_CONFIG=none evvalidate -C | grep max-record
    EV_CONFIG= evvalidate -C | grep max-record
    rm configuration.yml' <<'OUT'
  max-record: 3M
  max-record: 16M
  max-record: 16M
  max-record: 3M
OUT

check_err 'and told with -v' 0 '
    echo "evvalidate: {}" >a.yml
    evvalidate -v -c a.yml </dev/null; evvalidate -v </dev/null' <<'ERR'
evvalidate: configuration file: a.yml
evvalidate: configuration file: none
ERR

check 'letters may be joined, with an argument at the end' 0 '
    evvalidate -vCrfile | grep -w -e verbose -e " rejects"' <<'OUT'
  rejects: file
  verbose: true
OUT

check 'an argument may be joined to its name, or follow' 0 '
    evvalidate --max-record=1K -C | grep max-record
    evvalidate --max-record 2048 -C | grep max-record' <<'OUT'
  max-record: 1K
  max-record: 2K
OUT

check 'the last one counts' 0 '
    evvalidate --max-record 3 --max-record 4 -C | grep max-record' <<'OUT'
  max-record: 4
OUT

check 'a list keeps all, in order, and replaces that of the file' 0 '
    echo "evvalidate: {require: [x, y]}" >a.yml
    evvalidate -c a.yml -C | grep require
    evvalidate -c a.yml --require b --require a.0 -C | grep require' <<'OUT'
  require: [x, y]
  require: [b, a.0]
OUT

check 'one value may stand for a list of one' 0 '
    echo "evvalidate: {require: x}" >a.yml; evvalidate -c a.yml -C | grep require' <<'OUT'
  require: [x]
OUT

check 'a quoted number is a number' 0 "
    echo 'evvalidate: {max-record: \"4096\"}' >a.yml; evvalidate -c a.yml -C | grep max-record" <<'OUT'
  max-record: 4K
OUT

check 'texts are written so that they can be read back' 0 '
    evvalidate --require "a: #b" --require null --require "\"\\" --require "$(printf "\001\n")" \
        --require é --require "$(printf "\342\200\250\302\205x")" -C >a.yml; grep require a.yml; evvalidate -c a.yml -C | diff a.yml -' <<'OUT'
  require: ["a: #b", "null", "\"\\", "\x01", "é", "\L\x85x"]
OUT

check 'aliases and merges set things too' 0 '
    printf "base: &base {max-record: 1M, stats: true}\nevvalidate: {<<: *base, stats: false}\n" >a.yml
    evvalidate -c a.yml -C | grep -e max-record -e stats' <<'OUT'
  max-record: 1M
  stats: false
OUT


check_err 'numbers are checked' 2 'evvalidate --max-record 12x' <<'ERR'
evvalidate: --max-record: '12x' is not a size such as 512K, 16M or 1G
ERR

check_err 'and their limits, however large' 2 '
    evvalidate --max-record 1; evvalidate --max-record 99999999999999999999
    evvalidate --max-record 17179869184G' <<'ERR'
evvalidate: --max-record: 1 is not between 2 and 1G
evvalidate: --max-record: 99999999999999999999 is not between 2 and 1G
evvalidate: --max-record: 17179869184G is not between 2 and 1G
ERR

check_err 'one that fits in nothing is refused where there is no limit' 2 '
    evgen -c none -s 18446744073709551616' <<'ERR'
evgen: --seed: 18446744073709551616 is not between 0 and 18446744073709551615
ERR

check_err 'null is no element of a list' 2 '
    printf "evvalidate:\n  require:\n  - a\n  -\n" >a.yml
    evvalidate -c a.yml' <<'ERR'
evvalidate: a.yml:4:4: require: the value is missing
ERR

check_err 'in the file too' 2 '
    echo "evvalidate: {max-record: many}" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: a.yml:1:26: max-record: 'many' is not a size such as 512K, 16M or 1G
ERR

check_err 'a setting needs a value' 2 '
    printf "evvalidate:\n  max-record:\n" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: a.yml:2:14: max-record: the value is missing
ERR

check_err 'true and false are plain words' 2 '
    echo "evvalidate: {strict: \"true\"}" >a.yml; evvalidate -c a.yml
    echo "evvalidate: {strict: yes}" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: a.yml:1:22: strict: takes true or false, without quotes
evvalidate: a.yml:1:22: strict: 'yes' is neither true nor false
ERR

check_err 'a slip of the hand is understood' 2 '
    evvalidate --stirct; evvalidate --stric; evvalidate --strictt; evvalidate --strixt
    echo "evvalidate: {sttas: true}" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: --stirct: no such option; did you mean --strict?
evvalidate: --stric: no such option; did you mean --strict?
evvalidate: --strictt: no such option; did you mean --strict?
evvalidate: --strixt: no such option; did you mean --strict?
evvalidate: a.yml:1:14: 'sttas' is no setting; did you mean 'stats'?
ERR

check_err 'an option that is not built yet is refused, wherever it stands' 2 '
    evvalidate --infer; evvalidate --schema-dir=x
    EV_STATE=x evvalidate
    echo "evvalidate: {infer: true}" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: --infer is not built yet
evvalidate: --schema-dir is not built yet
evvalidate: EV_STATE: --state is not built yet
evvalidate: a.yml:1:14: 'infer' is not built yet
ERR

check_err 'what is for the command line is refused in the file' 2 '
    echo "evvalidate: {config: x}" >a.yml; evvalidate -c a.yml' <<'ERR'
evvalidate: a.yml:1:14: 'config' is for the command line only
ERR

check 'a name for the keys on the command line is a question of its own' 0 '
    echo "evtopn: {key: Url, group: g, number: 3}" >a.yml
    evtopn -c a.yml -C | grep -w -e key -e group -e number
    evtopn -c a.yml -b x -C | grep -w -e key -e group -e number' <<'OUT'
  group: [g]
  key: [Url]
  number: 3
  group: []
  key: []
  number: 3
OUT

check 'options may follow operands, and two dashes end them' 0 '
    echo "{}" >-v; evvalidate -- -v; evvalidate - --strict <-v' <<'OUT'
{}
{}
OUT

check 'of -q and -v the last one counts' 0 '
    evvalidate -qvC | grep -e quiet -e verbose; evvalidate -vqC | grep -e quiet -e verbose' <<'OUT'
  quiet: false
  verbose: true
  quiet: true
  verbose: false
OUT

done_testing
