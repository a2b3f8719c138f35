#!/bin/bash
# lint.sh [FILE...]: what the compiler does not see, in the files named or in
# all: layers, sizes, format, static analysis of C and shell, manual pages, and the
# files of containers where hadolint and docker-compose are installed.
# Silent where nothing is wrong.
set -u
cd "${0%/*}/.." || exit 1
jobs=$(nproc)
status=0

missing=
for tool in clang-format clang-tidy cppcheck shellcheck mandoc; do
	command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
	echo "lint.sh: not installed:$missing" >&2
	exit 1
fi
if [ $# -eq 0 ]; then
	mapfile -t files < <(find . -type f -not -path './build*' \
	    -not -path './run/*' -not -path './.git/*' | sed 's|^./||' | sort)
else
	files=("$@")
fi

# Put the files whose names match the glob $1 into the array `chosen`.
choose() {
	chosen=()
	for file in "${files[@]}"; do
		# The right side is a pattern.
		# shellcheck disable=SC2053
		[[ $file == $1 && -f $file ]] && chosen+=("$file")
	done
	[ ${#chosen[@]} -gt 0 ]
}

shopt -s extglob
scripts/check-layers.sh || status=1
if choose '*.[ch]'; then
	scripts/check-sizes.sh "${chosen[@]}" || status=1
	clang-format --dry-run -Werror "${chosen[@]}" || status=1
fi
if choose '@(lib|cmd)/*.c'; then
	cppcheck -q -j "$jobs" --std=c11 --inline-suppr \
	    --enable=warning,performance,portability \
	    --error-exitcode=1 -Ilib "${chosen[@]}" || status=1
	# It counts on stderr the warnings that it does not show.
	printf '%s\n' "${chosen[@]}" | xargs -P "$jobs" -n 4 sh -c '
	    clang-tidy -quiet "$@" -- -std=c17 -D_POSIX_C_SOURCE=200809L \
	        -Ilib 2>/dev/null' clang-tidy || status=1
fi
if choose '@(scripts|tests|.ci)/*@(.sh|.t|/run|/services)'; then
	shellcheck -x "${chosen[@]}" || status=1
fi
if choose '*.t'; then
	for file in "${chosen[@]}"; do
		[ -x "$file" ] && continue
		echo "$file: not executable" >&2
		status=1
	done
fi
if choose 'man/*.[157]'; then
	mandoc -T lint -W warning "${chosen[@]}" || status=1
fi
# Who has no containers need not have what checks them.
if choose 'Dockerfile' && command -v hadolint >/dev/null; then
	hadolint "${chosen[@]}" || status=1
fi
if choose 'compose.yaml' && command -v docker-compose >/dev/null; then
	docker-compose -f compose.yaml config -q || status=1
fi
exit $status
