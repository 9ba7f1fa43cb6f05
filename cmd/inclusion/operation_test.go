package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"gopkg.in/yaml.v3"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// operation reads a page or a file of docs/operation, or of docs with "../".
func operation(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/operation/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// offered are the figures of this program and their labels, each seen by making one of it.
func offered(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	names := make(chan *prometheus.Desc, 1000)
	for _, c := range []prometheus.Collector{meters.underWay, meters.answers, meters.seconds, meters.refused, meters.turned, meters.panics, meters.lines, meters.looks, meters, backupMeters, newMakingMeter()} {
		c.Describe(names)
	}
	close(names)
	described := regexp.MustCompile(`fqName: "(\w+)".*variableLabels: \{([^}]*)\}`)
	for d := range names {
		found := described.FindStringSubmatch(d.String())
		if found == nil {
			t.Fatalf("cannot read %s", d)
		}
		all[found[1]] = strings.FieldsFunc(found[2], func(r rune) bool { return r == ',' || r == ' ' })
	}
	return all
}

// ofOthers are figures that are not the product's own, with their labels: of the process, of Prometheus.
var ofOthers = map[string][]string{"process_resident_memory_bytes": {"job"}, "up": {"job"}}

// TestEveryFigureIsInTheListAndBack compares what /metrics offers with the table of docs/operation/watching.md.
func TestEveryFigureIsInTheListAndBack(t *testing.T) {
	listed := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(inclusion_\\w+)` \\| ([^|]*) \\|").FindAllStringSubmatch(operation(t, "watching.md"), -1) {
		listed[row[1]] = strings.FieldsFunc(strings.ReplaceAll(row[2], "`", ""), func(r rune) bool { return r == ',' || r == ' ' })
	}
	all := offered(t)
	for name, labels := range all {
		words, ok := listed[name]
		slices.Sort(labels)
		slices.Sort(words)
		if !ok || !slices.Equal(words, labels) {
			t.Errorf("%s with the labels %v is listed as %v", name, labels, words)
		}
	}
	for name := range listed {
		if _, ok := all[name]; !ok {
			t.Errorf("%s is listed, and there is no such figure", name)
		}
	}
}

// TestFiguresAreNamedAsTheyShouldBe has Prometheus' own rules look at what a server shows that has everything.
func TestFiguresAreNamedAsTheyShouldBe(t *testing.T) {
	site := openShared(t)
	jobs, err := startJobs(t.Context(), site.data, site.warehouse, false)
	if err != nil {
		t.Fatal(err)
	}
	m := newMeasures()
	m.looks.WithLabelValues("ehc-plans", lookPublished).Inc()
	m.served.Store(&servedData{folder: site.data.folder, warehouse: site.warehouse, cache: web.NewCache(1000), plans: site.plans, jobs: jobs,
		ready: &readiness{warehouse: site.warehouse, plans: site.plans}})
	m.answered(web.Answer{Method: "POST", Route: "/sign-in", Class: "4xx", Status: 401})
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	problems, err := promlint.NewWithMetricFamilies(families).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v (%v)", problems, err)
	}
	shown := map[string]float64{}
	for _, f := range families {
		for _, one := range f.Metric {
			key := f.GetName()
			for _, l := range one.Label {
				key += " " + l.GetValue()
			}
			shown[key] = one.GetGauge().GetValue() + one.GetCounter().GetValue()
		}
	}
	for _, key := range []string{"inclusion_ready plans", "inclusion_ready warehouse", "inclusion_ready running", "inclusion_engine_memory_bytes plans",
		"inclusion_engine_memory_bytes warehouse", "inclusion_folder_bytes archive", "inclusion_disk_free_bytes",
		"inclusion_source_newest_fetched_timestamp_seconds ehc-plans", "inclusion_source_next_release_due_timestamp_seconds ehc-plans",
		"inclusion_sign_ins_refused_total wrong sign-in page", "inclusion_looks_total published ehc-plans"} {
		if shown[key] <= 0 {
			t.Errorf("%s is %g", key, shown[key])
		}
	}
}

type alertFile struct {
	Groups []struct {
		Rules []struct {
			Alert, Expr         string
			Labels, Annotations map[string]string
		}
	}
}

