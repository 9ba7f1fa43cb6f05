package view

import "testing"

func TestNamesInTheSearchBoxAreEscaped(t *testing.T) {
	got, err := OfferNames([]string{"Alderbrook", `Wexmoor & "Vale" <b>`})
	want := AreaNames{2, `<option value="Alderbrook"></option><option value="Wexmoor &amp; &#34;Vale&#34; &lt;b&gt;"></option>`}
	if err != nil || got != want {
		t.Errorf("the search box offers %v (%v), want %v", got, err, want)
	}
	if none, err := OfferNames(nil); err != nil || none != (AreaNames{}) {
		t.Errorf("without names the search box offers %v (%v)", none, err)
	}
}
