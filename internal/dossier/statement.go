package dossier

import "ascribe"

// Phrase puts a statement in words as the lines of a dossier do: "A attacked B
// (wiper)". A party that is missing is left out.
func Phrase(s ascribe.Statement) string { return phrase(s) }

// Degree puts a claim's grades in words: "high confidence", "likely (55–80%)",
// "" without any.
func Degree(c ascribe.Claim) string { return degree(c.Confidence, c.Likelihood) }

// Verb is a stance as a verb in the third person: "says", "denies", …
func Verb(s ascribe.Stance) string { return verb(s) }
