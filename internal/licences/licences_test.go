package licences

import (
	"runtime/debug"
	"testing"
	"testing/fstest"
)

func TestWithoutCollectedTextsTheModulesAreNamed(t *testing.T) {
	info := &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.com/b", Version: "v2.0.0"}, {Path: "example.com/A", Version: "v1.0.0"}}}
	list := withLinked(nil, info)
	if len(list) != 2 || list[0].Module != "example.com/A" || list[1].Version != "v2.0.0" || list[0].Text != "" {
		t.Errorf("the list is %+v", list)
	}
}

func TestWhatIsLinkedAndWasNotCollectedIsAdded(t *testing.T) {
	collected, err := read(fstest.MapFS{"collected/licences.json": {Data: []byte(`[{"module": "example.com/a", "version": "v1.0.0", "spdx": "MIT", "text": "Terms."}]`)}})
	if err != nil {
		t.Fatal(err)
	}
	list := withLinked(collected, &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.com/a", Version: "v1.0.0"}, {Path: "example.com/b", Version: "v1.0.0",
		Replace: &debug.Module{Path: "example.com/c", Version: "v3.0.0"}}}})
	if len(list) != 2 || list[0].Text != "Terms." || list[1].Module != "example.com/c" || list[1].SPDX != "" {
		t.Errorf("the list is %+v", list)
	}
}

func TestNothingCollectedIsNoErrorAndADamagedListIs(t *testing.T) {
	if list, err := read(fstest.MapFS{}); list != nil || err != nil {
		t.Errorf("nothing collected gives %v, %v", list, err)
	}
	if _, err := read(fstest.MapFS{"collected/licences.json": {Data: []byte(`[{"mod`)}}); err == nil {
		t.Error("a list that ends in the middle passes")
	}
}

func TestThisProgramHasAList(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(list); i++ {
		if list[i-1] == list[i] {
			t.Errorf("%s is there twice", list[i].Module)
		}
	}
}
