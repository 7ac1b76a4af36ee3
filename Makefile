# Gradus: one Makefile. Everything it makes lies under $(BUILD), `make help` lists what it can do.
#
#   make                      leaves the program at build/gradus
#   make BUILD=build-mine     the same in a folder of one's own (sanitizers, coverage: build/asan, …)
#   make V=1                  shows whole commands
#
# Files are found by wildcard: a new file in a room is compiled without a line here. The rooms differ
# in what they may see (the include paths below are the walls; tests/checks/layers.sh inspects them):
#
#   src/core   numbers: libc, libm and CBLAS        src/plot   pictures: Cairo; neither Lua nor core
#   src/bind   core and plot shown to Lua           src/repl   the program: Readline, terminal, files

BUILD  ?= build
PREFIX ?= /usr/local
CC     := $(if $(filter default,$(origin CC)),$(shell command -v gcc >/dev/null && echo gcc || echo cc),$(CC))
AR     ?= ar
CFLAGS ?= -O2 -g -fno-plt
NUMERIC_OPT ?= -O3

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
Q    := $(if $(V),,@)
say   = $(if $(V),@:,@printf '  %-7s %s\n' $(1) '$(2)')
JOBS := $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

# --- what the machine offers ----------------------------------------------------------------------
# pkg-config where it knows a library, the usual names where it does not. `make deps` runs before
# anything is installed, so nothing here may fail or print when a tool is missing.

