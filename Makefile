SHELL := bash
.SHELLFLAGS := -euo pipefail -c

echarts  := dashboards/static/vendor/echarts.min.js
licences := internal/licences/collected/licences.json

# `make test` vets everything itself, on what is built for these tests anyway.
# The longest packages come first, so that no core waits for one of them at the end.
tests   := go test -race -vet=off -timeout 30m -v ./cmd/inclusion ./ingest/load ./dashboards/board ./...

# What may not be skipped where it can run: a test names what it needs, and all of it is here once `prepare` has run.
needed  := needs (Chromium|pdftotext|ECharts|axe-core$(if $(wildcard ../shared),|\.\./shared))

.PHONY: run test bench dist prepare prepare-bench fuzz check-operation fault soak

run: $(echarts) $(licences)
	go build -o bin/inclusion ./cmd/inclusion
	bin/inclusion serve

# ECharts comes from npm at the version of package-lock.json, and is used only if its bytes are the ones expected.
$(echarts): node_modules/.package-lock.json dashboards/static/echarts.sha256
	cp node_modules/echarts/dist/echarts.min.js $@
	sha256sum --check --quiet dashboards/static/echarts.sha256 || { rm $@; exit 1; }

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress

# The licences of what is linked and embedded. A licence that is not known or not allowed ends the build here.
$(licences): go.mod go.sum node_modules/.package-lock.json $(wildcard cmd/bill/*.go)
	go run ./cmd/bill licences --to $@

# A release archive of the commit that is checked out, with its bill of materials and checksums, in dist/.
dist: $(echarts)
	.ci/dist

prepare: $(echarts) $(licences)
	{ command -v chromium && command -v pdftotext; } >/dev/null || [[ $$(id -u) != 0 ]] || { apt-get update -q && apt-get install -yq --no-install-recommends chromium poppler-utils; }
	command -v chromium
	command -v pdftotext

# The log keeps everything; the terminal gets failures, skips and the summary, which comes last. What servers under test log of requests is
# left out there.
test: prepare
	test -z "$$(gofmt -l .)" || { echo "not formatted:"; gofmt -l .; exit 1; }
	go mod verify
	go run ./cmd/bill lock
	go vet -race ./... & vet=$$!; go tool staticcheck ./...; wait $$vet
	mkdir -p bin
	failed=0; $(tests) >bin/test.log 2>&1 || failed=$$?; \
	skipped=0; ! grep -Eq '$(needed)' bin/test.log || { skipped=1; echo "skipped, though what it needs is here:"; grep -EB1 '$(needed)' bin/test.log; }; \
	grep -vE '^(=== |[[:space:]]*--- PASS|PASS$$|\{"time":.*"level":"INFO")' bin/test.log || true; \
	exit $$((failed + skipped))

# What the benchmarks compare with: libxml2's xmllint.
prepare-bench:
	command -v xmllint >/dev/null || [[ $$(id -u) != 0 ]] || { apt-get update -q && apt-get install -yq --no-install-recommends libxml2-utils; }

# Ten minutes of 600 people and programs at once, in the middle of which every file is loaded again; it takes flags, such as
# SOAK="--sessions 60 --minutes 2".
soak:
	go run ./cmd/soak $(SOAK)

bench: prepare-bench
	go test -run '^$$' -bench . -benchmem ./...

# Every fuzz target that there is, one after the other on one core; a table at the end. FUZZTIME=2m makes it shorter, FUZZ=--keep keeps what
# was found.
FUZZTIME := 10m
fuzz:
	go run ./cmd/fuzz --time $(FUZZTIME) $(FUZZ)

# The examples of docs/operation, looked at by the programs they are for. nginx wants to see a certificate: one is made for the name.
check-operation:
	{ command -v nginx && command -v promtool && command -v openssl; } >/dev/null || [[ $$(id -u) != 0 ]] || { apt-get update -q && apt-get install -yq --no-install-recommends nginx-light prometheus openssl; }
	dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$$dir/privkey.pem" -out "$$dir/fullchain.pem" -days 1 -subj /CN=inclusion.example.gov.uk 2>/dev/null; \
	sed "s#/etc/ssl/inclusion#$$dir#; s#/var/cache/nginx/inclusion#$$dir/cache#; s#/var/log/nginx#$$dir#" docs/operation/nginx.conf >"$$dir/nginx.conf"; \
	nginx -t -c "$$dir/nginx.conf"
	promtool check rules docs/operation/alerts.yaml
	promtool check config docs/operation/prometheus.yaml

# Breaks the product on purpose, 200 times over, and looks at what is left: docs/reliability.md. Needs root, for the power cuts and the
# full disk.
rounds ?= 200
seed   ?= 1
fault:
	go run ./cmd/fault --rounds $(rounds) --seed $(seed)
