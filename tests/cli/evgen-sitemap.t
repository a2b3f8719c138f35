#!/bin/sh
# shellcheck disable=SC2016 # the commands are evaluated later
# evgen's URLs out of sitemaps: local ones, and those of a web server whose
# answers are the files below web/.
. "${0%/*}/lib.sh"

XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY

# model ARGUMENTS: a model of one sitemap, whose URLs come in their order
model() {
	printf 'models: {m: {record: {u: {sitemap: %s, in_turn: true}}}}\n' "$1" \
	    >m.yml
}

# sitemap URL...
sitemap() {
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
	printf '<url><loc>%s</loc></url>\n' "$@"
	echo '</urlset>'
}

# index URL...
index() {
	printf '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
	printf '<sitemap><loc>%s</loc></sitemap>\n' "$@"
	echo '</sitemapindex>'
}

# Files.

mkdir 'a b'
sitemap http://s.example/ 'http://s.example/?a&amp;b' >map.xml
gzip -c map.xml >map.xml.gz
cp map.xml 'a b'

model map.xml
check 'the URLs of a file' 0 'evgen -c m.yml -m m -n 3' <<'OUT'
{"u":"http://s.example/"}
{"u":"http://s.example/?a&b"}
{"u":"http://s.example/"}
OUT

check 'a path is seen from the folder of the configuration' 0 '
	(cd "a b" && evgen -c ../m.yml -m m -n 1)' <<'OUT'
{"u":"http://s.example/"}
OUT

model map.xml.gz
check 'gzip is told by its first bytes, not by its name' 0 '
	evgen -c m.yml -m m -n 2 | tail -n 1
	mv map.xml.gz packed; model packed; evgen -c m.yml -m m -n 1' <<'OUT'
{"u":"http://s.example/?a&b"}
{"u":"http://s.example/"}
OUT

check 'a file can be given as a URL' 0 '
	for url in "file:a%20b/map.xml" "file://$work/a%20b/map.xml" \
	    "FILE:$work/map.xml" "file://localhost$work/packed"; do
		model "\"$url\""
		evgen -c m.yml -m m -n 1
	done | uniq -c' <<'OUT'
      4 {"u":"http://s.example/"}
OUT

check 'nothing is kept of files' 0 'ls cache 2>/dev/null | wc -l' <<'OUT'
0
OUT

model '"file://elsewhere/map.xml"'
check_err 'another machine is none of ours' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: 'file://elsewhere/map.xml' names no file of this machine
ERR

model '"ftp://s.example/"'
check_err 'other protocols are refused' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: 'ftp://s.example/' is no http, https or file URL, and no path
ERR

model nowhere.xml
check_err 'a file that is not there' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: cannot open 'nowhere.xml': No such file or directory
ERR

head -c 60 packed >cut.gz
model cut.gz
check_err 'gzip that is cut off' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: 'cut.gz' is cut off: gzip goes on
ERR

head -c 60000000 /dev/zero | gzip >bomb
model bomb
check_err 'a bomb' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: 'bomb' is longer than 52428800 bytes when unpacked
ERR

model bad.xml
sitemap ftp://s.example/ http://s.example/ok /relative 'http://x y/' >bad.xml
check_err 'what is no URL is passed over, with one notice' 0 '
	evgen -c m.yml -m m -n 2 >out; uniq -c out >&2' <<'ERR'
evgen: bad.xml:3:6: 'ftp://s.example/' is no http or https URL: it is passed over, as are 2 more
      2 {"u":"http://s.example/ok"}
ERR

sitemap /relative >bad.xml
check_err 'where nothing is left it is an error' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: bad.xml:3:6: '/relative' is no http or https URL: it is passed over
evgen: bad.xml: there is no http or https URL in it
ERR

cat >bad.xml <<'END'
<?xml version="1.0"?>
<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<urlset><url><loc>http://s.example/&x;</loc></url></urlset>
END
check_err 'a DOCTYPE is refused' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: bad.xml:2:18: a DOCTYPE is refused: a sitemap has none
ERR

