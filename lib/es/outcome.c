#include "es/outcome.h"

enum es_outcome
es_outcome_of_item(const struct es_action *action, unsigned status,
    bool is_error)
{
	if (status >= 200 && status < 300)
		return is_error ? ES_REFUSED : ES_STORED;
	switch (status) {
	case 404: /* what is to be deleted is not there */
		return action->op == ES_DELETE && !is_error ? ES_STORED
							    : ES_REFUSED;
	case 409:
		if (action->op == ES_CREATE || action->version != ES_NO_VERSION)
			return ES_PRESENT;
		/* Somebody else writes the same document just now. */
		return ES_AGAIN_FEW;
	case 429:
	case 502:
	case 503:
	case 504:
		return ES_AGAIN;
	default:
		return status >= 500 ? ES_AGAIN_FEW : ES_REFUSED;
	}
}

enum es_request_outcome
es_outcome_of_request(unsigned status)
{
	if (status >= 200 && status < 300)
		return ES_REQUEST_ANSWERED;
	switch (status) {
	case 401:
	case 403:
	case 404:
	case 405:
		return ES_REQUEST_DENIED;
	case 408:
	case 429:
	case 503:
		return ES_REQUEST_BUSY;
	case 413:
		return ES_REQUEST_LARGE;
	default:
		return status >= 400 && status < 500 ? ES_REQUEST_BAD
						     : ES_REQUEST_LOST;
	}
}
