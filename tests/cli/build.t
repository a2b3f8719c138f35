#!/bin/sh
# What make builds and installs.
. "${0%/*}/lib.sh"

bin=$(command -v evvalidate)
bin=${bin%/*}
build=${bin#"$top/"}
build=${build%/bin}
if grep -q fsanitize "$bin/../flags"; then
	echo '1..0 # SKIP sanitizers build otherwise'
	exit 0
fi

check 'the tools are hardened' 0 '
	"$top/scripts/check-hardening.sh" "$bin"/*' </dev/null

check 'each tool links only what it uses' 0 '
	for tool in "$bin"/*; do
		echo "${tool##*/}:" $(readelf --dynamic --wide "$tool" |
		    sed -n "s/.*(NEEDED).*\[\(.*\)\.so.*/\1/p" | sort)
	done' <<'OUT'
evaggregate: libc libgmp libyaml-0
evconf: libc libyaml-0
evgen: libc libcurl libexpat libyaml-0 libz
evsink-es: libc libcurl libyajl libyaml-0 libz
evtopn: libc libyaml-0
evvalidate: libc libpcre2-8 libyajl libyaml-0
OUT

make -s -C "$top" BUILD="$build" DESTDIR="$work/root" install >log 2>&1
check 'what is installed works' 0 '
	root/usr/local/bin/evgen -n 100 \
	    -c root/usr/local/share/evtools/configuration.yml |
	    root/usr/local/bin/evvalidate --stats 2>&1 >out | jq .accepted
	ls root/usr/local/share/man/man1/evtopn.1' <<'OUT'
100
root/usr/local/share/man/man1/evtopn.1
OUT

check 'what was installed is taken away' 0 '
	make -s -C "$top" BUILD="$build" DESTDIR="$work/root" uninstall &&
	    find root -type f' </dev/null

done_testing