ifeq ($(shell uname -s),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
export PKG_CONFIG_PATH := $(BREW)/opt/lua@5.4/lib/pkgconfig:$(BREW)/opt/readline/lib/pkgconfig:$(BREW)/opt/openblas/lib/pkgconfig:$(PKG_CONFIG_PATH)
endif

# $(call pkg,--cflags|--libs,name,fallback)
pkg = $(shell pkg-config --exists $(2) 2>/dev/null && pkg-config $(1) $(2) || echo $(3))

LUA_PKG := $(shell for p in lua5.4 lua-5.4 lua54 lua; do \
             pkg-config --exists "$$p >= 5.4 $$p < 5.5" 2>/dev/null && echo $$p && break; done)
LUA_CFLAGS    := $(call pkg,--cflags,$(or $(LUA_PKG),lua5.4),-I/usr/include/lua5.4)
LUA_LIBS      := $(call pkg,--libs,$(or $(LUA_PKG),lua5.4),-llua5.4)
BLAS_CFLAGS   := $(call pkg,--cflags,openblas)
# OpenBLAS is opened when the first large product needs it (src/core/blas.c), not linked.
BLAS_DEFS     := $(if $(BREW),-DGR_BLAS_LIBRARY='"$(BREW)/opt/openblas/lib/libopenblas.dylib"')
LINE_CFLAGS   := $(filter-out -D_%,$(call pkg,--cflags,readline))
LINE_LIBS     := $(call pkg,--libs,readline,-lreadline)
JSON_CFLAGS   := $(call pkg,--cflags,libcjson)
JSON_LIBS     := $(call pkg,--libs,libcjson,-lcjson)
ZLIB_CFLAGS   := $(call pkg,--cflags,zlib)
ZLIB_LIBS     := $(call pkg,--libs,zlib,-lz)
CMOCKA_CFLAGS := $(call pkg,--cflags,cmocka)
CMOCKA_LIBS   := $(call pkg,--libs,cmocka,-lcmocka)
# Cairo and Chafa are opened when a picture needs them (src/plot/cairo_lib.c, sixel.c), not linked.
CAIRO_CFLAGS  := $(call pkg,--cflags,cairo,-I/usr/include/cairo)
CHAFA_CFLAGS  := $(call pkg,--cflags,chafa)
PLOT_DEFS     := $(if $(BREW),-DGR_CAIRO_LIBRARY='"$(BREW)/lib/libcairo.2.dylib"' -DGR_CHAFA_LIBRARY='"$(BREW)/lib/libchafa.0.dylib"')
PNG_CFLAGS    := $(call pkg,--cflags,libpng)
PNG_LIBS      := $(call pkg,--libs,libpng,-lpng16)

# One build of the numeric files for each instruction set; src/core/isa.c chooses among them at run
# time. The two machine-dependent lists stand here and nowhere else.
ifneq ($(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
ISAS ?= base avx2 avx512
else
ISAS ?= base
endif
ISA_FLAGS_base   :=
ISA_FLAGS_avx2   := -mavx2 -mfma -mbmi2
ISA_FLAGS_avx512 := -mavx512f -mavx512dq -mavx512bw -mavx512vl -mavx512cd -mfma -mprefer-vector-width=512
HAVE_ISAS := $(if $(filter avx2,$(ISAS)),-DGR_HAVE_AVX2) $(if $(filter avx512,$(ISAS)),-DGR_HAVE_AVX512)

# --- flags ----------------------------------------------------------------------------------------

WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
COMMON  := -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -D_DARWIN_C_SOURCE $(WARN) $(CFLAGS) -Isrc
# gcc clears a hundred bytes (a new tensor) with an instruction that takes long to begin.
CLEAR   := -mmemset-strategy=unrolled_loop:256:noalign,libcall:-1:noalign
CLEAR   := $(shell echo | $(CC) $(CLEAR) -E - >/dev/null 2>&1 && echo $(CLEAR))
# NaN and infinity stay visible to numeric code: errno and traps are given up, -ffast-math is not taken.
NUMERIC := $(NUMERIC_OPT) -fno-math-errno -fno-trapping-math -ffp-contract=fast

CORE_FLAGS := $(COMMON) $(CLEAR) -Isrc/core $(BLAS_CFLAGS) $(BLAS_DEFS) $(JSON_CFLAGS) $(ZLIB_CFLAGS)
PLOT_FLAGS := $(COMMON) $(CAIRO_CFLAGS) $(CHAFA_CFLAGS) $(PLOT_DEFS)
BIND_FLAGS := $(COMMON) -Isrc/core $(LUA_CFLAGS) $(JSON_CFLAGS) $(ZLIB_CFLAGS)
REPL_FLAGS := $(COMMON) $(LUA_CFLAGS) $(LINE_CFLAGS)
TEST_FLAGS := $(COMMON) -Isrc/core -Itests/support $(JSON_CFLAGS) $(CMOCKA_CFLAGS)
CORE_LIBS  := $(JSON_LIBS) $(ZLIB_LIBS) -ldl -lm
LIBS       := $(LINE_LIBS) $(LUA_LIBS) $(CORE_LIBS)

# --- files ----------------------------------------------------------------------------------------

sources     = $(sort $(wildcard $(addsuffix /*.c,$(1))))
CORE_SRC    := $(call sources,src/core $(addprefix src/core/,layers regs inits data))
NUMERIC_SRC := $(call sources,$(addprefix src/core/,isa ops losses optims))
PLOT_SRC    := $(call sources,src/plot)
BIND_SRC    := $(call sources,src/bind)
REPL_SRC    := $(filter-out src/repl/embed_gen.c,$(call sources,src/repl))
EMBEDDED    := $(if $(wildcard lua lessons),$(shell find $(wildcard lua lessons) -type f ! -name '.*' ! -name '*~' | LC_ALL=C sort))

CORE_OBJ    := $(CORE_SRC:src/%.c=$(BUILD)/%.o)
ISA_OBJ     := $(foreach i,$(ISAS),$(NUMERIC_SRC:src/%.c=$(BUILD)/isa-$(i)/%.o))
DOUBLE_OBJ  := $(CORE_SRC:src/%.c=$(BUILD)/double/%.o) $(NUMERIC_SRC:src/%.c=$(BUILD)/double/isa-base/%.o)
PLOT_OBJ    := $(PLOT_SRC:src/%.c=$(BUILD)/%.o)
BIND_OBJ    := $(BIND_SRC:src/%.c=$(BUILD)/%.o)
REPL_OBJ    := $(REPL_SRC:src/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o

CORE_LIB    := $(BUILD)/libgrcore.a
DOUBLE_LIB  := $(BUILD)/libgrcore-double.a
PROGRAM     := $(BUILD)/gradus

# --- the program ----------------------------------------------------------------------------------

.PHONY: all
all: $(if $(CORE_SRC),$(CORE_LIB)) $(if $(wildcard src/repl/main.c),$(PROGRAM)) ## build the program: build/gradus

$(PROGRAM): $(REPL_OBJ) $(BIND_OBJ) $(PLOT_OBJ) $(CORE_LIB) $(BUILD)/files
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

# Objects of several instruction sets share base names: append, never replace.
$(CORE_LIB): $(CORE_OBJ) $(ISA_OBJ)
$(DOUBLE_LIB): $(DOUBLE_OBJ)
$(CORE_LIB) $(DOUBLE_LIB): $(BUILD)/files
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) qcs $@ $(filter %.o,$^)

# One rule per way of compiling: $(call compile,objects,sources,flags)
define compile
$(BUILD)/$(1).o: src/$(2).c $(BUILD)/flags
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $(3) -MMD -MP -c -o $$@ $$<
endef
$(eval $(call compile,core/%,core/%,$(CORE_FLAGS) $(HAVE_ISAS)))
$(eval $(call compile,plot/%,plot/%,$(PLOT_FLAGS)))
$(eval $(call compile,bind/%,bind/%,$(BIND_FLAGS)))
$(eval $(call compile,repl/%,repl/%,$(REPL_FLAGS)))
$(eval $(call compile,double/%,%,$(CORE_FLAGS) -DGR_REAL=double))
$(eval $(call compile,double/isa-base/%,%,$(CORE_FLAGS) -DGR_REAL=double $(NUMERIC) -DGR_ISA=base))
$(foreach i,$(ISAS),$(eval $(call compile,isa-$(i)/%,%,$(CORE_FLAGS) $(NUMERIC) $(ISA_FLAGS_$(i)) -DGR_ISA=$(i))))

# lua/ and lessons/ travel inside the binary.
$(BUILD)/embed_gen: src/repl/embed_gen.c $(BUILD)/flags
	$(call say,CC,$@)
	$(Q)$(CC) $(COMMON) $(LUA_CFLAGS) -o $@ $< $(LUA_LIBS)

$(BUILD)/embedded.c: $(BUILD)/embed_gen $(EMBEDDED) $(BUILD)/files
	$(call say,EMBED,$@)
	$(Q)$(BUILD)/embed_gen . $@ $(EMBEDDED)

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(call say,CC,$@)
	$(Q)$(CC) $(REPL_FLAGS) -Isrc/repl -O0 -c -o $@ $<

# Stamps: rewritten only when their content changes, so that other flags, another compiler or a file
# that came or went rebuild what they touch.
$(BUILD)/flags: STAMP = $(shell $(CC) --version 2>/dev/null | head -n 1) $(CORE_FLAGS) $(NUMERIC) $(ISAS) \
                        $(foreach i,$(ISAS),$(ISA_FLAGS_$(i))) $(PLOT_FLAGS) $(BIND_FLAGS) $(REPL_FLAGS) $(TEST_FLAGS)
$(BUILD)/files: STAMP = $(LDFLAGS) $(LIBS) $(CORE_SRC) $(NUMERIC_SRC) $(PLOT_SRC) $(BIND_SRC) $(REPL_SRC) $(EMBEDDED)
$(BUILD)/flags $(BUILD)/files: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(STAMP)' | cmp -s - $@ || printf '%s\n' '$(STAMP)' > $@
.PHONY: FORCE
FORCE:

-include $(patsubst %.o,%.d,$(CORE_OBJ) $(ISA_OBJ) $(DOUBLE_OBJ) $(PLOT_OBJ) $(BIND_OBJ) $(REPL_OBJ))

# --- tests ----------------------------------------------------------------------------------------
# Each file of tests/core is a program, linked with the double library where its name ends in
# _double.c. tests/support/run runs all kinds and prints their sum; `make test T=FILE…` runs a few.

CORE_TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/core/test_*.c))
PLOT_TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/plot/test_*.c))
READ_PNG   := $(if $(wildcard tests/plot/read_png.c),$(BUILD)/tests/plot/read_png)
SELF_TESTS := $(patsubst tests/support/%.c,$(BUILD)/tests/%,$(wildcard tests/support/selftest/*.c))
PTY        := $(if $(wildcard tests/support/pty.c),$(BUILD)/pty)
RUNNABLE   := $(CORE_TESTS) $(PLOT_TESTS) $(sort $(wildcard tests/lua/test_*.lua tests/lessons/*.lua tests/docs/*.lua tests/coach/test_*.lua))
SESSIONS   := $(sort $(wildcard tests/sessions/*.gr))
CHECKS     := tests/support/selftest.sh $(sort $(wildcard tests/checks/*.sh))
# The checks want to know how this build compiles.
# Without --coverage, which would leave files about code that comes from a pipe.
export_flags = $(foreach f,$(1),$(f)='$(filter-out --coverage,$($(f)))')
RUN        := $(call export_flags,CC CORE_FLAGS PLOT_FLAGS BIND_FLAGS REPL_FLAGS TEST_FLAGS) tests/support/run

$(BUILD)/tests/core/%_double: TEST_KIND := -DGR_REAL=double
$(BUILD)/tests/core/%_double: tests/core/%_double.c $(DOUBLE_LIB)
	$(link_test)
$(BUILD)/tests/core/%: tests/core/%.c $(CORE_LIB)
	$(link_test)
# Pictures are read back by libpng.
$(BUILD)/tests/plot/%: TEST_KIND := $(PNG_CFLAGS) $(CAIRO_CFLAGS)
$(BUILD)/tests/plot/%: CMOCKA_LIBS += $(PNG_LIBS)
$(BUILD)/tests/plot/%: tests/plot/%.c $(PLOT_OBJ)
	$(link_test)
$(BUILD)/tests/selftest/%: tests/support/selftest/%.c $(BUILD)/flags
	$(link_test)

define link_test
$(call say,TEST,$@)
$(Q)mkdir -p $(@D)
$(Q)$(CC) $(TEST_FLAGS) $(TEST_KIND) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(filter %.a %.o,$^) $(CMOCKA_LIBS) $(CORE_LIBS)
endef
-include $(addsuffix .d,$(CORE_TESTS) $(PLOT_TESTS) $(READ_PNG) $(SELF_TESTS) $(PTY))

$(BUILD)/pty: tests/support/pty.c $(BUILD)/flags
	$(call say,CC,$@)
	$(Q)$(CC) $(COMMON) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(if $(filter Linux,$(shell uname -s)),-lutil)

# Where no jobs were asked for, build with as many as the machine has processors.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

.PHONY: deps start test run-tests
deps: ## install what is missing for building (asks sudo only where needed)
	@sh src/deps.sh build

start: ## install what is missing, build, and start Gradus
	@sh src/deps.sh build
	@$(MAKE) $(PARALLEL) all
	@if [ -t 0 ] && [ -t 1 ]; then exec $(PROGRAM); \
	else $(PROGRAM) --version && echo 'Built. There is no terminal here to start in: run $(PROGRAM) from one.'; fi

test: ## install what is missing, build, and run every test
	@sh src/deps.sh test
	@$(MAKE) $(PARALLEL) run-tests

# What the tests asked for need: C tests not even the program.
ASKED  := $(T:%.c=$(BUILD)/%)
C_TESTS := $(CORE_TESTS) $(PLOT_TESTS)
NEEDED := $(if $(ASKED),$(filter $(C_TESTS),$(ASKED)) $(if $(filter-out $(C_TESTS),$(ASKED)),all $(PTY) $(READ_PNG)) \
            $(if $(filter %selftest.sh,$(ASKED)),$(SELF_TESTS)),all $(C_TESTS) $(SELF_TESTS) $(PTY) $(READ_PNG))
run-tests: $(NEEDED)
	@$(RUN) -j $(JOBS) $(BUILD) $(or $(ASKED),$(CHECKS) $(RUNNABLE) $(SESSIONS))

.PHONY: check-headers check-layers check-docs check-lessons
check-headers: ## prove that every header compiles alone
	@$(RUN) $(BUILD) tests/checks/headers.sh

check-layers: $(CORE_LIB) ## prove that the rooms know only whom they may
	@$(RUN) $(BUILD) tests/checks/layers.sh

check-docs: all $(PTY) ## run the examples of the help pages and of the README
	@$(RUN) $(BUILD) tests/checks/readme.sh $(sort $(wildcard tests/docs/*.lua))

check-lessons: all ## prove that lessons fail untouched and pass with their answers
	@$(RUN) $(BUILD) $(sort $(wildcard tests/lessons/*.lua))

# --- harder tests -----------------------------------------------------------------------------------
# Each in a build of its own where the compiler must know; all print the sum as `make test` does.

VALGRIND := valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
            --suppressions=tests/support/valgrind.supp

.PHONY: asan fuzz run-fuzz valgrind run-valgrind gcstress oom coverage
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZED = ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
            LSAN_OPTIONS=suppressions=tests/support/lsan.supp:print_suppressions=0 \
            $(MAKE) $(PARALLEL) BUILD=$(BUILD)/asan NUMERIC_OPT=-O1 CFLAGS='$(SANITIZE) -DGR_NO_POOL'

asan: ## run every test with the address and undefined-behaviour sanitizers, without the memory pool
	@$(SANITIZED) run-tests

fuzz: ## feed damaged files to all that reads files, under the sanitizers; SECONDS for each reader
	@$(SANITIZED) run-fuzz
run-fuzz: all
	@$(PROGRAM) tests/fuzz/run.lua $(or $(SECONDS),10)

valgrind: ## run the C and Lua tests under Valgrind, without the memory pool
	@$(MAKE) $(PARALLEL) BUILD=$(BUILD)/valgrind CFLAGS='-O1 -g -DGR_NO_POOL' run-valgrind
run-valgrind: $(NEEDED)
	@TEST_WRAP='$(VALGRIND)' $(RUN) -j $(JOBS) $(BUILD) $(or $(ASKED),$(C_TESTS) $(filter tests/lua/%,$(RUNNABLE)))

gcstress: all ## run the Lua tests with the garbage collector always at work
	@GRADUS_TEST_GC=1 $(RUN) -j $(JOBS) $(BUILD) $(or $(T),$(filter tests/lua/%,$(RUNNABLE)))

oom: $(BUILD)/tests/core/test_oom ## let each allocation of each op fail once
	@$(RUN) $(BUILD) $<

coverage: ## run every test and list how much of each C file it reached
	@$(MAKE) $(PARALLEL) BUILD=$(BUILD)/coverage ISAS=base NUMERIC_OPT=-O0 CFLAGS='-O0 -g --coverage' run-tests; \
	  status=$$?; sh tests/support/coverage.sh $(BUILD)/coverage && exit $$status

.PHONY: bench
bench: all ## measure training steps a second, beside PyTorch where it is installed
	@$(PROGRAM) tests/bench/run.lua

.PHONY: experiments
experiments: all ## run the lecture's experiments, 20 seeds each, and count the seeds that show them
	@$(PROGRAM) tests/experiments/run.lua

.PHONY: coach
coach: all ## measure the coach on its corpus: all mutants, 3 seeds; HALF=tuning|heldout, CODE=G0201
	@$(PROGRAM) tests/coach/run.lua $(if $(HALF),--half $(HALF)) $(if $(CODE),--code $(CODE)) $(if $(SEEDS),--seeds $(SEEDS))

# --- style ------------------------------------------------------------------------------------------

C_FILES := $(sort $(wildcard $(addsuffix /*.[ch],src/* src/*/* tests/core tests/plot tests/support tests/support/*)))

.PHONY: lint format compdb
lint: ## layout, luacheck, cppcheck, shellcheck, and a build in which a warning is an error
	@sh tests/support/lint.sh $(C_FILES)
	@$(MAKE) $(PARALLEL) BUILD=$(BUILD)/lint CFLAGS='-O2 -g -Werror' all

format: ## lay out the C files as .clang-format says
	clang-format -i $(C_FILES)

compdb: ## write build/compile_commands.json for editors
	@mkdir -p $(BUILD)
	@$(MAKE) -Bnk V=1 all $(CORE_TESTS) $(PTY) | awk -v dir='$(CURDIR)' ' \
	  / -c -o / { gsub(/["\\]/, "\\\\&"); \
	    printf "%s{\"directory\": \"%s\", \"file\": \"%s\", \"command\": \"%s\"}", (n++ ? ",\n" : "[\n"), dir, $$NF, $$0 } \
	  END { print "\n]" }' > $(BUILD)/compile_commands.json
	@echo '$(BUILD)/compile_commands.json'

# --- housekeeping ---------------------------------------------------------------------------------

.PHONY: install uninstall clean help
install: all ## install the program under PREFIX (default /usr/local); DESTDIR is honoured
	mkdir -p '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/gradus'

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(PREFIX)/bin/gradus'

clean: ## remove the build folder
	rm -rf $(BUILD)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
