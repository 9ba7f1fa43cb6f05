package sen2

import (
	"strings"
	"testing"
)

func TestEveryFieldHasAPathOfItsOwn(t *testing.T) {
	paths := map[string]bool{}
	for f := NoField + 1; f < fieldCount; f++ {
		path := f.Path()
		if path == "" || strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") || paths[path] {
			t.Errorf("field %d is at %q", f, path)
		}
		paths[path] = true
		if about := f.About(); about.Kind == 0 || about.Label == "" || fieldAt(path) != f || FieldNamed(about.Group, []byte(strings.ToLower(about.Name))) != f || !Known([]byte(strings.ToLower(about.Name))) {
			t.Errorf("%s: %+v", path, about)
		}
	}
	if NoField.Path() != "" || fieldCount.Path() != "" || Known([]byte("shoes")) || FieldNamed(People, []byte("rya")) != NoField {
		t.Error("what is no field is taken for one")
	}
}

func TestEveryFieldBelongsToAGroupOfTheMessage(t *testing.T) {
	n := 0
	for _, g := range Groups() {
		about := g.About()
		if about.Element == "" || !strings.HasSuffix(about.Path, about.Element) || about.Parent >= g {
			t.Errorf("group %d: %+v", g, about)
		}
		if about.Parent != NoGroup && about.Path != about.Parent.About().Path+"/"+about.Element {
			t.Errorf("%s does not stand in %s", about.Path, about.Parent.About().Path)
		}
		n += len(FieldsOf(g))
	}
	if n != int(fieldCount)-1 {
		t.Errorf("%d of %d fields stand in a group", n, fieldCount-1)
	}
}

func TestThereAre108EthnicitiesInThePublishedGroups(t *testing.T) {
	groups := map[string]int{}
	codes := map[string]bool{}
	for _, e := range Ethnicities[1:] {
		groups[e.Group]++
		codes[e.Code] = true
	}
	if len(codes) != 108 || len(groups) != 19 || len(Ethnicities) != 109 {
		t.Errorf("%d codes in %d groups", len(codes), len(groups))
	}
	for code, group := range map[string]string{"WBRI": "White - White British", "MOTH": "Mixed - Any other Mixed background", "CHNE": "Asian - Chinese", "ABRI": "Asian - Any other Asian background", "REFU": "Unclassified"} {
		var p Person
		p.Set(EthnicityCode, []byte(code))
		if p.Ethnicity.String() != code || p.Ethnicity.Group() != group || len(p.Faults) > 0 {
			t.Errorf("%s is %s in %s", code, p.Ethnicity, p.Ethnicity.Group())
		}
	}
	if Ethnicity(0).Group() != "Unclassified" || BadEthnicity.Group() != "Unclassified" || BadEthnicity.String() != "" {
		t.Error("no code has a group")
	}
}

func TestCodesAreWrittenAsTheyAreRead(t *testing.T) {
	for _, code := range strings.Fields(SENtype.About().Codes) {
		if n := codeOf(needCodes[:], []byte(code), BadNeed); n.String() != code {
			t.Errorf("%s comes back as %q", code, n)
		}
	}
	for _, code := range strings.Fields(PlanSetting.About().Codes) {
		if k := codeOf(settingCodes[:], []byte(code), BadSetting); k.String() != code {
			t.Errorf("%s comes back as %q", code, k)
		}
	}
	if NoNeed.String() != "" || BadNeed.String() != "" || NoSetting.String() != "" || BadSetting.String() != "" {
		t.Error("none has a code")
	}
}
