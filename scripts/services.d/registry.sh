# shellcheck shell=bash
# Apicurio Registry: schemas in memory, behind the interface of Confluent's.
. "$here/services.d/java.sh"

registry=3.3.3
registry_sha256=8bc6751c76d963734224b01d5e7f84ccb3cb61c87d3bd77c36c35f10a5cbed63

prepare() {
	local archive
	setup curl
	find_java
	lib=$cache/registry-$registry
	[ ! -d "$lib" ] || return 0
	setup jars
	say 'fetching it from Maven Central (158 MB) ...'
	rm -rf "$lib.new"
	mkdir -p "$lib.new"
	maven "$maven_dependency:copy" \
	    -Dartifact="io.apicurio:apicurio-registry-app:$registry:tar.gz:all" \
	    -DoutputDirectory="$lib.new"
	archive=$lib.new/apicurio-registry-app-$registry-all.tar.gz
	echo "$registry_sha256  $archive" | sha256sum --quiet -c ||
		fail "$archive is not what it was"
	tar -xzf "$archive" -C "$lib.new"
	rm "$archive"
	mv "$lib.new" "$lib"
}

configure() {
	local setting options=()
	for setting in "${settings[@]}"; do
		options+=("-D$setting")
	done
	java_command -Dquarkus.http.host=127.0.0.1 \
	    "-Dquarkus.http.port=$port" \
	    -Dquarkus.management.host=127.0.0.1 \
	    "-Dquarkus.management.port=$((port + 100))" \
	    "${options[@]}" -jar "$lib/quarkus-run.jar"
}

serves() {
	curl -fs -o "$folder/subjects" -m 5 "$(address)/subjects"
}

address() {
	echo "http://127.0.0.1:$port/apis/ccompat/v7"
}
