# shellcheck shell=bash
# setup.sh: sourced by the other scripts.  setup WHAT... installs from Debian's
# packages what is missing to `build`, `check` or `lint` (also the files of
# `containers`), to make a package (`deb`) or a `fresh` Debian to try all in, or
# for `curl`, `jq`, `netcat`, Maven's `jars`, Python's `venv`; where all is there
# it takes no time, and needs neither root nor Debian.

# What is looked for, and the package that has it.  A name with a slash is a
# header, x.pc a library that pkg-config knows, x.py a module of Python, others
# are commands.
setup_packages() {
	case $1 in
	build)
		cat <<-'END'
			cc gcc
			/stdio.h libc6-dev
			make make
			pkg-config pkg-config
			yajl.pc libyajl-dev
			yaml-0.1.pc libyaml-dev
			gmp.pc libgmp-dev
			libxxhash.pc libxxhash-dev
			libpcre2-8.pc libpcre2-dev
			libcurl.pc libcurl4-openssl-dev
			zlib.pc zlib1g-dev
			expat.pc libexpat1-dev
		END
		;;
	check)
		cat <<-'END'
			check.pc check
			prove perl
			jq jq
			mandoc mandoc
		END
		;;
	lint)
		cat <<-'END'
			clang clang
			clang-format clang-format
			clang-tidy clang-tidy
			cppcheck cppcheck
			shellcheck shellcheck
		END
		;;
	containers)
		echo docker-compose docker-compose
		;;
	deb)
		cat <<-'END'
			dpkg-buildpackage dpkg-dev
			dh debhelper
			lintian lintian
		END
		;;
	curl | jq)
		echo "$1" "$1"
		;;
	netcat)
		echo nc netcat-openbsd
		;;
	jars)
		echo mvn maven
		;;
	venv)
		echo ensurepip.py python3-venv
		;;
	fresh)
		echo debootstrap debootstrap
		;;
	esac
}

setup_has() {
	case $1 in
	/*)
		echo "#include <${1#/}>" | cc -E -o /dev/null - 2>/dev/null
		;;
	*.pc)
		pkg-config --exists "${1%.pc}" 2>/dev/null
		;;
	*.py)
		python3 -c "import ${1%.py}" 2>/dev/null
		;;
	*)
		command -v "$1" >/dev/null
		;;
	esac
}

# Print the packages that are missing to $1..., one a line.
setup_missing() {
	local what name package
	for what; do
		setup_packages "$what" | while read -r name package; do
			setup_has "$name" || echo "$package"
		done
	done
}

setup_fail() {
	cat >&2 <<-END
		${0##*/}: $1
		These packages of Debian 12 are missing (elsewhere they may be named
		otherwise); install them and call this again:

		  apt-get install ${missing[*]}
	END
	exit 1
}

setup() {
	local missing
	mapfile -t missing < <(setup_missing "$@")
	[ ${#missing[@]} -eq 0 ] || setup_install "${missing[@]}"
}

# Install the packages $1...
setup_install() {
	local missing=("$@") root=() log
	command -v apt-get >/dev/null || setup_fail 'apt-get is not here.'
	if [ "$(id -u)" -ne 0 ]; then
		root=(sudo -n)
		[ -t 0 ] && root=(sudo)
		"${root[@]}" true 2>/dev/null ||
			setup_fail 'neither root nor allowed to use sudo.'
	fi
	echo "installing ${missing[*]} ..."
	log=$(mktemp)
	if ! {
		"${root[@]}" apt-get -qq update
		"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
			--no-install-recommends install "${missing[@]}"
	} >"$log" 2>&1; then
		grep -E '^[EW]:' "$log" | sort -u >&2
		rm -f "$log"
		setup_fail 'apt-get failed, see above.'
	fi
	rm -f "$log"
}

# Build what `make $*` builds; its output is shown only where it fails.
build() {
	local log
	log=$(mktemp)
	if ! make -j "$(nproc)" "$@" >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		echo "${0##*/}: make $* failed, see above" >&2
		return 1
	fi
	rm -f "$log"
}
