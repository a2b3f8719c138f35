#!/bin/sh
# What all filters share: evvalidate stands for them.
. "${0%/*}/lib.sh"

check_err 'lines and offsets are counted through all blocks' 1 '
    { yes "{\"a\":1}" | head -n 100000; echo bad; yes "" | head -n 50000
      echo bad; } | evvalidate' <<'ERR'
evvalidate: stdin:100001:1: expected a value, found 'b'
evvalidate: stdin:150002:1: expected a value, found 'b'
ERR

check 'the offset of a line is that of its first byte' 0 '
    { yes "{\"a\":1}" | head -n 100000; echo bad; yes "" | head -n 50000
      echo bad; } | evvalidate -r bad >/dev/null
    grep -o "\"offset\":[0-9]*" bad' <<'OUT'
"offset":800000
"offset":850004
OUT

printf '{"a":1}\n' >one
printf '\357\273\277{"a":2}' >two

check 'files are one stream, a BOM or a missing LF does not show' 0 \
    'evvalidate one two one' <<'OUT'
{"a":1}
{"a":2}
{"a":1}
OUT

check 'EV_KERNEL forces the kernel that is in every build' 0 \
    'EV_KERNEL=plain evvalidate one' <<'OUT'
{"a":1}
OUT

check_err 'a kernel that is none is refused' 2 'EV_KERNEL=avx evvalidate one' \
    <<'ERR'
evvalidate: EV_KERNEL: there is no kernel 'avx', only 'plain', 'avx2' and 'avx512'
ERR

check 'stdin has its place among the files' 0 \
    'echo "{}" | evvalidate one - two' <<'OUT'
{"a":1}
{}
{"a":2}
OUT

check 'what cannot be read costs no other file' 3 \
    'evvalidate one nowhere . two' <<'OUT'
{"a":1}
{"a":2}
OUT

check_err 'and is told' 3 'evvalidate one nowhere . two' <<'ERR'
evvalidate: cannot open 'nowhere': No such file or directory
evvalidate: .: cannot read: Is a directory
ERR

check_err 'an error is told with -q too' 3 'evvalidate -q nowhere' <<'ERR'
evvalidate: cannot open 'nowhere': No such file or directory
ERR

check_err 'a full disk is told with -q too' 3 'evvalidate -q one >/dev/full' <<'ERR'
evvalidate: stdout: cannot write: No space left on device
ERR

check 'a line of the greatest length passes, one more byte does not' 1 '
    printf "{\"a\":1}\n{\"a\":12}\n{\"a\":3}\n" |
    evvalidate --max-record 7' <<'OUT'
{"a":1}
{"a":3}
OUT

check_err 'a long line is told of with the first byte too many' 1 '
    printf "{\"a\":1}\n{\"a\":12}\n" | evvalidate --max-record 7' <<'ERR'
evvalidate: stdin:2:8: the record is longer than 7 bytes (--max-record)
ERR

check 'of a line longer than any buffer the beginning is kept' 0 '
    { echo "{}"; head -c 3000000 /dev/zero | tr "\0" x; echo; echo "{}"; } |
    evvalidate --max-record 1M -r bad
    tail -n 1 bad | sed "s/xxx*/x/"
    tail -n 1 bad | tr -cd x | wc -c' <<'OUT'
{}
{}
{"tool":"evvalidate","file":"stdin","line":2,"column":1048577,"offset":3,"reason":"too-long","path":"","message":"the record is longer than 1048576 bytes (--max-record)","record":"x","length":3000000,"cut":true}
65537
OUT

yes bad | head -n 12 >bads

check_err 'ten bad records are shown, the others counted' 1 \
    'evvalidate bads 2>&1 >/dev/null | tail -n 2 >&2
    evvalidate -q bads' <<'ERR'
evvalidate: bads:10:1: expected a value, found 'b'
evvalidate: 12 records rejected, 10 shown (-r FILE keeps them)
ERR

check 'tools may share a file of rejects' 0 '
    rm -f shared; evvalidate -r shared bads; evvalidate -r shared bads
    wc -l <shared' <<'OUT'
