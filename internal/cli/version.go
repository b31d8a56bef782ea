package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"ascribe/internal/assess"
	"ascribe/internal/cli/render"
	"ascribe/internal/incident"
	"ascribe/internal/language"
	"ascribe/internal/pipeline"
)

// VersionCommand prints the versions of the program and of what it is made of.
type VersionCommand struct{}

// Help is the long help.
func (VersionCommand) Help() string {
	return `The ledger notes by which version of each stage a document was read; ingest reads again what an
older one has read. Model and knowledge are named by their content.

Example:
  ascribe version --json`
}

// versions are those of the program.
type versions struct {
	Version  string         `json:"version"`
	Revision string         `json:"revision,omitempty"` // of the source, "+" for changes since
	Go       string         `json:"go"`
	System   string         `json:"system"`
	Stages   []stageVersion `json:"stages"`
}

type stageVersion struct {
	Stage   string `json:"stage"`
	Version string `json:"version"`
}

// Run writes the versions.
func (VersionCommand) Run(g *Globals) error {
	v := readVersions()
	if g.JSON {
		return g.WriteJSON(v)
	}
	fmt.Fprintf(g.Out, "ascribe %s (%s, %s)\n", v.Version, v.Go, v.System)
	rows := [][]string{{"stage", "version"}}
	for _, s := range v.Stages {
		rows = append(rows, []string{s.Stage, s.Version})
	}
	return render.Rows(g.Out, rows, g.Width(), -1)
}

func readVersions() versions {
	v := versions{Version: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Version = info.Main.Version
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				v.Revision = s.Value + v.Revision
			case s.Key == "vcs.modified" && s.Value == "true":
				v.Revision += "+"
			}
		}
	}
	for _, s := range pipeline.Versions(language.Accurate) {
		v.Stages = append(v.Stages, stageVersion{s.Name, s.Version})
	}
	v.Stages = append(v.Stages, stageVersion{"incident", incident.Version}, stageVersion{"assess", assess.Version})
	return v
}