sitemap 'http://s.example/</loc>' >bad.xml
check_err 'what is no XML is told with its place' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: bad.xml:3:36: mismatched tag
ERR

model '{a: 1}'
check_err 'a sitemap is named by a text' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:36: a text is wanted here
ERR

model 'map.xml, max_age: soon'
check_err 'an age is a duration' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:54: 'soon' is not a duration (90s, 1h30m)
ERR

# The web.

mkdir web
web web >asked &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
await test -s asked
site=http://127.0.0.1:$(head -n 1 asked)

# answer PATH [HEADER...] <BODY
answer() {
	to=web/$1
	shift
	{
		printf 'HTTP/1.1 200 OK\r\nConnection: close\r\n'
		[ $# -eq 0 ] || printf '%s\r\n' "$@"
		printf '\r\n'
		cat
	} >"$to"
}

# moved PATH LOCATION
moved() {
	printf 'HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n' \
	    "$2" >"web/$1"
}

# asks COMMAND: what the server is asked for while it runs
asks() {
	before=$(wc -l <asked)
	"$@"
	tail -n "+$((before + 1))" asked >asked.now
}

sitemap http://s.example/1 http://s.example/2 | answer map.xml
model "$site/map.xml"
check 'the URLs of a homepage' 0 '
	asks evgen -c m.yml -m m -n 3
	cat asked.now' <<'OUT'
{"u":"http://s.example/1"}
{"u":"http://s.example/2"}
{"u":"http://s.example/1"}
GET /map.xml HTTP/1.1
OUT

check 'they are kept for the next time' 0 '
	asks evgen -c m.yml -m m -n 1
	cat asked.now
	ls cache/evtools | sed "s/[0-9a-f]\{32\}/X/"
	sed "s/:[0-9]*\/map/:PORT\/map/" cache/evtools/*' <<'OUT'
{"u":"http://s.example/1"}
sitemap-X.urls
# 38 bytes of URLs in http://127.0.0.1:PORT/map.xml
http://s.example/1
http://s.example/2
OUT

sitemap http://s.example/new | answer map.xml
check 'but not for ever' 0 '
	evgen -c m.yml -m m -n 1
	touch -d "-25 hours" cache/evtools/*
	asks evgen -c m.yml -m m -n 1
	cat asked.now
	touch -d "-23 hours" cache/evtools/*
	asks evgen -c m.yml -m m -n 1
	cat asked.now' <<'OUT'
{"u":"http://s.example/1"}
{"u":"http://s.example/new"}
GET /map.xml HTTP/1.1
{"u":"http://s.example/new"}
OUT

check 'one from the future is none' 0 '
	touch -d "+1 hour" cache/evtools/*
	asks evgen -c m.yml -m m -n 1
	cat asked.now' <<'OUT'
{"u":"http://s.example/new"}
GET /map.xml HTTP/1.1
OUT

model "$site/map.xml, max_age: 0s"
check 'nor for longer than the model says' 0 '
	asks evgen -c m.yml -m m -n 1
	cat asked.now' <<'OUT'
{"u":"http://s.example/new"}
GET /map.xml HTTP/1.1
OUT

model "$site/map.xml"
check 'one that is cut off is none' 0 '
	truncate -s -1 cache/evtools/*
	asks evgen -c m.yml -m m -n 1
	cat asked.now' <<'OUT'
{"u":"http://s.example/new"}
GET /map.xml HTTP/1.1
OUT

rm -r cache
model "$site/map.xml, cache: none"
check 'nothing is kept where nothing is wanted' 0 '
	evgen -c m.yml -m m -n 1; ls cache 2>/dev/null | wc -l' <<'OUT'
{"u":"http://s.example/new"}
0
OUT

model "$site/map.xml, cache: kept/urls"
check 'it is kept where the model says' 0 '
	evgen -c m.yml -m m -n 1; tail -n +2 kept/urls; ls -A kept' <<'OUT'
{"u":"http://s.example/new"}
http://s.example/new
urls
OUT

model "$site/redirect, cache: kept/urls"
moved redirect /map.xml
check 'what is kept of another sitemap is none of this one' 0 '
	asks evgen -c m.yml -m m -n 1
	cat asked.now' <<'OUT'
{"u":"http://s.example/new"}
GET /redirect HTTP/1.1
GET /map.xml HTTP/1.1
OUT

model "$site/map.xml, cache: m.yml/urls"
check_err 'where it cannot be kept, it is told, and that is all' 0 '
	evgen -c m.yml -m m -n 1' <<'ERR'
evgen: cannot keep URLs in 'm.yml/urls': Not a directory
ERR

check 'without a home nothing is kept by itself' 0 '
	model "$site/map.xml"
	env -u HOME -u XDG_CACHE_HOME evgen -c m.yml -m m -n 1
	HOME= XDG_CACHE_HOME=relative evgen -c m.yml -m m -n 1
	ls relative cache 2>/dev/null | wc -l
	env -u XDG_CACHE_HOME HOME="$work/home" evgen -c m.yml -m m -n 1
	ls home/.cache' <<'OUT'
{"u":"http://s.example/new"}
{"u":"http://s.example/new"}
0
{"u":"http://s.example/new"}
evtools
OUT

gzip -c map.xml | answer map.xml.gz
gzip -c map.xml | answer coded.xml 'Content-Encoding: gzip'
check 'gzip, as a file or for the way' 0 '
	for name in map.xml.gz coded.xml; do
		model "$site/$name"
		evgen -c m.yml -m m -n 1
	done' <<'OUT'
{"u":"http://s.example/"}
{"u":"http://s.example/"}
OUT

answer bomb.gz <bomb
answer bomb.xml 'Content-Encoding: gzip' <bomb
check_err 'neither may be a bomb' 0 '
	for name in bomb.gz bomb.xml; do
		model "$site/$name"
		evgen -c m.yml -m m; echo $? >&2
	done 2>&1 | sed "s/:[0-9]*\/bomb/:PORT\/bomb/" >&2' <<'ERR'
evgen: m.yml:1:36: 'http://127.0.0.1:PORT/bomb.gz' is longer than 52428800 bytes when unpacked
2
evgen: 'http://127.0.0.1:PORT/bomb.xml' is longer than 52428800 bytes
3
ERR

sitemap http://s.example/3 | answer third.xml
index "$site/map.xml" "$site/map.xml.gz" "$site/third.xml" | answer index.xml
model "$site/index.xml"
check 'a sitemap index stands for its sitemaps, in their order' 0 '
	asks evgen -c m.yml -m m -n 4
	cat asked.now' <<'OUT'
{"u":"http://s.example/new"}
{"u":"http://s.example/"}
{"u":"http://s.example/?a&b"}
{"u":"http://s.example/3"}
GET /index.xml HTTP/1.1
GET /map.xml HTTP/1.1
GET /map.xml.gz HTTP/1.1
GET /third.xml HTTP/1.1
OUT

# As the tests run side by side, each has its own port: it is left out.
portless() {
	"$@" 2>&1 | sed 's|//127.0.0.1:[0-9]*/|//SITE/|' >&2
}

