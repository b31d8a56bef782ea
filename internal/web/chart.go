package web

import (
	"slices"
	"time"

	"ascribe"
	"ascribe/internal/dossier"
	"ascribe/internal/wording"
)

// The measures of the timeline's picture, in SVG user units.
const (
	chartWidth  = 1000
	chartLeft   = 110 // room for the lanes' names
	chartRight  = 20
	chartTop    = 14
	laneHeight  = 44
	dotRadius   = 7
	stackStep   = 5 // how far dots of one day stand apart
	chartBottom = 26
)

// chart is a picture of the dated moments: a lane for each kind, a dot for each
// moment, a bar where it lasted.
type chart struct {
	Width, Height int
	Left, Right   int // x of the first and the last day
	First, Last   int // the first and the last day, as days since 1970
	Axis          int // y of the axis
	Lanes         []chartLane
	Ticks         []chartTick
	Dots          []chartDot
}

type chartLane struct {
	Name string
	Y    int
}

type chartTick struct {
	Label  string
	X      int
	Anchor string // of the label, so that none leaves the picture
}

type chartDot struct {
	X, Y, Until int // Until is X of the end
	Radius      int
	From, To    int // days since 1970
	Lane        string
	Label       string
	Anchor      string // of the moment's citation
}

// newChart lays a timeline out; nil unless two moments are dated.
func newChart(moments []dossier.Moment) *chart {
	var dated []dossier.Moment
	first, last := ascribe.Day("9999-12-31"), ascribe.Day("")
	for _, m := range moments {
		if m.From != "" {
			dated = append(dated, m)
			first, last = min(first, m.From), max(last, m.From, m.To)
		}
	}
	if len(dated) < 2 || first == last {
		return nil
	}
	c := &chart{Width: chartWidth, Left: chartLeft, Right: chartWidth - chartRight, First: dayNumber(first), Last: dayNumber(last)}
	scale := newScale(first, last)
	lanes := map[string]int{}
	for _, lane := range []string{"deed", "statement", "response"} {
		if slices.ContainsFunc(dated, func(m dossier.Moment) bool { return m.Lane == lane }) {
			lanes[lane] = chartTop + laneHeight/2 + laneHeight*len(c.Lanes)
			c.Lanes = append(c.Lanes, chartLane{lane + "s", lanes[lane]})
		}
	}
	c.Axis = chartTop + laneHeight*len(c.Lanes)
	c.Height = c.Axis + chartBottom
	c.Ticks = scale.ticks()
	c.Dots = dots(dated, scale, lanes)
	return c
}

func dots(dated []dossier.Moment, scale scale, lanes map[string]int) []chartDot {
	var out []chartDot
	taken := map[[2]int]int{}
	for _, m := range dated {
		y, ok := lanes[m.Lane]
		if !ok {
			continue
		}
		x := scale.x(m.From)
		n := taken[[2]int{x, y}]
		taken[[2]int{x, y}]++
		// Further moments of the day alternate below and above the first.
		shift := (n + 1) / 2 * stackStep
		if n%2 == 0 {
			shift = -shift
		}
		d := chartDot{X: x, Y: y + max(min(shift, laneHeight/2-dotRadius), dotRadius-laneHeight/2), Until: x, Radius: dotRadius, Lane: m.Lane, Label: m.When + ": " + m.Text}
		d.From, d.To = dayNumber(m.From), dayNumber(max(m.From, m.To))
		if m.To > m.From {
			d.Until = scale.x(m.To)
		}
		if len(m.Refs) > 0 {
			d.Anchor = anchor(m.Refs[0])
		}
		out = append(out, d)
	}
	return out
}

func dayNumber(d ascribe.Day) int { return int(d.Time().Unix() / (24 * 60 * 60)) }

// scale maps days to places, evenly.
type scale struct {
	first, last time.Time
	days        float64
}

func newScale(first, last ascribe.Day) scale {
	return scale{first: first.Time(), last: last.Time(), days: last.Time().Sub(first.Time()).Hours() / 24}
}

func (s scale) x(day ascribe.Day) int {
	share := day.Time().Sub(s.first).Hours() / 24 / s.days
	return chartLeft + int(share*(chartWidth-chartLeft-chartRight)+0.5)
}

// ticks label the ends and, where there is room, the months between.
func (s scale) ticks() []chartTick {
	const room = 170 // that a label at an end takes, in SVG units
	first, last := ascribe.DayOf(s.first), ascribe.DayOf(s.last)
	out := []chartTick{{wording.Day(first), s.x(first), "start"}}
	months := 1 + int(s.days/365)
	for t := time.Date(s.first.Year(), s.first.Month()+1, 1, 0, 0, 0, 0, time.UTC); t.Before(s.last); t = t.AddDate(0, months, 0) {
		if x := s.x(ascribe.DayOf(t)); x-out[len(out)-1].X >= room && s.x(last)-x >= room {
			out = append(out, chartTick{t.Format("Jan 2006"), x, "middle"})
		}
	}
	return append(out, chartTick{wording.Day(last), s.x(last), "end"})
}
