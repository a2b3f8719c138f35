"""es.py URL [INDEX BYTES FILE]: records into a cluster by the bulk helper.

Of elasticsearch-py, or where that refuses the cluster, of opensearch-py.  With
a URL alone it prints which.
"""
import importlib.metadata
import json
import sys

import elasticsearch
import elasticsearch.helpers
import opensearchpy
import opensearchpy.helpers


def connect(url):
    client = elasticsearch.Elasticsearch(url)
    try:
        client.info()
        return client, elasticsearch.helpers, "elasticsearch"
    except (elasticsearch.UnsupportedProductError, elasticsearch.ApiError):
        return opensearchpy.OpenSearch(url), opensearchpy.helpers, "opensearch-py"


def actions(index, path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield {"_index": index, "_source": json.loads(line)}


def main():
    client, helpers, package = connect(sys.argv[1])
    if len(sys.argv) == 2:
        version = importlib.metadata.version(package)
        other = importlib.metadata.version("elasticsearch")
        refused = f" (elasticsearch-py {other} refuses the cluster)"
        print(f"{package} {version}" + (refused if package != "elasticsearch" else ""))
        return
    index, size, path = sys.argv[2], int(sys.argv[3]), sys.argv[4]
    helpers.bulk(
        client,
        actions(index, path),
        chunk_size=1_000_000,
        max_chunk_bytes=size,
        request_timeout=120,
    )


main()
