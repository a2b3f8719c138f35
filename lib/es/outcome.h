#ifndef ES_OUTCOME_H
#define ES_OUTCOME_H

#include <stdbool.h>

#include "es/bulk.h"

/*
 * What a status means for a record, and for a request as a whole.
 */
enum es_outcome {
	ES_STORED,
	ES_PRESENT,   /* it, or a newer one, is there already: all is well */
	ES_AGAIN,     /* for now it cannot be taken */
	ES_AGAIN_FEW, /* likewise, but it may be the record's fault */
	ES_REFUSED,
};

/* is_error: the item says so, beside its status. */
enum es_outcome es_outcome_of_item(const struct es_action *action,
    unsigned status, bool is_error);

enum es_request_outcome {
	ES_REQUEST_ANSWERED, /* each item has an outcome of its own */
	ES_REQUEST_BUSY,     /* the cluster is: send it again, later */
	ES_REQUEST_LOST,     /* the node is: send it again, to another one */
	ES_REQUEST_LARGE,    /* too large: send it in two halves */
	ES_REQUEST_BAD,      /* one of its records is: likewise */
	ES_REQUEST_DENIED,   /* it is no use: end */
};

/* status 0: there was no answer. */
enum es_request_outcome es_outcome_of_request(unsigned status);

#endif
