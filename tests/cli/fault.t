#!/bin/sh
# A system that does all it may: reads and writes that are short, interrupted,
# not ready or failing.  See tests/fault/fault.c.
. "${0%/*}/lib.sh"

# LD_PRELOAD takes no path with blanks.
tool=$(command -v evvalidate)
cp "${tool%/bin/*}/fault.so" . || exit 1
fault=$work/fault.so
# The sanitizers want to be loaded first, but work second.
export ASAN_OPTIONS=verify_asan_link_order=0

evgen -c "$top/configuration.yml" -m tracking -n 3000 --malformed 0.05 >events
evvalidate -q events | jq -s . >array

# Run a tool under faults, as $seed decides; without any where it is empty.
faulty() {
	FAULT_SEED=$seed LD_PRELOAD=$fault "$@"
}

# What the command $2 writes and says is the same under any seed.
same_bytes() {
	seed=
	(eval "$2") >want 2>want_err
	status=$?
	for seed in 1 2 3 4; do
		check "$1, seed $seed" $status "($2)" <want
		check_err "$1, seed $seed: what it says" $status "($2)" \
			<want_err
	done
}

same_bytes 'evgen' 'faulty evgen -c "$top/configuration.yml" -m meetup -n 300'
same_bytes 'evvalidate' 'faulty evvalidate <events'
same_bytes 'evvalidate of a pipe' 'cat events | faulty evvalidate | cat'
# Long runs of good lines, so that they go from pipe to pipe without a copy.
for n in 1 2 3 4 5 6 7 8; do
	evgen -c "$top/configuration.yml" -m tracking -n 20000 -s $n
	echo bad
done >many
same_bytes 'evvalidate between pipes' 'cat many | faulty evvalidate | cat'
same_bytes 'evvalidate with rejects' '
	rm -f rejects
	faulty evvalidate -r rejects <events >good
	cat good rejects'
same_bytes 'evvalidate of an array' 'faulty evvalidate --unwrap <array'
same_bytes 'evaggregate' '
	faulty evaggregate -k Url -a count -a last:Id:3 <events'
same_bytes 'evaggregate of each change' '
	faulty evaggregate -k Url -e change <events'
same_bytes 'evtopn' 'faulty evtopn -k Url <events'
same_bytes 'a pipeline' 'faulty evvalidate -q <events |
    faulty evaggregate -k Url,Id | faulty evtopn -k Url -b count --table'

for tool in 'evvalidate' 'evaggregate -k Id' 'evtopn -k Id'; do
	check_err "$tool: a failing read is told" 3 '
		FAULT_READ=1 LD_PRELOAD=$fault '"$tool <events" <<ERR
${tool%% *}: stdin: cannot read: Input/output error
ERR
	check_err "$tool: a failing write is told" 3 '
		FAULT_WRITE=1 LD_PRELOAD=$fault '"$tool -q <events" <<ERR
${tool%% *}: stdout: cannot write: Input/output error
ERR
done
check_err 'evgen: a failing write is told' 3 '
	FAULT_WRITE=2 LD_PRELOAD=$fault \
	    evgen -c "$top/configuration.yml" -m tracking -n 100000' <<'ERR'
evgen: stdout: cannot write: Input/output error
ERR

done_testing