// TestEveryAlertSeesFiguresThatExistAndHasItsPageInTheRunbook reads alerts.yaml and runbook.md.
func TestEveryAlertSeesFiguresThatExistAndHasItsPageInTheRunbook(t *testing.T) {
	var file alertFile
	if err := yaml.Unmarshal([]byte(operation(t, "alerts.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	known := offered(t)
	maps.Copy(known, ofOthers)
	sections := map[string]bool{}
	for _, s := range regexp.MustCompile(`(?m)^## (Inclusion\w+)$`).FindAllStringSubmatch(operation(t, "runbook.md"), -1) {
		sections[s[1]] = true
	}
	figure := regexp.MustCompile(`\b((?:inclusion|process)_\w+|up)\b(?:\{([^}]*)\})?`)
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			found := figure.FindAllStringSubmatch(rule.Expr, -1)
			if len(found) == 0 {
				t.Errorf("%s sees no figure: %s", rule.Alert, rule.Expr)
			}
			for _, f := range found {
				labels, ok := known[strings.TrimSuffix(f[1], "_bucket")]
				if !ok {
					t.Errorf("%s: there is no figure %s", rule.Alert, f[1])
				}
				for _, l := range regexp.MustCompile(`(\w+)(?:=|!=|=~|!~)"`).FindAllStringSubmatch(f[2], -1) {
					if !slices.Contains(labels, l[1]) && l[1] != "job" {
						t.Errorf("%s: %s has no label %s", rule.Alert, f[1], l[1])
					}
				}
			}
			if !sections[rule.Alert] || rule.Annotations["runbook"] != "docs/operation/runbook.md#"+strings.ToLower(rule.Alert) {
				t.Errorf("%s has no section in the runbook, or points elsewhere: %s", rule.Alert, rule.Annotations["runbook"])
			}
			if rule.Annotations["summary"] == "" || !slices.Contains([]string{"page", "ticket"}, rule.Labels["severity"]) {
				t.Errorf("%s says not what it is or how urgent: %v %v", rule.Alert, rule.Annotations, rule.Labels)
			}
			delete(sections, rule.Alert)
		}
	}
	if len(sections) > 0 {
		t.Errorf("sections of the runbook without an alert: %v", slices.Collect(maps.Keys(sections)))
	}
}

// TestTheFlagsInThePagesExist reads what docs/running.md and docs/operation tell people to type.
func TestTheFlagsInThePagesExist(t *testing.T) {
	help := helpOfAll(t)
	for _, page := range []string{"README.md", "upgrade.md", "runbook.md", "watching.md", "nginx.conf", "Caddyfile", "prometheus.yaml", "../running.md"} {
		text := operation(t, page)
		for _, name := range regexp.MustCompile(`\bINCLUSION_[A-Z0-9_]+\b`).FindAllString(text, -1) {
			if !strings.Contains(help, "$"+name) {
				t.Errorf("%s: nothing reads %s", page, name)
			}
		}
		for _, line := range regexp.MustCompile("inclusion [a-z][^`\n]*").FindAllString(text, -1) {
			for _, flag := range regexp.MustCompile(`--[a-z][a-z0-9-]*`).FindAllString(line, -1) {
				if plain := strings.Replace(flag, "--no-", "--", 1); !strings.Contains(help, plain) && !strings.Contains(help, strings.Replace(plain, "--", "--[no-]", 1)) {
					t.Errorf("%s: there is no flag %s: %s", page, flag, line)
				}
			}
		}
	}
}

// TestEverySettingOfTheEnvironmentIsInRunning: whoever sets up a server need not ask each command for its help.
func TestEverySettingOfTheEnvironmentIsInRunning(t *testing.T) {
	page := operation(t, "../running.md")
	for _, name := range regexp.MustCompile(`\$(INCLUSION_[A-Z0-9_]+)`).FindAllStringSubmatch(helpOfAll(t), -1) {
		if !strings.Contains(page, "`"+name[1]+"`") {
			t.Errorf("docs/running.md does not name %s", name[1])
		}
	}
}

// TestSizesOfADataFolderAreToldByPart fills a folder with a known number of bytes.
func TestSizesOfADataFolderAreToldByPart(t *testing.T) {
	folder := store.Folder{Dir: t.TempDir()}
	if err := folder.Make(); err != nil {
		t.Fatal(err)
	}
	for path, bytes := range map[string]int{"archive/a": 5, "archive/b": 6, "plans.duckdb": 7, "plans.duckdb.wal": 8, "warehouse-000001.duckdb": 9, "runs.jsonl": 10} {
		if err := os.WriteFile(folder.Dir+"/"+path, make([]byte, bytes), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sizes, err := folder.Sizes()
	if err != nil || sizes["archive"] != 11 || sizes["plans"] != 15 || sizes["warehouses"] != 9 || sizes["other"] != 10 || sizes["staged"] != 0 {
		t.Errorf("%v (%v)", sizes, err)
	}
	if size, free, err := folder.Disk(); err != nil || size <= 0 || free < 0 || free > size {
		t.Errorf("a disk of %d bytes with %d free (%v)", size, free, err)
	}
}
