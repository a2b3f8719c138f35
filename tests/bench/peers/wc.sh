#!/bin/sh
# wc.sh QUESTION [FILE]: it only counts lines, as fast as memory is read.
case $1 in
version) wc --version | head -n 1 ;;
check) exec wc -l <"$2" ;;
*) exit 64 ;;
esac
