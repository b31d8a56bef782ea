// Package ascribe holds the nouns of the ledger and their rules: documents and
// their text, mentions and the entities they name, claims and the statements
// they take a stance on, incidents, assessments and judgements.
//
// It uses the standard library only and does no input or output, so that every
// stage, store and face can share it. What the words mean is in docs/terms.md.
package ascribe
