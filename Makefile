# make            build the tools into build/bin
# make check      build and run every test
# make SAN=1 ...  the same with the address and undefined-behaviour sanitizers
# make service-check   the tests with real services, which it starts and stops
# make lint       layers, sizes, format, static analysis, shell, manual pages
# make torture    many more plans of faults than make check has (SEEDS=600)
# make fuzz       run each fuzz target for FUZZ_TIME seconds (needs clang)
# make bench      measure beside other tools, into docs/benchmarks.md
# make bench-quick  the same on small data, to stdout
# make bench-peers  install the other tools into PEERS, ~/.cache/evtools-peers
# make bench-es   measure evsink-es with an OpenSearch, into docs/bench-es.md
# make conformance SUITES=DIR  run the public test suites in DIR
# make install    PREFIX (/usr/local) and DESTDIR are honoured; make uninstall
# make hooks      lint what changed before each git commit
# make dist       the sources of HEAD as build/evtools-VERSION.tar.gz
# make deb        a package for Debian, build/evtools_VERSION_ARCHITECTURE.deb
# make clean
#
# make -j builds on all cores; V=1 shows the commands.  CC, CFLAGS and LDFLAGS
# may be given: what was built with others is built again.

CC        = cc
CFLAGS    = -O2 -g
PREFIX    = /usr/local
BUILD     = build$(if $(SAN),-san)
JOBS      = $(shell nproc)
FUZZ_TIME = 10
PEERS     = $(HOME)/.cache/evtools-peers
SUITES    = ../shared/suites

# The libraries, each wrapped by one module; a tool links those it uses.
PKGS    = yajl yaml-0.1 gmp libxxhash libpcre2-8 libcurl zlib expat

WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wundef -Wvla -Wformat=2 -Wwrite-strings \
          -Wcast-qual -Wpointer-arith -Wswitch-enum -Wnull-dereference \
          -Wimplicit-fallthrough -Werror=implicit -Werror=return-type
HARDEN  = -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fno-common
SANITZE = -fPIE -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
          -fno-omit-frame-pointer
FUZZER  = -fPIE -O1 -fsanitize=fuzzer-no-link,address,undefined \
          -fno-sanitize-recover=all
MODE    = $(if $(FUZZING),$(FUZZER),$(if $(SAN),$(SANITZE),$(HARDEN)))
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS))
CHECK_LIBS  = $(shell pkg-config --libs check)

ifeq ($(strip $(PKG_LIBS) $(filter clean hooks,$(MAKECMDGOALS))),)
$(error pkg-config does not find all of $(PKGS); scripts/demo.sh installs them)
endif

# gcc joins the modules of a tool when it links: small functions of one are
# inlined into another, a tenth less CPU.  The objects hold code too, for the
# many tests, which link sooner without.  (clang's would need another linker.)
ifeq ($(SAN)$(FUZZING)$(findstring gcc version,$(shell $(CC) -v 2>&1)),gcc version)
LTO_OBJECT = -flto -ffat-lto-objects
# What it says of paths from module to module is not so: each is checked when
# it is compiled.
LTO_LINK   = -flto=auto -Wno-maybe-uninitialized
LTO_NONE   = -fno-lto
endif

ALL_CFLAGS  = -std=c17 -D_POSIX_C_SOURCE=200809L -Ilib $(WARN) $(PKG_CFLAGS) \
          $(CFLAGS) $(MODE)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(LDFLAGS)
ALL_LDLIBS  = $(PKG_LIBS) $(LDLIBS)

# Say the target only, or with V=1 the command.
RUN     = $(if $(V),,@echo '  $@';)

