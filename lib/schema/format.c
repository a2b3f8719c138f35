#include "schema/format.h"

#include "base/number.h"
#include "base/time.h"
#include "base/unixtime.h"

/*
 * ISO 3166-1, the officially assigned codes of two letters (249 of them; the
 * list of the ISO 3166 Maintenance Agency, https://www.iso.org/obp/ui/).
 * Sorted, two bytes each.
 */
static const char
    countries[] = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZ"
		  "BABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ"
		  "CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ"
		  "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFR"
		  "GAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHU"
		  "IDIEILIMINIOIQIRISITJEJMJOJP"
		  "KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLY"
		  "MAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ"
		  "NANCNENFNGNINLNONPNRNUNZOM"
		  "PAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW"
		  "SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZ"
		  "TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZ"
		  "VAVCVEVGVIVNVUWFWSYEYTZAZMZW";

static char
upper(char byte)
{
	return (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte);
}

/* Upper or lower case: streams write both. */
static bool
is_country(struct slice text)
{
	size_t from = 0, to = sizeof(countries) / 2;

	if (text.len != 2)
		return false;
	const char code[2] = { upper(text.ptr[0]), upper(text.ptr[1]) };

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = memcmp(code, countries + 2 * middle, 2);

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

static bool
is_within(struct slice number, struct slice min, struct slice max)
{
	return number_compare(number, min) >= 0 &&
	    number_compare(number, max) <= 0;
}

static bool
is_longitude(struct slice number)
{
	return is_within(number, SLICE("-180"), SLICE("180"));
}

static bool
is_latitude(struct slice number)
{
	return is_within(number, SLICE("-90"), SLICE("90"));
}

static bool
is_unix_s(struct slice text)
{
	int64_t ns;

	return unixtime_parse(text, TIME_UNIX, &ns);
}

static bool
is_unix_ms(struct slice text)
{
	int64_t ns;

	return unixtime_parse(text, TIME_MS, &ns);
}

static bool
is_unix_us(struct slice text)
{
	int64_t ns;

	return unixtime_parse(text, TIME_US, &ns);
}

static bool
is_unix_ns(struct slice text)
{
	int64_t ns;

	return unixtime_parse(text, TIME_NS, &ns);
}

enum {
	NUMBERS = 1 << JSON_NUMBER,
	STRINGS = 1 << JSON_STRING,
	TIMES = NUMBERS | STRINGS,
};

static const struct format formats[] = {
	{ "iso-3166-1-alpha-2", "country code of ISO 3166-1 alpha-2", STRINGS,
	    is_country },
	{ "latitude", "latitude (-90 to 90)", NUMBERS, is_latitude },
	{ "longitude", "longitude (-180 to 180)", NUMBERS, is_longitude },
	{ "unix-time", "Unix time in seconds", TIMES, is_unix_s },
	{ "unix-time-ms", "Unix time in milliseconds", TIMES, is_unix_ms },
	{ "unix-time-ns", "Unix time in nanoseconds", TIMES, is_unix_ns },
	{ "unix-time-us", "Unix time in microseconds", TIMES, is_unix_us },
};

/* Of all drafts together. */
static const char *const later[] = {
	"date",
	"date-time",
	"duration",
	"email",
	"hostname",
	"idn-email",
	"idn-hostname",
	"ipv4",
	"ipv6",
	"iri",
	"iri-reference",
	"json-pointer",
	"regex",
	"relative-json-pointer",
	"time",
	"uri",
	"uri-reference",
	"uri-template",
	"uuid",
};

const struct format *
format_find(struct slice name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		if (slice_equal(name, slice_of(formats[i].name)))
			return &formats[i];
	}
	return NULL;
}

bool
format_is_later(struct slice name)
{
	for (size_t i = 0; i < sizeof(later) / sizeof(*later); i++) {
		if (slice_equal(name, slice_of(later[i])))
			return true;
	}
	return false;
}
