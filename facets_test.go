package ascribe

import (
	"reflect"
	"slices"
	"testing"
)

func TestFacetsOf(t *testing.T) {
	xa, xb := &Party{Name: "Ardonia", Country: "XA"}, &Party{Name: "Belmark", Country: "XB"}
	group, harbour := &Party{Name: "Copper Heron", Country: "XC"}, &Party{Name: "the harbour", Country: "XA"}
	claims := []Claim{
		{Stance: Asserts, Statement: Statement{Predicate: Attacked, Subject: group, Object: harbour}, Confidence: NewConfidence("moderate", "")},
		{Stance: Asserts, Statement: Statement{Predicate: AffiliatedWith, Subject: group, Object: xb}, Confidence: NewConfidence("high", "")},
		{Stance: Asserts, Statement: Statement{Predicate: Affected, Object: xa}},
		{Stance: Asserts, Statement: Statement{Predicate: Responded, Subject: xa, Object: xb}, Confidence: NewConfidence("low", "")},
		{Stance: Denies, Statement: Statement{Predicate: Condemned, Subject: xa, Object: xb}},
	}
	want := Facets{Accused: []string{"XB", "XC"}, Victims: []string{"XA"}, Confidence: []string{"high", "moderate"}}
	if got := FacetsOf(claims); !reflect.DeepEqual(got, want) {
		t.Errorf("facets are %+v, want %+v", got, want)
	}
	claims = append(claims, Claim{Stance: Denies, Statement: Statement{Predicate: Sponsors, Subject: xb, Object: group}})
	slices.Reverse(claims)
	want.Contested = true
	if got := FacetsOf(claims); !reflect.DeepEqual(got, want) {
		t.Errorf("facets are %+v, want %+v", got, want)
	}
	if got := FacetsOf(nil); !reflect.DeepEqual(got, Facets{}) {
		t.Errorf("nothing has the facets %+v", got)
	}
}
