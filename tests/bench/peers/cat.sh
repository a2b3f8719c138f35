#!/bin/sh
# cat.sh QUESTION [FILE]: it only copies; to /dev/null, as fast as it reads.
case $1 in
version) cat --version | head -n 1 ;;
check) exec cat "$2" ;;
*) exit 64 ;;
esac
