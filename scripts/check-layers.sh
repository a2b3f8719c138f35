#!/bin/sh
# check-layers.sh: every module includes itself and the modules to its left,
# nothing else, and only main programs and cli print or exit.
# Run from the top of the repository; prints each line that breaks a rule.
layers='base io json conf event gen schema agg state log avro kafka http es'
layers="$layers store gate redis amqp kinesis cli"

status=0
broken() {
	echo "$1" >&2
	status=1
}

# The lines that match $1 in files named $2 in the folders $3..., with place.
lines() {
	pattern=$1 name=$2
	shift 2
	grep -rnE --include="$name" "$pattern" "$@"
}

for dir in lib/*/; do
	module=${dir#lib/}
	case " $layers " in
	*" ${module%/} "*) ;;
	*) broken "$dir is not in the order of the layers" ;;
	esac
done

allowed=
for module in $layers; do
	allowed="$allowed${allowed:+|}$module"
	[ -d "lib/$module" ] || continue
	if lines '^#include "' '*.[ch]' "lib/$module" |
	    grep -vE "#include \"($allowed)/"; then
		broken "lib/$module includes a module to its right"
	fi
	[ "$module" = cli ] && continue
	if lines '\b(exit|abort|printf|perror|fprintf|getenv)\(' '*.c' \
	    "lib/$module"; then
		broken "lib/$module prints, exits or reads the environment"
	fi
done

# A foreign library is wrapped by one module; tests compare with it.
while read -r header module; do
	if lines "^#include <$header" '*.[ch]' lib cmd |
	    grep -v "^lib/$module/"; then
		broken "only lib/$module includes <$header>"
	fi
done <<'END'
gmp.h base
xxhash.h base
yajl/ json
yaml.h conf
curl/ http
zlib.h io
expat.h gen
pcre2.h schema
END
exit $status