LIB     := $(wildcard lib/*/*.c)
TOOLS   := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
UNITS   := $(patsubst tests/%.c,%,$(wildcard tests/unit/*.c))
PROPS   := $(patsubst tests/%.c,%,$(wildcard tests/property/*.c))
HELPERS := $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/helper/*.c))
FUZZ    := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
BINS    := $(TOOLS:%=$(BUILD)/bin/%)
TESTS   := $(UNITS:%=$(BUILD)/%) $(PROPS:%=$(BUILD)/%)
PAGES   := $(wildcard man/*.[157])
BIN_DIR  = $(DESTDIR)$(PREFIX)/bin
VERSION  = $(shell sed -n 's/.*VERSION "\(.*\)"/\1/p' lib/cli/version.h)
MAN_DIR  = $(DESTDIR)$(PREFIX)/share/man
DATA_DIR = $(DESTDIR)$(PREFIX)/share/evtools

all: $(BINS)

# Holds what things were built with, and changes when that does.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(LTO_OBJECT) $(ALL_LDFLAGS) $(ALL_LDLIBS)' \
	    >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(RUN) $(CC) $(ALL_CFLAGS) $(LTO_OBJECT) -MMD -MP -c -o $@ $<

$(BUILD)/libevtools.a: $(LIB:%.c=$(BUILD)/%.o)
	@rm -f $@
	$(RUN) ar rcs $@ $^

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(RUN) $(CC) $(ALL_CFLAGS) $(LTO_LINK) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(TESTS): $(BUILD)/%: $(BUILD)/tests/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(RUN) $(CC) $(ALL_CFLAGS) $(LTO_NONE) $(ALL_LDFLAGS) -o $@ $^ \
	    $(CHECK_LIBS) $(ALL_LDLIBS)

$(HELPERS): $(BUILD)/%: $(BUILD)/tests/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(RUN) $(CC) $(ALL_CFLAGS) $(LTO_NONE) $(ALL_LDFLAGS) -o $@ \
	    $(filter %.o,$^) $(BUILD)/libevtools.a $(ALL_LDLIBS)

# The parts of a helper that is more than one file.
$(BUILD)/helper/esfault: $(patsubst %.c,$(BUILD)/%.o, \
    $(wildcard tests/helper/esfault/*.c))

$(BUILD)/fault.so: tests/fault/fault.c $(BUILD)/flags
	$(RUN) $(CC) -std=c17 $(WARN) $(CFLAGS) -fPIC -shared -o $@ $<

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(RUN) $(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ $^ $(ALL_LDLIBS)

# All tests speak TAP, so that one prove runs them side by side.
check: all $(TESTS) $(HELPERS) $(BUILD)/fault.so
	@PATH="$(CURDIR)/$(BUILD)/bin:$(CURDIR)/$(BUILD)/helper:$$PATH" \
	    CK_VERBOSITY=silent CK_TAP_LOG_FILE_NAME=- CK_DEFAULT_TIMEOUT=60 \
	    prove -j $(JOBS) -e '' $(TESTS) $(wildcard tests/cli/*.t)

service-check: all $(HELPERS)
	@tests/service/run $(CURDIR)/$(BUILD)

# Six hundred plans of faults for each kind of stream; make check has twelve.
torture: all $(HELPERS)
	@PATH="$(CURDIR)/$(BUILD)/bin:$(CURDIR)/$(BUILD)/helper:$$PATH" \
	    SEEDS=$${SEEDS:-600} prove -e '' tests/cli/*-faults.t

lint:
	@scripts/lint.sh

# The targets are built apart, by clang, and remember what they found.
fuzz:
	@$(MAKE) CC=clang BUILD=build-fuzz FUZZING=1 $(FUZZ:%=run-%)

run-%: $(BUILD)/fuzz/%
	@mkdir -p $(BUILD)/corpus/$*
	@$< -max_total_time=$(FUZZ_TIME) -timeout=10 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=$(BUILD)/ $(BUILD)/corpus/$* \
	    >$(BUILD)/$*.log 2>&1 || { cat $(BUILD)/$*.log; exit 1; }
	@sed -n 's/.*executed_units: */  $*: runs /p' $(BUILD)/$*.log

bench bench-quick: all $(HELPERS)
	@tests/bench/run.sh $@ $(BUILD) $(PEERS)

bench-peers:
	@tests/bench/install.sh $(PEERS)

conformance: all
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" tests/conformance/run.sh $(SUITES)

bench-es: all $(HELPERS)
	@tests/bench/es.sh $(BUILD)

install: all
	install -d $(BIN_DIR) $(MAN_DIR)/man1 $(MAN_DIR)/man5 $(MAN_DIR)/man7
	install $(BINS) $(BIN_DIR)
	for page in $(PAGES); do \
	    install -m 644 $$page $(MAN_DIR)/man$${page##*.} || exit; done
	for file in configuration.yml $$(find data -type f); do \
	    install -D -m 644 $$file $(DATA_DIR)/$$file || exit; done

uninstall:
	rm -f $(TOOLS:%=$(BIN_DIR)/%)
	for page in $(PAGES); do \
	    rm -f $(MAN_DIR)/man$${page##*.}/$${page##*/} || exit; done
	rm -rf $(DATA_DIR)

dist:
	@mkdir -p $(BUILD)
	git archive --prefix=evtools-$(VERSION)/ HEAD | \
	    gzip -n >$(BUILD)/evtools-$(VERSION).tar.gz

deb:
	@scripts/deb.sh $(BUILD)

hooks:
	@scripts/hooks.sh

clean:
	rm -rf build build-*

FORCE:
.PHONY: all check service-check torture lint fuzz bench bench-quick \
    bench-peers bench-es conformance install uninstall dist deb hooks clean \
    FORCE
.SECONDARY:
-include $(shell find $(BUILD) -path $(BUILD)/deb -prune -o \
    -type f -name '*.d' -print 2>/dev/null)
