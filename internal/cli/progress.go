package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows count, rate and time left on a terminal, and nothing elsewhere.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress makes a progress of total steps (0 where the total is not known).
func (g *Globals) newProgress(what string, total int) progress {
	if g.Quiet || g.JSON || !isTerminal(g.Err) {
		return progress{}
	}
	if total <= 0 {
		total = -1
	}
	return progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(g.Err), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("docs"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetWidth(24), progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(true))}
}

func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // the terminal's errors are not the command's
	}
}

// end removes the bar from the terminal.
func (p progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
