#!/usr/bin/env python3
"""tls.py CERTIFICATE KEY PORT: speak TLS for a server on 127.0.0.1 that does not.

Prints the port it listens on, and goes on until it is killed.
"""
import socket
import ssl
import sys
import threading


def copy(source, target):
    """All that comes from source goes to target, its end included."""
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        target.close()


def serve(client, context, port):
    try:
        client = context.wrap_socket(client, server_side=True)
        server = socket.create_connection(("127.0.0.1", port))
    except OSError:  # the client does not trust us
        client.close()
        return
    threading.Thread(target=copy, args=(client, server), daemon=True).start()
    copy(server, client)


def main():
    certificate, key, port = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(
            target=serve, args=(client, context, int(port)), daemon=True
        ).start()


main()
