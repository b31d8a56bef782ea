package cli

// ExtractCommand shows what documents say.
type ExtractCommand struct {
	Sources []string `arg:"" name:"source" help:"Files, folders, globs, URLs, or - for standard input."`
}

// Run extracts.
func (c ExtractCommand) Run(globals *Globals) error { return nil }
