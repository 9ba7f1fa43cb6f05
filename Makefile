SHELL := bash
.SHELLFLAGS := -euo pipefail -c

echarts := dashboards/static/vendor/echarts.min.js

# `make test` vets everything itself, on what is built for these tests anyway.
# The longest packages come first, so that no core waits for one of them at the end.
tests   := go test -race -vet=off -timeout 30m -v ./cmd/inclusion ./ingest/load ./dashboards/board ./...

# What may not be skipped where it can run: a test names what it needs, and all of it is here once `prepare` has run.
needed  := needs (Chromium|pdftotext|ECharts|axe-core$(if $(wildcard ../shared),|\.\./shared))

.PHONY: run test bench prepare prepare-bench fuzz

run: $(echarts)
	go build -o bin/inclusion ./cmd/inclusion
	bin/inclusion serve

# ECharts comes from npm at the version of package-lock.json, and is used only if its bytes are the ones expected.
$(echarts): node_modules/.package-lock.json dashboards/static/echarts.sha256
	cp node_modules/echarts/dist/echarts.min.js $@
	sha256sum --check --quiet dashboards/static/echarts.sha256 || { rm $@; exit 1; }

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress

prepare: $(echarts)
	{ command -v chromium && command -v pdftotext; } >/dev/null || [[ $$(id -u) != 0 ]] || { apt-get update -q && apt-get install -yq --no-install-recommends chromium poppler-utils; }
	command -v chromium
	command -v pdftotext

# The log keeps everything; the terminal gets failures, skips and the summary, which comes last.
test: prepare
	test -z "$$(gofmt -l .)" || { echo "not formatted:"; gofmt -l .; exit 1; }
	go mod verify
	go vet -race ./...
	mkdir -p bin
	failed=0; $(tests) >bin/test.log 2>&1 || failed=$$?; \
	skipped=0; ! grep -Eq '$(needed)' bin/test.log || { skipped=1; echo "skipped, though what it needs is here:"; grep -EB1 '$(needed)' bin/test.log; }; \
	grep -vE '^(=== |[[:space:]]*--- PASS|PASS$$)' bin/test.log || true; \
	exit $$((failed + skipped))

# What the benchmarks compare with: libxml2's xmllint.
prepare-bench:
	command -v xmllint >/dev/null || [[ $$(id -u) != 0 ]] || { apt-get update -q && apt-get install -yq --no-install-recommends libxml2-utils; }

bench: prepare-bench
	go test -run '^$$' -bench . -benchmem ./...

# Every fuzz target that there is, one after the other on one core; a table at the end. FUZZTIME=2m makes it shorter, FUZZ=--keep keeps what
# was found.
FUZZTIME := 10m
fuzz:
	go run ./cmd/fuzz --time $(FUZZTIME) $(FUZZ)
