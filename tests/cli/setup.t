#!/bin/sh
# What setup.sh says and does where something is missing: on a system of a few
# commands, with an apt-get, an id and a sudo of our own.
. "${0%/*}/lib.sh"

mkdir bin
for tool in bash cat dirname env grep make mktemp nproc rm sort; do
	ln -s "$(command -v "$tool")" bin
done

# Make the command $1, which does what stdin says.
command_is() {
	{ echo '#!/bin/bash'; cat; } >"bin/$1"
	chmod +x "bin/$1"
}

build='gcc libc6-dev pkg-config libyajl-dev libyaml-dev'
build="$build libgmp-dev libxxhash-dev libpcre2-dev libcurl4-openssl-dev zlib1g-dev libexpat1-dev"

check_err 'without apt-get the packages are named' 1 '
	PATH=$work/bin "$top/scripts/demo.sh"' <<ERR
demo.sh: apt-get is not here.
These packages of Debian 12 are missing (elsewhere they may be named
otherwise); install them and call this again:

  apt-get install $build
ERR

command_is apt-get <<'END'
echo "$*" >>apt.log
END
command_is id <<'END'
echo 1000
END

check_err 'who is not root needs sudo' 1 '
	PATH=$work/bin "$top/scripts/demo.sh" </dev/null' <<ERR
demo.sh: neither root nor allowed to use sudo.
These packages of Debian 12 are missing (elsewhere they may be named
otherwise); install them and call this again:

  apt-get install $build
ERR

command_is sudo <<'END'
[ "$1" = -n ] && shift
"$@"
END

check 'what is missing is installed, and only that' 0 '
	PATH=$work/bin bash -c ". \"$top/scripts/setup.sh\"; setup build"
	cat apt.log' <<OUT
installing $build ...
-qq update
-qq -y --no-install-recommends install $build
OUT

command_is apt-get <<'END'
echo 'N: a notice'
echo 'E: Temporary failure resolving the mirror'
exit 100
END
command_is id <<'END'
echo 0
END

check_err 'what apt-get says is shown' 1 '
	PATH=$work/bin "$top/scripts/check.sh" </dev/null' <<ERR
E: Temporary failure resolving the mirror
check.sh: apt-get failed, see above.
These packages of Debian 12 are missing (elsewhere they may be named
otherwise); install them and call this again:

  apt-get install $build check perl jq mandoc
ERR

check 'where all is there, nothing is asked for' 0 '
	bash -c ". \"$top/scripts/setup.sh\"; setup build check"' </dev/null

# The package's builders install the libraries by its own list.
setup_libraries() {
	bash -c '. "$1/scripts/setup.sh"; setup_packages build' - "$top" |
	    awk '{ print $2 }' | grep -e '-dev$' -e pkg-config | grep -v libc6-dev
}
setup_libraries | sort -u >libraries
check 'the package of Debian is built with the same libraries' 0 '
	sed -n "/^Build-Depends:/,/^$/s/^ \([a-z0-9-]*\),*$/\1/p" \
	    "$top/debian/control" | sort' <libraries

check 'the package has the version of the tools' 0 '
	sed -n "1s/.*(\(.*\)).*/\1/p" "$top/debian/changelog"' <<OUT
$(sed -n 's/.*VERSION "\(.*\)"/\1/p' "$top/lib/cli/version.h")
OUT

done_testing