24
OUT

check_err 'a file of rejects that is full ends the tool' 3 \
    'evvalidate -r /dev/full bads' <<'ERR'
evvalidate: /dev/full: cannot write: No space left on device
ERR

check_err 'one that cannot be opened does so at once' 3 \
    'evvalidate -r nowhere/bad bads' <<'ERR'
evvalidate: cannot open 'nowhere/bad' for the rejects: No such file or directory
ERR

printf '{}\nbad\n{}\nbad\n{}\nbad\n{}\n' >mixed

check 'more than so many rejects end the tool' 1 \
    'evvalidate -r bad --max-rejects 2 mixed' <<'OUT'
{}
{}
{}
OUT

check 'as many as allowed do not' 0 \
    'evvalidate -r bad --max-rejects 3 mixed | wc -l' <<'OUT'
4
OUT

check 'a share of rejects is judged at the end' 1 \
    'evvalidate -r bad --max-rejects 42% mixed' <<'OUT'
{}
{}
{}
{}
OUT

check 'a share that is kept is no failure' 0 \
    'evvalidate -r bad --max-rejects 43% mixed | wc -l' <<'OUT'
4
OUT

check_err 'one reject is told as one' 1 '
    echo bad | evvalidate -r bad --max-rejects 0%
    printf "bad\nbad\n" | evvalidate -r bad --max-rejects 1' <<'ERR'
evvalidate: 1 of 1 record rejected, more than --max-rejects allows
evvalidate: more than 1 record rejected (--max-rejects): stopped
ERR

check_err 'a limit must be one' 2 'evvalidate --max-rejects 1.5 mixed' <<'ERR'
evvalidate: --max-rejects: '1.5' is neither a number nor 0%..100%
ERR

check 'strict stops at the first' 1 'evvalidate --strict mixed' <<'OUT'
{}
OUT

check_err 'and says so where the record is only kept' 1 \
    'evvalidate --strict -r bad mixed' <<'ERR'
evvalidate: a record was rejected (--strict): stopped
ERR

check_err 'the figures add up' 0 '
    evvalidate --stats -r bad mixed 2>&1 >/dev/null |
    sed "s/,\"seconds.*//" >&2' <<'ERR'
{"tool":"evvalidate","in":7,"accepted":4,"rejected":3,"late":0,"deduplicated":0,"out":4,"bytes_in":24,"bytes_out":12
ERR

# A tool that has said what it read so far has read it: no need to wait.
mkfifo in out
check 'SIGUSR1 tells the figures, SIGTERM ends with whole lines' 143 '
    evvalidate <in >out 2>figures &
    exec 3>in 4<out
    printf "{\"n\":1}\n{\"n\":2}\n{\"n\":" >&3
    read -r line <&4; echo "$line"; read -r line <&4; echo "$line"
    kill -USR1 $!
    await [ -s figures ]
    sed "s/,\"seconds.*//" figures
    kill -TERM $!
    wait $!
    status=$?
    exec 3>&-
    cat <&4
    exec 4<&-
    exit_with() { return "$1"; }
    exit_with $status' <<'OUT'
{"n":1}
{"n":2}
{"tool":"evvalidate","in":2,"accepted":2,"rejected":0,"late":0,"deduplicated":0,"out":2,"bytes_in":21,"bytes_out":16
OUT

# Until figures are told, the tool waits for a writer.
check 'a signal while a FIFO has no writer costs nothing' 0 '
    trap "" USR1; rm -f figures
    evvalidate in 2>figures >passed &
    while kill -USR1 $! && [ ! -s figures ]; do :; done
    grep -q "^{" figures && echo "{}" >in
    wait $! && cat passed' <<'OUT'
{}
OUT

check 'SIGTERM then is no failure to tell' 143 '
    trap "" USR1; rm -f figures
    evvalidate in 2>figures >passed &
    while kill -USR1 $! && [ ! -s figures ]; do :; done
    kill -TERM $! && grep -v "^{" figures
    wait $!' <<'OUT'
OUT

done_testing