index "$site/map.xml" "$site/index.xml" | answer outer.xml
model "$site/outer.xml"
check_err 'an index in an index is refused' 0 '
	portless evgen -c m.yml -m m' <<'ERR'
evgen: http://SITE/index.xml: an index in an index is refused
ERR

index file:///etc/passwd | answer outer.xml
check_err 'an index of the web names no files' 0 '
	portless evgen -c m.yml -m m' <<'ERR'
evgen: http://SITE/outer.xml:1:76: 'file:///etc/passwd' is no http or https URL
ERR

# shellcheck disable=SC2046 # many words
index $(yes "$site/third.xml" | head -n 1001) | answer outer.xml
check_err 'an index has a limit' 0 '
	portless evgen -c m.yml -m m' <<'ERR'
evgen: http://SITE/outer.xml: this index names more than 1000 sitemaps; name one of them instead
ERR

printf 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n' >web/none.xml
model "$site/none.xml"
check_err 'a status that is no success' 3 '
	evgen -c m.yml -m m 2>err; got=$?; portless cat err; (exit $got)' <<'ERR'
evgen: cannot fetch 'http://SITE/none.xml': the answer is status 404
ERR

index "$site/map.xml" "$site/none.xml" | answer outer.xml
model "$site/outer.xml"
check_err 'an index wants all of its sitemaps' 0 '
	portless evgen -c m.yml -m m' <<'ERR'
