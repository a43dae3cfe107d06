# Every target is a command of ./run; `make` alone lists them. Without make: ./run start, ./run check …

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

TARGETS := help start stop operator assess check test fix messages docs longest bench benchmark evaluate evaluate-search grade clean

.PHONY: $(TARGETS)
$(TARGETS):
	@./run $@
