package ofac

import "ascribe/internal/knowledge/designation"

func parseXML(list *designation.List, f designation.File) error {
	return designation.Malformed(f.Name, 0, "XML is not read yet")
}
