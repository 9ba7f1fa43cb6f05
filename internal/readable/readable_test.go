package readable

import (
	"math"
	"strings"
	"testing"
)

const gettysburg = `Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and dedicated to the proposition that all men are created equal.

Now we are engaged in a great civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure. We are met on a great battle-field of that war. We have come to dedicate a portion of that field, as a final resting place for those who here gave their lives that that nation might live. It is altogether fitting and proper that we should do this.

But, in a larger sense, we can not dedicate — we can not consecrate — we can not hallow — this ground. The brave men, living and dead, who struggled here, have consecrated it, far above our poor power to add or detract. The world will little note, nor long remember what we say here, but it can never forget what they did here. It is for us the living, rather, to be dedicated here to the unfinished work which they who fought here have thus far so nobly advanced. It is rather for us to be here dedicated to the great task remaining before us — that from these honored dead we take increased devotion to that cause for which they gave the last full measure of devotion — that we here highly resolve that these dead shall not have died in vain — that this nation, under God, shall have a new birth of freedom — and that government of the people, by the people, for the people, shall not perish from the earth.`

// The counts of the platypus are printed in the encyclopaedias' articles on the formula; the words and sentences of the Gettysburg
// Address are those of Microsoft Word and of GNU style, its syllables those of the CMU Pronouncing Dictionary, and its grade follows
// from them. (GNU style, with a rule for syllables of its own, says 10.3.)
func TestGradesOfPublishedTexts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Measure
		grade      float64
	}{
		{"the platypus", "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", Measure{13, 1, 24}, 11.3},
		{"the Gettysburg Address", gettysburg, Measure{271, 10, 369}, 11.05},
		{"the cat", "The cat sat on the mat.", Measure{6, 1, 6}, -1.45},
	} {
		got := Of(c.text)
		if got.Words != c.want.Words || got.Sentences != c.want.Sentences || math.Abs(float64(got.Syllables-c.want.Syllables)) > 1 {
			t.Errorf("%s: counted %+v, want %+v, give or take a syllable", c.name, got, c.want)
		}
		if math.Abs(got.Grade()-c.grade) > 0.06 {
			t.Errorf("%s: grade %.2f, want %.2f", c.name, got.Grade(), c.grade)
		}
		if got.Age() != got.Grade()+5 {
			t.Errorf("%s: grade %.2f, age %.2f", c.name, got.Grade(), got.Age())
		}
	}
}

// spokenAs are words that the product’s pages use, every third of them, by their syllables in the CMU Pronouncing Dictionary.
var spokenAs = map[int]string{
	1: `ask back board breaks by came care chance child clear code cut date down each far field file fills found get gives good grant had
has health help high id it its job keeps know last least life link long looks make mean met missed more moved name near new of old
once page place planned posts safe school scores sent sets short shows sit so speaks staff step string tell ten terms tests that
theirs themes there think tier track turned views we well who will word worked writes year years young`,
	2: `about actions again agreed alone answers apart append arrive because behind beside beyond casework changes compared contracts
council counted ended england’s entered explains finished follows forecasts framework import judges legal loaded lower meeting
mistakes neighbours nothing number our over parent partners pathway phases places promise pupils question reaches redress reforms
replies results reviews session severe something spending starting summer suppressed target under upheld vacant waited warehouse
whether within worry`,
	3: `adulthood annual area assessments attending confidence decision deficit department direction document every exclusion holiday
inclusive interval lawfully median nobody optional permanent production provided publisher recognised registered satisfied
suspended timetables together tribunal whatever`,
	4: `alternative authority commissioning development disagreement education indicators integrated mathematics ordinary psychology`,
	5: `qualifications`,
	6: `sustainability`,
}

func TestSyllablesAreThoseOfTheDictionary(t *testing.T) {
	wrong, all := 0, 0
	for n, words := range spokenAs {
		for word := range strings.FieldsSeq(words) {
			all++
			if got := Syllables(word); got != n {
				wrong++
				t.Logf("%s: %d syllables, in the dictionary %d", word, got, n)
			}
		}
	}
	if wrong*50 > all {
		t.Errorf("%d of %d words are counted wrongly: more than 2%%", wrong, all)
	}
}

func TestFiguresAndAbbreviations(t *testing.T) {
	for word, want := range map[string]int{"97": 1, "2023/24": 2, "£9,953m": 1, "EHC": 3, "NHS": 3, "SENDIASS": 8, "I": 1, "two-year-old": 3, "it’s": 1, "council’s": 2} {
		if got := Syllables(word); got != want {
			t.Errorf("%s: %d syllables, want %d", word, got, want)
		}
	}
}

func TestSentencesEndWhereAReaderStops(t *testing.T) {
	for text, want := range map[string]int{
		"It is 3.5 in every 100. Ask why.": 2, "Who? What! Where…": 3, "A heading\nA sentence.\n\nAnother one.": 3, "He said “no.” Then he left.": 2, "England: 46 in 100.": 2, " . — ": 0,
	} {
		if got := Of(text).Sentences; got != want {
			t.Errorf("%q has %d sentences, want %d: %q", text, got, want, Sentences(text))
		}
	}
	if sentence, words := Longest("One two. One two three. One."); sentence != "One two three" || words != 3 {
		t.Errorf("the longest is %q, %d words", sentence, words)
	}
	if m := Of(" … "); m.Grade() != 0 || m.Words != 0 {
		t.Errorf("nothing is %+v, grade %v", m, m.Grade())
	}
}
