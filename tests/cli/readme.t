#!/bin/sh
# The examples of README.md, commands after "$ " and ">", give what stands there.
. "${0%/*}/lib.sh"

# Each example becomes a file with its command and one with its output.
awk -F '\n' '
/^\t\$ / { n++; sub(/^\t\$ /, ""); print >(n ".command"); within = 1; next }
/^\t> / && within { sub(/^\t> /, ""); print >(n ".command"); next }
/^\t/ && within { sub(/^\t/, ""); print >(n ".output"); next }
{ within = 0 }' "$top/README.md"

for example in *.command; do
	command=$(cat "$example")
	case $command in
	*build/real*)
		reason=$("$top/scripts/real-data.sh") || {
			count=$((count + 1))
			echo "ok $count # SKIP $reason"
			continue
		}
		;;
	esac
	check "$(head -n 1 "$example")" 0 "(cd \"\$top\" && $command)" \
		<"${example%.command}.output"
done
done_testing
