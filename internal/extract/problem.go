package extract

import "ascribe"

// What can be wrong with an input. Errors of Extract are problems of one of
// these names: errors.Is(err, extract.ErrEncrypted).
var (
	ErrEmpty      = &ascribe.Problem{Name: "empty", Why: "there is nothing in it", Do: "check that it was saved or downloaded whole"}
	ErrNoText     = &ascribe.Problem{Name: "no-text", Why: "no running text was found in it", Do: "if it is a scan, run text recognition (OCR) first; if it is a page made by scripts, save it from a browser"}
	ErrBinary     = &ascribe.Problem{Name: "binary", Why: "it is binary data, not text", Do: "give plain text, Markdown, HTML or PDF"}
	ErrImage      = &ascribe.Problem{Name: "image", Why: "it is an image", Do: "run text recognition (OCR) and give the text"}
	ErrRecording  = &ascribe.Problem{Name: "recording", Why: "it is a recording", Do: "give a transcript"}
	ErrProgram    = &ascribe.Problem{Name: "program", Why: "it is a program, not a document", Do: "give plain text, Markdown, HTML or PDF"}
	ErrArchive    = &ascribe.Problem{Name: "archive", Why: "it is an archive", Do: "unpack it and give the folder"}
	ErrOffice     = &ascribe.Problem{Name: "office", Why: "it is an office file", Do: "save it as PDF or HTML and give that"}
	ErrStructured = &ascribe.Problem{Name: "structured", Why: "it is structured data, which is not read yet", Do: "give the report it was made from, as text, HTML or PDF"}
	ErrBundle     = &ascribe.Problem{Name: "structured", Why: "it is a STIX bundle, which holds claims and no prose", Do: "give it to ascribe import stix"}
	ErrEvent      = &ascribe.Problem{Name: "structured", Why: "it is a MISP event, which holds claims and no prose", Do: "give it to ascribe import misp"}
	ErrEncrypted  = &ascribe.Problem{Name: "encrypted", Why: "it is encrypted and needs a password", Do: "save a copy without a password and give that"}
	ErrBroken     = &ascribe.Problem{Name: "broken", Why: "it is damaged or cut off", Do: "get it again from where it was published"}
)

// problem names the input in a copy of one of the problems above; why replaces
// its reason unless "".
func problem(p *ascribe.Problem, input, why string, cause error) error {
	named := *p
	named.Input, named.Cause = input, cause
	if why != "" {
		named.Why = why
	}
	return &named
}
