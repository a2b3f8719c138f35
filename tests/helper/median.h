#ifndef HELPER_MEDIAN_H
#define HELPER_MEDIAN_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Times in microseconds, and what is printed of them. */

static inline long long
now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static inline int
compare_us(const void *a, const void *b)
{
	long long left = *(const long long *)a;
	long long right = *(const long long *)b;

	return (left > right) - (left < right);
}

/* Sorts the count times, at least one.  Returns 0, or -1 as printf() does. */
static inline int
print_median(long long *took_us, size_t count)
{
	qsort(took_us, count, sizeof(took_us[0]), compare_us);
	return printf("%lld\n", took_us[count / 2]) < 0 ? -1 : 0;
}

#endif
