# make            build the tools into build/bin
# make check      unit tests, property tests and command-line tests
# make SAN=1 ...  the same with the address and undefined-behaviour sanitizers
# make fuzz       a short run of each fuzz target (needs clang)
# make clean

CC      = cc
CFLAGS  = -O2 -g
PREFIX  = /usr/local
BUILD   = build$(if $(SAN),-san)

WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wundef -Wvla -Wformat=2 -Wwrite-strings \
          -Wcast-qual -Wpointer-arith -Wswitch-enum -Wnull-dereference \
          -Wimplicit-fallthrough -Werror=implicit -Werror=return-type
HARDEN  = -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fno-common
SANITZE = -fPIE -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
          -fno-omit-frame-pointer
ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -Ilib $(WARN) -MMD -MP \
          $(CFLAGS) $(if $(SAN),$(SANITZE),$(HARDEN))
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
ALL_LDLIBS  = -lyajl -lyaml -lgmp -lcurl -lxxhash $(LDLIBS)

LIB     := $(wildcard lib/*/*.c)
TOOLS   := $(notdir $(basename $(wildcard cmd/*.c)))
UNITS   := $(notdir $(basename $(wildcard tests/unit/test_*.c)))
PROPS   := $(notdir $(basename $(wildcard tests/property/*.c)))
FUZZ    := $(notdir $(basename $(wildcard tests/fuzz/*.c)))
LIB_O   := $(LIB:%.c=$(BUILD)/%.o)
CHECK_L  = $(shell pkg-config --libs check)
FUZZ_TIME = 10

all: $(TOOLS:%=$(BUILD)/bin/%)

$(BUILD)/libevtools.a: $(LIB_O)
	rm -f $@; ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_L) $(ALL_LDLIBS)

$(BUILD)/property/%: $(BUILD)/tests/property/%.o $(BUILD)/libevtools.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_L) $(ALL_LDLIBS)

check: all $(UNITS:%=$(BUILD)/unit/%) $(PROPS:%=$(BUILD)/property/%)
	@set -e; for t in $(UNITS:%=unit/%) $(PROPS:%=property/%); do \
	    CK_VERBOSITY=minimal $(BUILD)/$$t; done
	@[ -z "$(wildcard tests/cli/*.t)" ] || \
	    PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" prove tests/cli

fuzz:
	@mkdir -p $(BUILD)/fuzz
	@set -e; for f in $(FUZZ); do \
	    clang -std=c17 -D_POSIX_C_SOURCE=200809L -Ilib -g -O1 \
	        -fsanitize=fuzzer,address,undefined -o $(BUILD)/fuzz/$$f \
	        tests/fuzz/$$f.c $(filter-out lib/cli/%,$(LIB)) $(ALL_LDLIBS); \
	    $(BUILD)/fuzz/$$f -max_total_time=$(FUZZ_TIME) -verbosity=0; done

clean:
	rm -rf build build-san

.PHONY: all check fuzz clean
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
