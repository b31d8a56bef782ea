package cli

import (
	"fmt"
	"runtime/debug"
)

// VersionCommand prints what the program was built from.
type VersionCommand struct{}

// Run writes the version, as text or with --json.
func (VersionCommand) Run(globals *Globals) error {
	build := readBuild()
	if globals.JSON {
		return globals.WriteJSON(build)
	}
	_, err := fmt.Fprintf(globals.Out, "ascribe %s (%s)\n", build.Version, build.Go)
	return err
}

// build is what the program was built from.
type build struct {
	Version string `json:"version"`
	Go      string `json:"go"`
}

func readBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return build{Version: "unknown"}
	}
	return build{Version: info.Main.Version, Go: info.GoVersion}
}