evgen: cannot fetch 'http://SITE/none.xml': the answer is status 404
ERR

for i in 1 2 3 4 5 6; do
	moved "r$i" "r$((i - 1))"
done
cp web/third.xml web/r0
check_err 'a few redirects are followed, not many' 0 '
	model "$site/r5"; evgen -c m.yml -m m -n 1 >&2
	model "$site/r6"; portless evgen -c m.yml -m m' <<'ERR'
{"u":"http://s.example/3"}
evgen: cannot fetch 'http://SITE/r6': more than 5 redirects
ERR

moved away file:///etc/passwd
moved out ftp://s.example/
check_err 'and not to other protocols' 0 '
	for name in away out; do
		model "$site/$name"
		portless evgen -c m.yml -m m
	done' <<'ERR'
evgen: cannot fetch 'http://SITE/away': it redirects to what is neither http nor https
evgen: cannot fetch 'http://SITE/out': it redirects to what is neither http nor https
ERR

printf 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<urlset>' >web/cut.xml
model "$site/cut.xml"
check_err 'an answer that is cut off is none' 3 '
	evgen -c m.yml -m m 2>err; got=$?
	sed "s/with .* bytes/with N bytes/" err | portless cat; (exit $got)' <<'ERR'
evgen: cannot fetch 'http://SITE/cut.xml': transfer closed with N bytes remaining to read
ERR

answer page.html <<'END'
<!DOCTYPE html>
<html lang="en"></html>
END
model "$site/page.html"
check_err 'a page is no sitemap' 0 'portless evgen -c m.yml -m m' <<'ERR'
evgen: http://SITE/page.html:1:15: a DOCTYPE is refused: a sitemap has none
ERR

# Nobody answers for this one, and nobody is waited for.
model "$site/silent"
check 'SIGTERM ends the wait for an answer' 0 '
	before=$(wc -l <asked)
	evgen -c m.yml -m m &
	await eval "tail -n +$((before + 1)) asked | grep -q silent"
	kill -TERM $!
	wait $!; echo $?' <<'OUT'
143
OUT

model "$site/map.xml"
evgen -c m.yml -m m -n 0 2>&1 | head -n 1 >/dev/null
kill $server
wait $server 2>/dev/null
touch -d 2024-01-31T12:00:00Z cache/evtools/*
check_err 'without the net what was kept is used, and told' 0 '
	portless evgen -c m.yml -m m -n 1 2>&1 | sed "s/: Failed.*;/: …;/" >&2' <<'ERR'
evgen: cannot fetch 'http://SITE/map.xml': …; what was kept on 2024-01-31T12:00:00Z is used
{"u":"http://s.example/new"}
ERR

rm -r cache
check_err 'and without it there is nothing to go by' 3 '
	evgen -c m.yml -m m -n 1 2>err; got=$?
	sed "s/: Failed.*//" err | portless cat; (exit $got)' <<'ERR'
evgen: cannot fetch 'http://SITE/map.xml'
ERR

# Nobody vouches for a certificate that the server made itself.
if command -v openssl >/dev/null; then
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
	    -keyout key -out cert 2>/dev/null
	openssl s_server -accept 127.0.0.1:0 -cert cert -key key -WWW -naccept 1 \
	    >said 2>&1 &
	server=$!
	await grep -q ACCEPT said
	model "https://$(sed -n 's/^ACCEPT //p' said)/map.xml"
	check_err 'a certificate is verified' 3 '
		evgen -c m.yml -m m 2>err; got=$?; portless cat err; (exit $got)' <<'ERR'
evgen: cannot fetch 'https://SITE/map.xml': SSL certificate problem: self-signed certificate
ERR
fi

check 'evconf asks nobody' 0 '
	evconf check m.yml 2>&1' </dev/null

done_testing
