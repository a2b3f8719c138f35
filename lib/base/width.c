#include "base/width.h"

#include <stdint.h>

struct range {
	uint32_t first, last;
};

static const struct range marks[] = {
	{ 0x0300, 0x036F }, /* combining diacritical marks */
	{ 0x0483, 0x0489 }, /* the same for Cyrillic */
	{ 0x0591, 0x05BD }, /* Hebrew points */
	{ 0x064B, 0x065F }, /* Arabic points */
	{ 0x1AB0, 0x1AFF }, /* more diacritical marks */
	{ 0x1DC0, 0x1DFF },
	{ 0x200B, 0x200F }, /* joiners and direction marks */
	{ 0x20D0, 0x20FF }, /* marks for symbols */
	{ 0xFE00, 0xFE0F }, /* variation selectors */
	{ 0xFE20, 0xFE2F },
	{ 0xFEFF, 0xFEFF },
	{ 0xE0100, 0xE01EF },
};

static const struct range wide[] = {
	{ 0x1100, 0x115F }, /* Hangul initials */
	{ 0x2E80, 0x303E }, /* radicals, ideographic punctuation */
	{ 0x3041, 0x33FF }, /* kana, bopomofo, compatibility */
	{ 0x3400, 0x4DBF }, /* ideographs */
	{ 0x4E00, 0x9FFF }, { 0xA000, 0xA4CF }, /* Yi */
	{ 0xA960, 0xA97F }, { 0xAC00, 0xD7A3 }, /* Hangul */
	{ 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F },
	{ 0xFF01, 0xFF60 },                       /* full-width forms */
	{ 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, /* pictures */
	{ 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x1FA70, 0x1FAFF },
	{ 0x20000, 0x3FFFD }, /* the planes of ideographs */
};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static bool
is_in(const struct range *ranges, size_t len, uint32_t code)
{
	for (size_t i = 0; i < len && code >= ranges[i].first; i++)
		if (code <= ranges[i].last)
			return true;
	return false;
}

static bool
is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The character that text begins with; *text moves behind it. */
static uint32_t
take_code(struct slice *text)
{
	static const unsigned char payload[] = { 0x7F, 0x7F, 0x1F, 0x0F, 0x07 };
	size_t len = 1;

	while (len < 4 && len < text->len && is_continuation(text->ptr[len]))
		len++;
	uint32_t code = (unsigned char)text->ptr[0] & payload[len];
	for (size_t i = 1; i < len; i++)
		code = code << 6 | ((unsigned char)text->ptr[i] & 0x3F);
	text->ptr += len;
	text->len -= len;
	return code;
}

size_t
width_of(struct slice text)
{
	size_t width = 0;

	while (text.len > 0) {
		uint32_t code = take_code(&text);

		if (is_in(marks, LEN(marks), code))
			continue;
		width += is_in(wide, LEN(wide), code) ? 2 : 1;
	}
	return width;
}
