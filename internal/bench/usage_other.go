//go:build !unix

package bench

import "time"

// Where the system does not say, processor time and memory stay 0: not known.

func processorTime() time.Duration { return 0 }

func peakMemory() int64 { return 0 }
