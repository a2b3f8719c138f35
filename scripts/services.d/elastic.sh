# shellcheck shell=bash
# Elasticsearch with its security: users, roles, API keys; without TLS.  Put
# together from published jars: right for what it answers, not for how fast.
. "$here/services.d/java.sh"

prepare() {
	setup curl
	find_java
	find_jars
}

configure() {
	mkdir -p "$folder/tmp"
	find_password
	# Node.java reads it.
	export ES_PASSWORD
	java_command "-Djava.io.tmpdir=$folder/tmp" \
	    -cp "$lib/classes:$lib/jars/*" org.elasticsearch.node.Standalone \
	    "$folder" cluster.name=evtools discovery.type=single-node \
	    network.host=127.0.0.1 "http.port=$port" \
	    "transport.port=$((port + 100))" \
	    cluster.routing.allocation.disk.threshold_enabled=false \
	    xpack.security.enabled=true \
	    xpack.security.http.ssl.enabled=false \
	    xpack.security.transport.ssl.enabled=false \
	    xpack.security.autoconfiguration.enabled=false \
	    xpack.license.self_generated.type=basic "${settings[@]}"
}

# Set ES_PASSWORD to that of the first start, which is in a file that only its
# owner can read and curl can, so that it stands on no command line.
find_password() {
	local file=$folder/password
	if [ ! -s "$file" ]; then
		: "${ES_PASSWORD:=$(head -c 15 /dev/urandom | base64 | tr +/ ab)}"
		(umask 077 && echo "$ES_PASSWORD" >"$file")
	fi
	read -r ES_PASSWORD <"$file"
	(umask 077 && printf 'user = "elastic:%s"\n' "$ES_PASSWORD" \
	    >"$folder/curlrc")
}

# Its health is not enough: indexes must be creatable too.
serves() {
	local url
	url=$(address)
	curl_elastic -m 5 \
	    "$url/_cluster/health?wait_for_status=yellow&timeout=1s" || return 1
	curl_elastic -m 30 -X PUT "$url/services-probe" &&
	    curl_elastic -m 30 -X DELETE "$url/services-probe"
}

curl_elastic() {
	curl -K "$folder/curlrc" -fs -o "$folder/answer" "$@"
}

address() {
	echo "http://127.0.0.1:$port"
}
